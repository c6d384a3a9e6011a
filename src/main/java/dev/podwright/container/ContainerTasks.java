package dev.podwright.container;

import dev.podwright.connection.BlockResult.Change;
import dev.podwright.container.PodwrightException.Failed;
import dev.podwright.engine.Outcome;
import dev.podwright.engine.TaskCall;
import dev.podwright.engine.TaskCalls;
import dev.podwright.engine.TaskResult;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// What a [ContainerManager] asks of its host, as tasks.
///
/// @param access how the engine is reached, where a container's spec doesn't say
record ContainerTasks(Arguments access) {
    private static final SecureRandom CHANCE = new SecureRandom();

    private TaskCall task(String type, Map<String, Object> arguments) {
        Map<String, Object> all = new LinkedHashMap<>(access.values());
        all.putAll(arguments);
        return new TaskCall(type, all);
    }

    Function<Call, Optional<ContainerInfo>> asking(String container) {
        TaskCall task = task("container_info", Map.of("name", container));
        return call -> call.task(task, ContainerTasks::rows).stream().findFirst();
    }

    private static List<ContainerInfo> rows(Answer answer) {
        return answer.rows("containers").stream().map(ContainerInfo::of).toList();
    }

    Function<Call, ContainerInfo> inspecting(String container) {
        return call -> asking(container).apply(call).orElseThrow(() -> {
            TaskResult result = TaskResult.message("there is no container " + container);
            return new NoSuchContainerException(new Failed(call.host(), "container_info", result));
        });
    }

    Function<Call, List<ContainerInfo>> listing() {
        TaskCall task = task("container_info", Map.of());
        return call -> call.task(task, ContainerTasks::rows);
    }

    Function<Call, ContainerInfo> bringing(String container, String state) {
        TaskCall task = task("container_state", Map.of("name", container, "state", state));
        return call -> call.task(task, ContainerInfo::of);
    }

    Function<Call, Boolean> removing(String container, Remove... how) {
        List<Remove> ways = List.of(how);
        TaskCall task = task(
                "remove_container",
                Arguments.NONE
                        .with("name", container)
                        .with("force", ways.contains(Remove.FORCE))
                        .with("volumes", ways.contains(Remove.VOLUMES))
                        .values());
        return call -> call.task(task).changed();
    }

    Function<Call, LogText> reading(String container, Logs which) {
        TaskCall task = task("container_logs", which.of(container, false));
        return call -> {
            TaskResult result = call.task(task).result();
            return new LogText(result.stdout(), result.stderr());
        };
    }

    Function<Call, Boolean> following(String container, Logs from, Consumer<LogLine> consumer) {
        TaskCall task = task("container_logs", from.of(container, true));
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

    Function<Call, ExecResult> executing(String container, ExecSpec command) {
        TaskCall task = task("container_exec", command.in(container));
        return call -> {
            Call.Tried tried = call.attempt(TaskCalls.Mode.APPLY, List.of(task));
            Optional<Outcome> ran = tried.failure().isEmpty()
                    ? Optional.of(tried.outcomes().getFirst())
                    : tried.failure().flatMap(Call.Failure::outcome).filter(ContainerTasks::hasRun);
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

    Function<Call, ContainerInfo> creating(ContainerSpec given) {
        ContainerSpec spec = named(given);
        TaskCall run = task("run_container", spec.arguments());
        return call -> call.read(run, created(call, spec, List.of(run)).getFirst(), ContainerInfo::of);
    }

    Function<Call, Pod> creatingPod(ContainerSpec given, PodUser user) {
        ContainerSpec spec = named(given);
        TaskCall run = task("run_container", spec.arguments());
        TaskCall setUp = task("create_pod_user", user.in(spec.name().orElseThrow(), spec.access()));
        return call -> {
            List<Outcome> outcomes = created(call, spec, List.of(run, setUp));
            return new Pod(
                    call.read(run, outcomes.getFirst(), ContainerInfo::of),
                    call.read(setUp, outcomes.getLast(), PodUserInfo::of));
        };
    }

    Function<Call, PodUserInfo> settingUp(String container, PodUser user) {
        TaskCall task = task("create_pod_user", user.in(container, Arguments.NONE));
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

    private List<Outcome> created(Call call, ContainerSpec spec, List<TaskCall> tasks) {
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
        tried.failure()
                .ifPresent(failed -> changes.addAll(failed.told().result().changes()));
        return changes.stream()
                .anyMatch(change -> change.what().equals(what) && change.from().equals("absent"));
    }

    /// @param words what has become of the container
    private record Aftermath(String words, Optional<PodwrightException> trouble) {}

    private Aftermath cleanUp(Call call, ContainerSpec spec) {
        String name = spec.name().orElseThrow();
        if (spec.keepsOnFailure()) {
            return new Aftermath("container " + name + " is kept, as far as it was made", Optional.empty());
        }
        call.cleanUp();
        TaskCall remove = task(
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
