package dev.podwright.container;

import dev.podwright.connection.BlockResult.Change;
import dev.podwright.container.PodwrightException.Failed;
import dev.podwright.engine.Outcome;
import dev.podwright.engine.TaskCall;
import dev.podwright.engine.TaskCalls;
import dev.podwright.engine.TaskResult;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/// The containers of one host. Thread-safe; calls run at once, each on a virtual thread.
///
/// Every method waits until it is done, and throws a [PodwrightException] where it isn't; the one whose name ends with
/// `Async` doesn't wait. A call that reaches its deadline, whose waiting thread is interrupted or whose future is
/// cancelled is ended on the host too.
///
/// Where a method takes a container, its name or its id will do.
public final class ContainerManager {
    private static final SecureRandom CHANCE = new SecureRandom();

    private final Caller caller;

    ContainerManager(Caller caller) {
        this.caller = caller;
    }

    /// The same with another deadline for each call.
    public ContainerManager within(Duration deadline) {
        return new ContainerManager(caller.within(deadline));
    }

    /// Brings a container to what is declared, as the task type `run_container` does: one that is there and fits is left
    /// alone, so that creating it twice changes nothing; one that differs is changed or replaced.
    ///
    /// Where it fails after it has made a new container, that one is removed again, unless the spec says to keep it.
    public ContainerInfo createContainer(ContainerSpec spec) {
        return caller.sync(creating(spec));
    }

    public CompletableFuture<ContainerInfo> createContainerAsync(ContainerSpec spec) {
        return caller.async(creating(spec));
    }

    /// Creates a container and a user in it, in one go: one round trip for both. Where the user can't be had, a container
    /// that this call has made is removed again.
    public Pod createPod(ContainerSpec spec, PodUser user) {
        return caller.sync(creatingPod(spec, user));
    }

    public CompletableFuture<Pod> createPodAsync(ContainerSpec spec, PodUser user) {
        return caller.async(creatingPod(spec, user));
    }

    /// Brings a user in a running container to what is declared.
    public PodUserInfo setupPodUser(String container, PodUser user) {
        return caller.sync(settingUp(container, user));
    }

    public CompletableFuture<PodUserInfo> setupPodUserAsync(String container, PodUser user) {
        return caller.async(settingUp(container, user));
    }

    /// What state a container is in; [ContainerStatus#ABSENT] where there is none.
    public ContainerStatus status(String container) {
        return caller.sync(asking(container)).map(ContainerInfo::status).orElse(ContainerStatus.ABSENT);
    }

    public CompletableFuture<ContainerStatus> statusAsync(String container) {
        return caller.async(call -> asking(container)
                .apply(call)
                .map(ContainerInfo::status)
                .orElse(ContainerStatus.ABSENT));
    }

    /// The container, where it is there.
    public Optional<ContainerInfo> find(String container) {
        return caller.sync(asking(container));
    }

    public CompletableFuture<Optional<ContainerInfo>> findAsync(String container) {
        return caller.async(asking(container));
    }

    /// @throws NoSuchContainerException where it isn't there
    public ContainerInfo inspect(String container) {
        return caller.sync(inspecting(container));
    }

    public CompletableFuture<ContainerInfo> inspectAsync(String container) {
        return caller.async(inspecting(container));
    }

    /// The containers of the host that Podwright made, in whatever state.
    public List<ContainerInfo> list() {
        return caller.sync(listing());
    }

    public CompletableFuture<List<ContainerInfo>> listAsync() {
        return caller.async(listing());
    }

    /// Starts a container, or lets a paused one go on; fine where it runs.
    ///
    /// @throws TaskFailedException where it ends at once
    public ContainerInfo start(String container) {
        return caller.sync(bringing(container, "started"));
    }

    public CompletableFuture<ContainerInfo> startAsync(String container) {
        return caller.async(bringing(container, "started"));
    }

    /// Asks a container to end, and kills it where it doesn't within ten seconds; fine where it doesn't run.
    public ContainerInfo stop(String container) {
        return caller.sync(bringing(container, "stopped"));
    }

    public CompletableFuture<ContainerInfo> stopAsync(String container) {
        return caller.async(bringing(container, "stopped"));
    }

    /// Stops a container that runs, and starts it.
    public ContainerInfo restart(String container) {
        return caller.sync(bringing(container, "restarted"));
    }

