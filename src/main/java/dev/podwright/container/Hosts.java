package dev.podwright.container;

import dev.podwright.engine.RunListener;
import dev.podwright.engine.TaskCalls;
import java.time.Duration;
import java.util.Optional;

/// The hosts of an inventory, and what can be asked of each. Thread-safe.
public final class Hosts implements AutoCloseable {
    private final TaskCalls calls;
    private final Duration deadline;
    private final Optional<RunListener> listener;
    private final CallsUnderWay underWay = new CallsUnderWay();

    /// @param deadline for one call
    /// @param listener hears of all calls, by one thread at a time
    public Hosts(TaskCalls calls, Duration deadline, Optional<RunListener> listener) {
        this.calls = calls;
        this.deadline = deadline;
        this.listener = listener.map(CallLog::oneAtATime);
    }

    /// The containers of a host, which is connected to by the first call.
    ///
    /// @throws dev.podwright.source.InvalidInputException where the inventory has no such host
    public ContainerManager containers(String host) {
        return new ContainerManager(caller(host), new ContainerTasks(Arguments.NONE));
    }

    public GpuDetector gpus(String host) {
        return new GpuDetector(caller(host));
    }

    public RootlessDockerSetup rootlessDocker(String host) {
        return new RootlessDockerSetup(caller(host), Arguments.NONE);
    }

    public HostPreparation preparation(String host) {
        return new HostPreparation(caller(host));
    }

    private Caller caller(String host) {
        String name = calls.host(host).name();
        return new Caller(calls, name, Optional.of(deadline), false, () -> new CallLog(listener), underWay);
    }

    /// Ends the calls under way, and closes all connections.
    @Override
    public void close() {
        underWay.close();
        calls.close();
    }
}
