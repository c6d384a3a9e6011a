package dev.podwright.engine;

import dev.podwright.connection.Connector;
import dev.podwright.inventory.Host;
import dev.podwright.inventory.Inventory;
import dev.podwright.playbook.Playbook;
import dev.podwright.playbook.Task;
import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Runs playbooks against an inventory. Connections stay open from one play to the next, until [#close].
public final class Executor implements AutoCloseable {
    /// How long hosts whose tasks were ended have to tell of it.
    private static final Duration TELLING_LIMIT = Duration.ofSeconds(1);

    private final RunContext run;
    private final Map<String, HostRun> hosts = Collections.synchronizedMap(new LinkedHashMap<>());
    private final AtomicReference<@Nullable Thread> runner = new AtomicReference<>();
    private final Set<String> taking = new LinkedHashSet<>();
    private boolean allPlayed;
    private final CountDownLatch ended = new CountDownLatch(1);

    private Executor(RunContext run) {
        this.run = run;
    }

    /// An executor for one run.
    ///
    /// @param connector makes the connections to hosts
    /// @param listener hears of everything that happens
    public static Executor of(
            Inventory inventory,
            TaskTypeLibrary library,
            RunOptions options,
            Connector connector,
            RunListener listener) {
        String runId = RunIds.next();
        Queue<RuntimeException> defects = new ConcurrentLinkedQueue<>();
        Mask mask = new Mask();
        mask.learnAll(options.extraVariables());
        return new Executor(new RunContext(
                runId,
                new LiveInventory(inventory),
                library,
                options,
                connector,
                new LocalFiles(runId),
                new ShellLibraries(library),
                mask,
                options.restraints().plan().map(plan -> new PlanGuard(plan, mask)),
                options.restraints().prompt().map(Stepper::new),
                options.restraints().pause().map(Pauses::new),
                new EventBus(listener, defects),
                new AtomicBoolean(),
                defects));
    }

    public String runId() {
        return run.runId();
    }

    /// Runs the playbooks one after the other. A host's failure is part of the summary, not an exception.
    ///
    /// @throws dev.podwright.source.InvalidInputException where something is wrong that only shows with the
    ///     inventory, such as a pattern that names no host
    public RunSummary run(List<Playbook> playbooks) {
        Instant begun = Instant.now();
        List<ReadyPlay> plays = Preflight.ofRun(run).check(playbooks);
        run.libraries().prefetch(plays);
        Set<Task> notReached = StartAt.before(run.options().startAtTask(), playbooks);
        List<String> names = plays.stream()
                .flatMap(play -> play.hostNames().stream())
                .distinct()
                .toList();
        taking.addAll(names);
        run.events()
                .send(new RunEvent.RunStarted(
                        begun,
                        run.runId(),
                        run.plan(),
                        playbooks.stream()
                                .map(playbook -> playbook.file().name())
                                .toList(),
                        names));
        Announcements announcements = new Announcements(run);
        for (int i = 0; i < plays.size(); i++) {
            announcements.notified(i + 1, plays.get(i).play());
        }
        runner.set(Thread.currentThread());
        try {
            for (int i = 0; i < plays.size() && !run.interrupted().get(); i++) {
                play(i + 1, plays.get(i), notReached);
                allPlayed = i + 1 == plays.size();
            }
        } catch (InterruptedException _) {
            run.interrupted().set(true);
        } finally {
            runner.set(null);
            ended.countDown();
        }
        return summary(begun, List.copyOf(taking));
    }

    private HostRun anyHost(String name) {
        return hosts.computeIfAbsent(name, this::hostRun);
    }

    private HostRun hostRun(String name) {
        return new HostRun(run, name);
    }

    private PlayHosts playHosts(List<String> all, List<HostRun> batch) {
        return new PlayHosts(
                run.hosts(),
                all,
                batch.stream().map(HostRun::name).toList(),
                name -> !anyHost(name).isStopped(),
                name -> anyHost(name).variables());
    }

    /// With the hosts that tasks have added since.
    private ReadyPlay grown(ReadyPlay play) {
        if (!run.hosts().hasGrown()) {
            return play;
        }
        Problems problems = new Problems();
        boolean everyone = !InventoryGrowth.of(play.play()).isNone();
        return play.with(
                new HostSelection(run).of(play.pattern(), play.play().hosts().location(), everyone, problems));
    }

    private void play(int number, ReadyPlay prepared, Set<Task> notReached) throws InterruptedException {
        ReadyPlay play = grown(prepared);
        if (play.mayGrow()
                && play.hosts().isEmpty()
                && new HostSelection(run).narrowing().isEmpty()) {
            new Announcements(run).nobody(play);
        }
        taking.addAll(play.hostNames());
        List<HostRun> hosts = HostOrder.of(play.hosts(), play.play().order()).stream()
                .map(host -> anyHost(host.name()))
                .filter(host -> !host.isStopped())
                .toList();
        run.events()
                .send(new RunEvent.PlayStarted(
                        Instant.now(),
                        number,
                        play.play().name(),
                        hosts.stream().map(HostRun::name).toList()));
        for (List<HostRun> batch : Batches.of(hosts, play.play().serial())) {
            PlayState.Ending ending = new PlayRun(
                            run,
                            number,
                            play.play(),
                            play.variables(run, playHosts(play.hostNames(), batch)),
                            batch,
                            notReached,
                            this::anyHost)
                    .run(batch);
            if (ending == PlayState.Ending.ABORTED || run.interrupted().get()) {
                // The next plays count on this one: hosts that it didn't come to take no part in them.
                hosts.forEach(HostRun::stop);
            }
            if (ending == PlayState.Ending.ABORTED
                    || ending == PlayState.Ending.PLAY
                    || run.interrupted().get()) {
                break;
            }
        }
        run.events().send(new RunEvent.PlayFinished(Instant.now(), number));
    }

    private RunSummary summary(Instant begun, List<String> names) {
        Map<String, HostStats> stats = new LinkedHashMap<>();
        names.forEach(name -> stats.put(name, anyHost(name).counter().stats()));
        RunSummary summary =
                new RunSummary(run.runId(), stats, run.interrupted().get(), leftPlan());
        run.events()
                .send(new RunEvent.RunFinished(
                        Instant.now(),
                        run.runId(),
                        stats,
                        unfinished(names),
                        summary.interrupted(),
                        Duration.between(begun, Instant.now())));
        run.defects().stream().findFirst().ifPresent(defect -> {
            throw defect;
        });
        return summary;
    }

    /// Where the run came to its end, only those that were stopped on their way.
    private List<String> unfinished(List<String> names) {
        return names.stream()
                .filter(name -> !allPlayed || anyHost(name).isStopped())
                .toList();
    }

    private boolean leftPlan() {
        return run.guard().map(PlanGuard::hasObjected).orElse(false);
    }

    /// Connects to the hosts that a pattern names and gathers their facts, by host; unreachable ones are events and
    /// missing here.
    public Map<String, Map<String, Object>> gatherFacts(String pattern) {
        Problems problems = new Problems();
        List<Host> matched = run.inventory().match(pattern, Location.named(pattern), problems);
        problems.throwIfAny();
        Map<String, Map<String, Object>> facts = new ConcurrentHashMap<>();
        ReadyPlay none = ReadyPlay.ofNothing(pattern, matched);
        List<HostRun> runs = matched.stream().map(host -> anyHost(host.name())).toList();
        try {
            PlayRun play = new PlayRun(
                    run,
                    0,
                    none.play(),
                    none.variables(run, playHosts(none.hostNames(), runs)),
                    runs,
                    Set.of(),
                    this::anyHost);
            play.run(runs);
        } catch (InterruptedException _) {
            run.interrupted().set(true);
        }
        runs.stream()
                .filter(host -> !host.isStopped())
                .forEach(host -> facts.put(host.name(), host.variables().facts()));
        return facts;
    }

    /// Renders the scripts of hosts' tasks without connecting to them, host by host as they are taken from the stream,
    /// as far as their inputs are known without facts and results.
    ///
    /// @throws dev.podwright.source.InvalidInputException where the playbooks and the inventory don't fit
    public Stream<RenderedTask> render(List<Playbook> playbooks, List<Host> hosts) {
        List<ReadyPlay> plays = Preflight.ofListing(run).check(playbooks);
        return hosts.stream()
                .flatMap(host -> plays.stream()
                        .filter(play -> play.hosts().contains(host))
                        .flatMap(play -> new TaskRenderer(run).render(play, host).stream()));
    }

    /// The hosts that each play would run on, in order.
    ///
    /// @throws dev.podwright.source.InvalidInputException where the playbooks and the inventory don't fit
    public List<List<String>> hosts(List<Playbook> playbooks) {
        return Preflight.ofListing(run).check(playbooks).stream()
                .map(play -> play.hosts().stream().map(Host::name).toList())
                .toList();
    }

    /// Ends the run soon: no new tasks begin, running ones are ended on their hosts. For Ctrl-C.
    ///
    /// Tasks are given time to end on their hosts, which needs the connections that the run's end closes. What
    /// waits for something else after that is woken: a connection that is being made, a pause, a throttled task.
    public void interrupt() {
        run.interrupted().set(true);
        CompletableFuture.allOf(List.copyOf(hosts.values()).stream()
                        .map(HostRun::interrupt)
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        try {
            if (!ended.await(TELLING_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                Optional.ofNullable(runner.get()).ifPresent(Thread::interrupt);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        List.copyOf(hosts.values()).forEach(HostRun::close);
    }
}