    public CompletableFuture<ContainerInfo> restartAsync(String container) {
        return caller.async(bringing(container, "restarted"));
    }

    /// Removes a container, which is stopped first where it runs.
    ///
    /// @return whether there was one
    public boolean remove(String container, Remove... how) {
        return caller.sync(removing(container, how));
    }

    public CompletableFuture<Boolean> removeAsync(String container, Remove... how) {
        return caller.async(removing(container, how));
    }

    /// What a container has printed on its standard output and error. Of a long log (10 MiB) the middle is missing.
    public LogText logs(String container, Logs which) {
        return caller.sync(reading(container, which));
    }

    public CompletableFuture<LogText> logsAsync(String container, Logs which) {
        return caller.async(reading(container, which));
    }

    /// Hands on what a container has printed and what it goes on to print, until it ends, the waiting thread is
    /// interrupted, or a deadline comes that was set by [#within]. It takes no other call's turn.
    ///
    /// @param consumer gets one line after the other, on a thread of its own; what it throws ends this, and is thrown
    ///     here
    public void follow(String container, Logs from, Consumer<LogLine> consumer) {
        boolean _ = caller.lasting().sync(following(container, from, consumer));
    }

    /// @return ends when the container does; true then
    public CompletableFuture<Boolean> followAsync(String container, Logs from, Consumer<LogLine> consumer) {
        return caller.lasting().async(following(container, from, consumer));
    }

    /// Runs a command in a container that runs. That it fails is a result.
    ///
    /// @throws TaskFailedException where the container doesn't run
    public ExecResult exec(String container, ExecSpec command) {
        return caller.sync(executing(container, command));
    }

    /// The same with the exact words of a command.
    public ExecResult exec(String container, String program, String... words) {
        return exec(container, ExecSpec.command(program, words));
    }

    public CompletableFuture<ExecResult> execAsync(String container, ExecSpec command) {
        return caller.async(executing(container, command));
    }

    private static Function<Call, Optional<ContainerInfo>> asking(String container) {
        TaskCall task = new TaskCall("container_info", Map.of("name", container));
        return call -> call.task(task, ContainerManager::rows).stream().findFirst();
    }

    private static List<ContainerInfo> rows(Answer answer) {
        return answer.rows("containers").stream().map(ContainerInfo::of).toList();
    }

    private static Function<Call, ContainerInfo> inspecting(String container) {
        return call -> asking(container).apply(call).orElseThrow(() -> {
            TaskResult result = TaskResult.message("there is no container " + container);
            return new NoSuchContainerException(new Failed(call.host(), "container_info", result));
        });
    }

    private static Function<Call, List<ContainerInfo>> listing() {
        TaskCall task = new TaskCall("container_info", Map.of());
        return call -> call.task(task, ContainerManager::rows);
    }

    private static Function<Call, ContainerInfo> bringing(String container, String state) {
        TaskCall task = new TaskCall("container_state", Map.of("name", container, "state", state));
        return call -> call.task(task, ContainerInfo::of);
    }

    private static Function<Call, Boolean> removing(String container, Remove... how) {
        List<Remove> ways = List.of(how);
        TaskCall task = new TaskCall(
                "remove_container",
                Arguments.NONE
                        .with("name", container)
                        .with("force", ways.contains(Remove.FORCE))
                        .with("volumes", ways.contains(Remove.VOLUMES))
                        .values());
        return call -> call.task(task).changed();
    }

    private static Function<Call, LogText> reading(String container, Logs which) {
        TaskCall task = new TaskCall("container_logs", which.of(container, false));
        return call -> {
            TaskResult result = call.task(task).result();
            return new LogText(result.stdout(), result.stderr());
        };
    }

    private static Function<Call, Boolean> following(String container, Logs from, Consumer<LogLine> consumer) {
        TaskCall task = new TaskCall("container_logs", from.of(container, true));
        return call -> {
            LogFollower follower = new LogFollower(call, consumer);
            Call.Tried tried = call.attempt(TaskCalls.Mode.FOLLOW, List.of(task), follower);
            follower.throwIfFailed();
            if (tried.failure().isPresent()) {
                throw Failures.exception(tried.failure().get().told(), tried.why());
            }
            return true;
        };
    }

