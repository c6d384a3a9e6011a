package dev.podwright.container;

import dev.podwright.engine.TaskCall;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// Gives a user of a host a Docker engine of its own, which runs without root. It needs root, or `sudo`, itself.
public final class RootlessDockerSetup {
    private static final String TASK = "setup_rootless";

    private final Caller caller;
    private final Arguments arguments;

    RootlessDockerSetup(Caller caller, Arguments arguments) {
        this.caller = caller;
        this.arguments = arguments;
    }

    /// Whose engine; default is the user that logs in.
    public RootlessDockerSetup user(String name) {
        return new RootlessDockerSetup(caller, arguments.with("user", name));
    }

    /// Whether the system's Docker is set up instead where no rootless engine can run. Default is to fail.
    public RootlessDockerSetup fallback(boolean allow) {
        return new RootlessDockerSetup(caller, arguments.with("on_failure", allow ? "fallback" : "fail"));
    }

    /// What [#ensure] would do. Changes nothing.
    public HostPlan check() {
        return caller.sync(checking());
    }

    public CompletableFuture<HostPlan> checkAsync() {
        return caller.async(checking());
    }

    /// Sees to it that the engine runs.
    ///
    /// @throws MissingRequirementException where it can't run there, and no fallback is allowed
    public RootlessDocker ensure() {
        return caller.sync(ensuring());
    }

    public CompletableFuture<RootlessDocker> ensureAsync() {
        return caller.async(ensuring());
    }

    private Function<Call, HostPlan> checking() {
        TaskCall task = new TaskCall(TASK, arguments.values());
        return call -> new HostPlan(call.host(), List.of(HostPreparation.step(call, task)));
    }

    private Function<Call, RootlessDocker> ensuring() {
        TaskCall task = new TaskCall(TASK, arguments.values());
        return call -> call.task(task, RootlessDocker::of);
    }
}
