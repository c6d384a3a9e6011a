package dev.podwright.engine;

import dev.podwright.connection.Connector;
import dev.podwright.inventory.Host;
import dev.podwright.inventory.Inventory;
import dev.podwright.playbook.Task;
import dev.podwright.source.InvalidInputException;
import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.source.Suggestions;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/// Runs tasks on hosts for a program that asks for one now and another then, many at once, over a long time. Where an
/// [Executor] makes one run of playbooks, each call here is a run of its own; connections, shells and facts are kept
/// from one to the next. Thread-safe.
public final class TaskCalls implements AutoCloseable {
    private final Inventory inventory;
    private final TaskTypeLibrary library;
    private final RunOptions applying;
    private final RunOptions planning;
    private final Connector connector;
    private final CallLimits limits;
    private final LiveInventory live;
    private final ShellLibraries libraries;
    private final Semaphore turns;
    private final Map<String, KeptHost> hosts = new ConcurrentHashMap<>();
    private final Set<HostCall> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private TaskCalls(
            Inventory inventory,
            TaskTypeLibrary library,
            RunOptions.Builder options,
            Connector connector,
            CallLimits limits) {
        this.inventory = inventory;
        this.library = library;
        this.planning = options.plan(true).build();
        this.applying = options.plan(false).build();
        this.connector = connector;
        this.limits = limits;
        this.live = new LiveInventory(inventory);
        this.libraries = new ShellLibraries(library);
        this.turns = new Semaphore(limits.calls(), true);
    }

    /// @param options for all calls; whether one only plans it says itself
    public static TaskCalls of(
            Inventory inventory,
            TaskTypeLibrary library,
            RunOptions.Builder options,
            Connector connector,
            CallLimits limits) {
        return new TaskCalls(inventory, library, options, connector, limits);
    }

    /// What a call is like.
    public enum Mode {
        APPLY,
        /// Only says what would change.
        PLAN,
        /// Applies, and may run for long, waiting for what happens on the host: it takes no other call's turn.
        FOLLOW
    }

    /// Makes a call, which [HostCall#run] begins: tasks in order, of which one that fails ends the call. Later ones are
    /// sent without waiting for the earlier ones.
    ///
    /// @param listener hears of this call alone
    /// @throws InvalidInputException where the host isn't in the inventory, or arguments don't fit their task types
    /// @throws IllegalStateException after [#close]
    public HostCall call(String host, Mode mode, List<TaskCall> tasks, RunListener listener) {
        if (closed) {
            throw new IllegalStateException("it has been closed");
        }
        KeptHost kept = kept(host);
        Problems problems = new Problems();
        List<Task> ready = new ArrayList<>();
        tasks.forEach(task -> task.task(library, problems).ifPresent(ready::add));
        live.check(kept.host(), problems);
        problems.throwIfAny();
        RunContext run = context(mode, listener);
        HostRun hostRun = new HostRun(run, host);
        return new HostCall(run, mode, kept, hostRun, List.copyOf(ready), this);
    }

    /// The host of that name.
    ///
    /// @throws InvalidInputException where the inventory has none
    public Host host(String name) {
        return inventory
                .host(name)
                .orElseThrow(() -> new InvalidInputException(new Problem(
                        Location.named(name),
                        "the inventory has no host \"" + name + "\"",
                        Suggestions.didYouMean(
                                name, inventory.hosts().stream().map(Host::name).toList(), ""))));
    }

    private KeptHost kept(String name) {
        Host host = host(name);
        return hosts.computeIfAbsent(host.name(), _ -> new KeptHost(host, connector, limits));
    }

    private RunContext context(Mode mode, RunListener listener) {
        String runId = RunIds.next();
        var defects = new ConcurrentLinkedQueue<RuntimeException>();
        return new RunContext(
                runId,
                live,
                library,
                mode == Mode.PLAN ? planning : applying,
                connector,
                new LocalFiles(runId),
                libraries,
                new Mask(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new EventBus(listener, defects),
                new AtomicBoolean(),
                defects);
    }

    /// For all calls that may be under way at once.
    Semaphore turns() {
        return turns;
    }

    void begin(HostCall call) throws InterruptedException {
        underWay.add(call);
        if (closed) {
            underWay.remove(call);
            throw new InterruptedException("it has been closed");
        }
    }

    void finished(HostCall call) {
        underWay.remove(call);
    }

    /// Ends the calls under way on their hosts, and closes all connections.
    @Override
    public void close() {
        closed = true;
        List<Thread> enders = underWay.stream()
                .map(call -> Thread.startVirtualThread(call::end))
                .toList();
        try {
            for (Thread ender : enders) {
                ender.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        hosts.values().forEach(KeptHost::close);
    }
}