    private static Function<Call, ExecResult> executing(String container, ExecSpec command) {
        TaskCall task = new TaskCall("container_exec", command.in(container));
        return call -> {
            Call.Tried tried = call.attempt(TaskCalls.Mode.APPLY, List.of(task));
            Optional<Outcome> ran = tried.failure().isEmpty()
                    ? Optional.of(tried.outcomes().getFirst())
                    : tried.failure().flatMap(Call.Failure::outcome).filter(ContainerManager::hasRun);
            if (ran.isEmpty()) {
                throw Failures.exception(tried.failure().orElseThrow().told(), tried.why());
            }
            TaskResult result = ran.get().result();
            int status = call.read(task, ran.get(), answer -> answer.number("exit_code"));
            return new ExecResult(status, result.stdout(), result.stderr());
        };
    }

    private static boolean hasRun(Outcome outcome) {
        return outcome.result().outputs().containsKey("exit_code");
    }

    private static Function<Call, ContainerInfo> creating(ContainerSpec given) {
        ContainerSpec spec = named(given);
        TaskCall run = new TaskCall("run_container", spec.arguments());
        return call -> call.read(run, created(call, spec, List.of(run)).getFirst(), ContainerInfo::of);
    }

    private static Function<Call, Pod> creatingPod(ContainerSpec given, PodUser user) {
        ContainerSpec spec = named(given);
        TaskCall run = new TaskCall("run_container", spec.arguments());
        TaskCall setUp = new TaskCall("create_pod_user", user.in(spec.name().orElseThrow(), spec.access()));
        return call -> {
            List<Outcome> outcomes = created(call, spec, List.of(run, setUp));
            return new Pod(
                    call.read(run, outcomes.getFirst(), ContainerInfo::of),
                    call.read(setUp, outcomes.getLast(), PodUserInfo::of));
        };
    }

    private static Function<Call, PodUserInfo> settingUp(String container, PodUser user) {
        TaskCall task = new TaskCall("create_pod_user", user.in(container, Arguments.NONE));
        return call -> call.task(task, PodUserInfo::of);
    }

    private static ContainerSpec named(ContainerSpec spec) {
        if (spec.name().isPresent()) {
            return spec;
        }
        byte[] chance = new byte[6];
        CHANCE.nextBytes(chance);
        return spec.name("podwright-" + HexFormat.of().formatHex(chance));
    }

    private static List<Outcome> created(Call call, ContainerSpec spec, List<TaskCall> tasks) {
        Call.Tried tried = call.attempt(TaskCalls.Mode.APPLY, tasks);
        if (tried.failure().isEmpty()) {
            return tried.outcomes();
        }
        Failed failed = tried.failure().get().told();
        boolean unfinished = wasMade(tried, spec);
        Aftermath aftermath = unfinished ? cleanUp(call, spec) : new Aftermath("", Optional.empty());
        PodwrightException exception = Failures.exception(failed.with(aftermath.words()), tried.why());
        aftermath.trouble().ifPresent(exception::addSuppressed);
        throw exception;
    }

    /// Whether there was no such container before.
    private static boolean wasMade(Call.Tried tried, ContainerSpec spec) {
        String what = "container " + spec.name().orElseThrow();
        List<Change> changes = new ArrayList<>();
        tried.outcomes().forEach(outcome -> changes.addAll(outcome.result().changes()));
        tried.failure().ifPresent(failed -> changes.addAll(failed.told().result().changes()));
        return changes.stream()
                .anyMatch(change -> change.what().equals(what) && change.from().equals("absent"));
    }

    /// @param words what has become of the container
    private record Aftermath(String words, Optional<PodwrightException> trouble) {}

    private static Aftermath cleanUp(Call call, ContainerSpec spec) {
        String name = spec.name().orElseThrow();
        if (spec.keepsOnFailure()) {
            return new Aftermath("container " + name + " is kept, as far as it was made", Optional.empty());
        }
        call.cleanUp();
        TaskCall remove = new TaskCall(
                "remove_container",
                spec.access()
                        .with("name", name)
                        .with("force", true)
                        .with("volumes", true)
                        .values());
        try {
            boolean removed = call.task(remove).changed();
            return new Aftermath(removed ? "container " + name + " was removed again" : "", Optional.empty());
        } catch (PodwrightException e) {
            return new Aftermath(
                    "whether there is a container " + name + " by now isn't known, and it couldn't be removed",
                    Optional.of(e));
        }
    }
}
