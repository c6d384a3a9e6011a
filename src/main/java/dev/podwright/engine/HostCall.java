package dev.podwright.engine;

import dev.podwright.connection.ConnectionException;
import dev.podwright.playbook.Play;
import dev.podwright.playbook.Step;
import dev.podwright.playbook.Task;
import dev.podwright.source.Location;
import dev.podwright.template.PendingValueException;
import dev.podwright.template.ValueTemplate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One call of tasks on a host. One thread runs it, any may end it.
public final class HostCall {
    /// How often, and with what pause, a call is ended anew that doesn't come to its end: what was sent to its host
    /// begins there a little later.
    private static final int ENDINGS = 5;

    private static final Duration BETWEEN_ENDINGS = Duration.ofMillis(200);
    private static final Duration ENDING_LIMIT = Duration.ofSeconds(20);

    private final RunContext run;
    private final TaskCalls.Mode mode;
    private final KeptHost kept;
    private final HostRun host;
    private final List<Task> tasks;
    private final TaskCalls calls;
    private final List<CallResult.End> ends = new ArrayList<>();
    private final AtomicReference<@Nullable Thread> runner = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    HostCall(RunContext run, TaskCalls.Mode mode, KeptHost kept, HostRun host, List<Task> tasks, TaskCalls calls) {
        this.run = run;
        this.mode = mode;
        this.kept = kept;
        this.host = host;
        this.tasks = tasks;
        this.calls = calls;
    }

    public String runId() {
        return run.runId();
    }

    /// Runs the tasks; to be called once.
    ///
    /// @throws ConnectionException where the host can't be reached; one that is lost in the middle is an outcome
    public CallResult run() throws ConnectionException {
        Instant begun = Instant.now();
        run.events().send(new RunEvent.RunStarted(begun, run.runId(), run.plan(), List.of(), List.of(host.name())));
        runner.set(Thread.currentThread());
        try {
            // Whoever ended it before found nobody to wake.
            endIfEnded();
            inTurn();
        } catch (InterruptedException _) {
            run.interrupted().set(true);
        } catch (ConnectionException e) {
            host.unreachable(String.valueOf(e.getMessage()), e.hint(), false);
            if (!run.interrupted().get()) {
                throw e;
            }
        } finally {
            leave();
            tellEnd(begun);
        }
        run.defects().stream().findFirst().ifPresent(defect -> {
            throw defect;
        });
        return new CallResult(run.runId(), ends, run.interrupted().get());
    }

    private void inTurn() throws ConnectionException, InterruptedException {
        calls.begin(this);
        try {
            if (mode == TaskCalls.Mode.FOLLOW) {
                connected();
            } else {
                inTurn(kept.turns(), () -> inTurn(calls.turns(), this::connected));
            }
        } finally {
            calls.finished(this);
        }
    }

    /// Work on a host that is connected.
    private interface Work {
        void run() throws ConnectionException, InterruptedException;
    }

    private static void inTurn(Semaphore turns, Work work) throws ConnectionException, InterruptedException {
        turns.acquire();
        try {
            work.run();
        } finally {
            turns.release();
        }
    }

    private void connected() throws ConnectionException, InterruptedException {
        endIfEnded();
        PlayVariables variables = new ReadyPlay(play(), host.name(), false, List.of(kept.host()), Map.of(), Map.of())
                .variables(run, PlayHosts.unconnected(run.hosts(), List.of(host.name())));
        HostRun.ConnectionSettings settings = settings(variables);
        HostConnection connection = kept.take(settings);
        boolean orderly = false;
        try {
            Optional<KeptHost.Facts> facts = kept.facts();
            host.use(connection, settings, facts);
            if (facts.isEmpty()) {
                kept.gathered(host.variables().facts());
            }
            work(variables);
            if (!run.plan()) {
                kept.given(host.variables().dynamic());
            }
            orderly = true;
        } finally {
            if (orderly) {
                kept.giveBack(connection);
            } else {
                connection.close();
            }
        }
    }

    private void work(PlayVariables variables) throws InterruptedException {
        PlayRun play = new PlayRun(run, 1, play(), variables, List.of(host), Set.of(), _ -> host);
        HostTasks work = new HostTasks(run, host, play, new Notifications(List.of()), () -> 0, this::keep);
        try {
            int id = 0;
            for (Task task : tasks) {
                endIfEnded();
                work.submit(new TaskContext(task, id++, task.keywords(), Map.of(), false, false));
            }
            work.settleAll();
        } catch (HostStopped _) {
            host.stop();
        }
    }

    private void keep(Outcome outcome) {
        ends.add(new CallResult.End(outcome, run.mask().outcome(outcome)));
    }

    private Play play() {
        List<Step> steps = List.copyOf(tasks);
        return Play.of("", ValueTemplate.constant(host.name(), Location.named(host.name())), steps, Path.of(""));
    }

    private HostRun.ConnectionSettings settings(PlayVariables variables) throws ConnectionException {
        Variables known = new Variables(variables, host.variables(), Map.of(), Map.of());
        try {
            return new ConnectionVariables(run.options()).settle(host.variables(), Map.of(), known);
        } catch (PendingValueException e) {
            throw new ConnectionException(
                    ConnectionException.Kind.UNREACHABLE,
                    host.name() + ": a connection variable needs " + e.name() + ", which no task has given",
                    "connection variables can use only the inventory's values");
        }
    }

    private void endIfEnded() throws InterruptedException {
        if (run.interrupted().get()) {
            throw new InterruptedException("the call was ended");
        }
    }

    private void leave() {
        synchronized (this) {
            runner.set(null);
            ended.countDown();
        }
        // Whoever ends it may have done so just when it was over.
        boolean _ = run.interrupted().get() && Thread.interrupted();
    }

    private void tellEnd(Instant begun) {
        HostStats stats = host.counter().stats();
        List<String> unfinished = host.isStopped() || run.interrupted().get() ? List.of(host.name()) : List.of();
        run.events()
                .send(new RunEvent.RunFinished(
                        Instant.now(),
                        run.runId(),
                        Map.of(host.name(), stats),
                        unfinished,
                        run.interrupted().get(),
                        Duration.between(begun, Instant.now())));
    }

    /// Ends the call: what runs on the host is ended there, what waits begins no more. Returns when that is so, or when
    /// it has been given up.
    public void end() {
        run.interrupted().set(true);
        try {
            for (int i = 0; i < ENDINGS && host.hasConnection(); i++) {
                awaitEnding(host.interrupt());
                if (ended.await(BETWEEN_ENDINGS.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
            wake();
            boolean _ = ended.await(ENDINGS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// A host that doesn't answer must not hold up whoever ends the call.
    private static void awaitEnding(CompletableFuture<?> ending) throws InterruptedException {
        try {
            ending.get(ENDING_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException _) {
            // The runner is woken all the same.
        }
    }

    private synchronized void wake() {
        Optional.ofNullable(runner.get()).ifPresent(Thread::interrupt);
    }
}
