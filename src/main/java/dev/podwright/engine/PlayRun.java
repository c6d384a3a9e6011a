package dev.podwright.engine;

import dev.podwright.connection.ConnectionException;
import dev.podwright.playbook.Keywords;
import dev.podwright.playbook.Play;
import dev.podwright.playbook.Task;
import dev.podwright.source.Problem;
import dev.podwright.template.PendingValueException;
import dev.podwright.template.ValueTemplate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/// One batch of hosts through one play, a virtual thread a host.
final class PlayRun {
    /// How long hosts may take to leave an interrupted run.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final RunContext run;
    private final int number;
    private final Play play;
    private final PlayVariables variables;
    private final Keywords keywords;
    private final TaskNumbers numbers;
    private final Optional<LinearGate> gate;
    private final Set<Task> notReached;
    private final Semaphore forks;
    private final PlayState state;
    private final Delegates delegates;

    /// @param number the play's, from 1
    /// @param hosts the batch
    /// @param notReached the tasks before `--start-at-task`
    /// @param anyHost finds hosts to delegate to
    PlayRun(
            RunContext run,
            int number,
            Play play,
            PlayVariables variables,
            List<HostRun> hosts,
            Set<Task> notReached,
            Function<String, HostRun> anyHost) {
        this.run = run;
        this.number = number;
        this.play = play;
        this.variables = variables;
        this.keywords = play.keywords().withoutVars();
        this.numbers = new TaskNumbers(play);
        this.gate = play.strategy() == Play.Strategy.LINEAR
                ? Optional.of(new LinearGate(hosts.stream().map(HostRun::name).toList()))
                : Optional.empty();
        this.notReached = notReached;
        this.forks = new Semaphore(run.options().forks());
        this.state = new PlayState(play, hosts.stream().map(HostRun::name).toList());
        this.delegates = new Delegates(run, play, variables, anyHost);
    }

    /// The play's number in the run, from 1.
    int number() {
        return number;
    }

    Play play() {
        return play;
    }

    Keywords keywords() {
        return keywords;
    }

    PlayVariables variables() {
        return variables;
    }

    Optional<LinearGate> gate() {
        return gate;
    }

    Delegates delegates() {
        return delegates;
    }

    PlayState state() {
        return state;
    }

    TaskNumbers numbers() {
        return numbers;
    }

    /// Whether `--start-at-task` has been come to.
    boolean reached(Task task) {
        return !notReached.contains(task);
    }

    /// Takes the hosts through the play and returns when the last has ended.
    ///
    /// @return how far it has ended
    PlayState.Ending run(List<HostRun> hosts) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (HostRun host : hosts) {
            threads.add(Thread.ofVirtual().name("host-" + host.name()).start(() -> runHost(host)));
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
            return hosts.stream().allMatch(HostRun::isStopped) ? PlayState.Ending.ABORTED : state.ending();
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            awaitEnd(threads);
            throw e;
        }
    }

    /// So that nothing is told of a host after the end of the run; one that hangs in connecting is left behind.
    private static void awaitEnd(List<Thread> threads) throws InterruptedException {
        Instant until = Instant.now().plus(PATIENCE);
        for (Thread thread : threads) {
            Duration left = Duration.between(Instant.now(), until);
            if (left.isPositive()) {
                thread.join(left);
            }
        }
    }

    private void runHost(HostRun host) {
        try {
            forks.acquire();
            try {
                host.connect(settings(host));
                if (gate.isEmpty()) {
                    new HostPlay(run, this, host).run();
                }
            } finally {
                forks.release();
            }
            if (gate.isPresent()) {
                new HostPlay(run, this, host).run();
            }
        } catch (ConnectionException e) {
            host.unreachable(String.valueOf(e.getMessage()), e.hint(), ignoresUnreachable());
            state.hostFailed(keywords.anyErrorsFatal().orElse(false), 0);
        } catch (HostStopped _) {
            host.stop();
        } catch (PlayLeft left) {
            if (left.isAborted()) {
                host.stop();
            }
        } catch (InterruptedException _) {
            host.stop();
        } catch (RuntimeException e) {
            defect(host, e);
        } catch (StackOverflowError | OutOfMemoryError | AssertionError e) {
            defect(host, new IllegalStateException(e));
        } finally {
            state.runOnce().leave(host.name());
            gate.ifPresent(linear -> linear.leave(host.name()));
        }
    }

    /// Does work that counts as one of the hosts worked at once.
    void inTurn(TaskWork work) throws HostStopped, InterruptedException {
        forks.acquire();
        try {
            work.run();
        } finally {
            forks.release();
        }
    }

    /// Waits for other hosts, which meanwhile may have this one's turn.
    <T> T outOfTurn(Waiting<T> waiting) throws InterruptedException {
        forks.release();
        try {
            return waiting.await();
        } finally {
            forks.acquireUninterruptibly();
        }
    }

    /// Waiting for other hosts.
    interface Waiting<T> {
        T await() throws InterruptedException;
    }

    /// Tasks being done on one host.
    interface TaskWork {
        void run() throws HostStopped, InterruptedException;
    }

    private boolean ignoresUnreachable() {
        return keywords.ignoreUnreachable()
                .filter(ValueTemplate::isConstant)
                .map(template -> Boolean.TRUE.equals(template.node().toValue()))
                .orElse(false);
    }

    private HostRun.ConnectionSettings settings(HostRun host) throws ConnectionException {
        Variables forHost = new Variables(variables, host.variables(), Map.of(), Map.of());
        try {
            return new ConnectionVariables(run.options()).settle(host.variables(), play.connection(), forHost);
        } catch (PendingValueException e) {
            throw new ConnectionException(
                    ConnectionException.Kind.UNREACHABLE,
                    host.name() + ": a connection variable needs " + e.name() + ", which no task has given",
                    "connection variables can use only the inventory's values");
        }
    }

    /// Podwright itself failed on this host: the others go on, the run's exit status says so.
    private void defect(HostRun host, RuntimeException e) {
        host.stop();
        state.hostFailed(keywords.anyErrorsFatal().orElse(false), 0);
        run.defects().add(e);
        Problem problem = new Problem(play.location(), "a defect in Podwright: " + e);
        host.counter().count(Outcomes.failed(problem));
        run.events()
                .send(new RunEvent.Warning(
                        Instant.now(), host.name(), run.mask().text(problem.message()), problem.hint()));
    }
}
