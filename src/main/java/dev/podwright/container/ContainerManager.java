package dev.podwright.container;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// The containers of one host. Thread-safe; calls run at once, each on a virtual thread.
///
/// Every method waits until it is done, and throws a [PodwrightException] where it isn't; the one whose name ends with
/// `Async` doesn't wait. A call that reaches its deadline, whose waiting thread is interrupted or whose future is
/// cancelled is ended on the host too.
///
/// Where a method takes a container, its name or its id will do.
public final class ContainerManager {
    private final Caller caller;
    private final ContainerTasks tasks;

    ContainerManager(Caller caller, ContainerTasks tasks) {
        this.caller = caller;
        this.tasks = tasks;
    }

    /// The same with another deadline for each call.
    public ContainerManager within(Duration deadline) {
        return new ContainerManager(caller.within(deadline), tasks);
    }

    /// The same with a preference for one of the host's engines, where a container's spec doesn't say:
    /// whether a rootless one is used. By default it is where there is one.
    public ContainerManager rootless(Preference preference) {
        return with("rootless", preference.name().toLowerCase(Locale.ROOT));
    }

    /// The same, where the system's engine may or may not be reached through `sudo`. By default it may.
    public ContainerManager useSudo(boolean allow) {
        return with("use_sudo", allow);
    }

    private ContainerManager with(String parameter, Object value) {
        return new ContainerManager(caller, new ContainerTasks(tasks.access().with(parameter, value)));
    }

    /// Brings a container to what is declared, as the task type `run_container` does: one that is there and
    /// fits is left alone, so that creating it twice changes nothing; one that differs is changed or
    /// replaced.
    ///
    /// Where it fails after it has made a new container, that one is removed again, unless the spec says to
    /// keep it.
    public ContainerInfo createContainer(ContainerSpec spec) {
        return caller.sync(tasks.creating(spec));
    }

    public CompletableFuture<ContainerInfo> createContainerAsync(ContainerSpec spec) {
        return caller.async(tasks.creating(spec));
    }

    /// Creates a container and a user in it, in one go: one round trip for both. Where the user can't be
    /// had, a container that this call has made is removed again.
    public Pod createPod(ContainerSpec spec, PodUser user) {
        return caller.sync(tasks.creatingPod(spec, user));
    }

    public CompletableFuture<Pod> createPodAsync(ContainerSpec spec, PodUser user) {
        return caller.async(tasks.creatingPod(spec, user));
    }

    /// Brings a user in a running container to what is declared.
    public PodUserInfo setupPodUser(String container, PodUser user) {
        return caller.sync(tasks.settingUp(container, user));
    }

    public CompletableFuture<PodUserInfo> setupPodUserAsync(String container, PodUser user) {
        return caller.async(tasks.settingUp(container, user));
    }

    /// What state a container is in; [ContainerStatus#ABSENT] where there is none.
    public ContainerStatus status(String container) {
        return caller.sync(tasks.asking(container)).map(ContainerInfo::status).orElse(ContainerStatus.ABSENT);
    }

    public CompletableFuture<ContainerStatus> statusAsync(String container) {
        return caller.async(call ->
                tasks.asking(container).apply(call).map(ContainerInfo::status).orElse(ContainerStatus.ABSENT));
    }

    /// The container, where it is there.
    public Optional<ContainerInfo> find(String container) {
        return caller.sync(tasks.asking(container));
    }

    public CompletableFuture<Optional<ContainerInfo>> findAsync(String container) {
        return caller.async(tasks.asking(container));
    }

    /// @throws NoSuchContainerException where it isn't there
    public ContainerInfo inspect(String container) {
        return caller.sync(tasks.inspecting(container));
    }

    public CompletableFuture<ContainerInfo> inspectAsync(String container) {
        return caller.async(tasks.inspecting(container));
    }

    /// The containers of the host that Podwright made, in whatever state.
    public List<ContainerInfo> list() {
        return caller.sync(tasks.listing());
    }

    public CompletableFuture<List<ContainerInfo>> listAsync() {
        return caller.async(tasks.listing());
    }

    /// Starts a container, or lets a paused one go on; fine where it runs.
    ///
    /// @throws TaskFailedException where it ends at once
    public ContainerInfo start(String container) {
        return caller.sync(tasks.bringing(container, "started"));
    }

    public CompletableFuture<ContainerInfo> startAsync(String container) {
        return caller.async(tasks.bringing(container, "started"));
    }

    /// Asks a container to end, and kills it where it doesn't within ten seconds; fine where it doesn't run.
    public ContainerInfo stop(String container) {
        return caller.sync(tasks.bringing(container, "stopped"));
    }

    public CompletableFuture<ContainerInfo> stopAsync(String container) {
        return caller.async(tasks.bringing(container, "stopped"));
    }

    /// Stops a container that runs, and starts it.
    public ContainerInfo restart(String container) {
        return caller.sync(tasks.bringing(container, "restarted"));
    }

    public CompletableFuture<ContainerInfo> restartAsync(String container) {
        return caller.async(tasks.bringing(container, "restarted"));
    }

    /// Removes a container, which is stopped first where it runs.
    ///
    /// @return whether there was one
    public boolean remove(String container, Remove... how) {
        return caller.sync(tasks.removing(container, how));
    }

    public CompletableFuture<Boolean> removeAsync(String container, Remove... how) {
        return caller.async(tasks.removing(container, how));
    }

    /// What a container has printed on its standard output and error. Of a long log (10 MiB) the middle is missing.
    public LogText logs(String container, Logs which) {
        return caller.sync(tasks.reading(container, which));
    }

    public CompletableFuture<LogText> logsAsync(String container, Logs which) {
        return caller.async(tasks.reading(container, which));
    }

    /// Hands on what a container has printed and what it goes on to print, until it ends, the waiting thread is
    /// interrupted, or a deadline comes that was set by [#within]. It takes no other call's turn.
    ///
    /// @param consumer gets one line after the other, on a thread of its own; what it throws ends this, and
    ///     is thrown here
    public void follow(String container, Logs from, Consumer<LogLine> consumer) {
        boolean _ = caller.lasting().sync(tasks.following(container, from, consumer));
    }

    /// @return ends when the container does; true then
    public CompletableFuture<Boolean> followAsync(String container, Logs from, Consumer<LogLine> consumer) {
        return caller.lasting().async(tasks.following(container, from, consumer));
    }

    /// Runs a command in a container that runs. That it fails is a result.
    ///
    /// @throws TaskFailedException where the container doesn't run
    public ExecResult exec(String container, ExecSpec command) {
        return caller.sync(tasks.executing(container, command));
    }

    /// The same with the exact words of a command.
    public ExecResult exec(String container, String program, String... words) {
        return exec(container, ExecSpec.command(program, words));
    }

    public CompletableFuture<ExecResult> execAsync(String container, ExecSpec command) {
        return caller.async(tasks.executing(container, command));
    }
}
