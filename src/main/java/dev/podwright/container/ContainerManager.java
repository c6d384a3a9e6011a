package dev.podwright.container;

import dev.podwright.connection.BlockResult.Change;
import dev.podwright.container.PodwrightException.Failed;
import dev.podwright.engine.Outcome;
import dev.podwright.engine.TaskCall;
import dev.podwright.engine.TaskCalls;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

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

    private static java.util.function.Function<Call, ContainerInfo> creating(ContainerSpec given) {
        ContainerSpec spec = named(given);
        TaskCall run = new TaskCall("run_container", spec.arguments());
        return call -> call.read(run, created(call, spec, List.of(run)).getFirst(), ContainerInfo::of);
    }

    private static java.util.function.Function<Call, Pod> creatingPod(ContainerSpec given, PodUser user) {
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

    private static java.util.function.Function<Call, PodUserInfo> settingUp(String container, PodUser user) {
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
        Failed failed = tried.failure().get();
        Aftermath aftermath = wasMade(tried, spec) ? cleanUp(call, spec) : new Aftermath("", Optional.empty());
        PodwrightException exception = Failures.exception(failed.with(aftermath.words()), tried.why());
        aftermath.trouble().ifPresent(exception::addSuppressed);
        throw exception;
    }

    /// Whether there was no such container before.
    private static boolean wasMade(Call.Tried tried, ContainerSpec spec) {
        String what = "container " + spec.name().orElseThrow();
        List<Change> changes = new ArrayList<>();
        tried.outcomes().forEach(outcome -> changes.addAll(outcome.result().changes()));
        tried.failure().ifPresent(failed -> changes.addAll(failed.result().changes()));
        return changes.stream()
                .anyMatch(change -> change.what().equals(what) && change.from().equals("absent"));
    }

    /// @param words what has become of the container
    private record Aftermath(String words, Optional<PodwrightException> trouble) {}

    private static Aftermath cleanUp(Call call, ContainerSpec spec) {
        String name = spec.name().orElseThrow();
        if (spec.keepsOnFailure()) {
            return new Aftermath("container " + name + " was kept, as far as it was made", Optional.empty());
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
            boolean removed = call.tasks(List.of(remove)).getFirst().changed();
            return new Aftermath(removed ? "container " + name + " was removed again" : "", Optional.empty());
        } catch (PodwrightException e) {
            return new Aftermath(
                    "whether there is a container " + name + " by now isn't known, and it couldn't be removed",
                    Optional.of(e));
        }
    }
}
