package dev.podwright.engine;

import dev.podwright.connection.BlockResult.Change;
import dev.podwright.playbook.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/// Holds a run to a plan: a task may change on a host what was planned for it there, and nothing else. Thread-safe.
final class PlanGuard {
    private final Map<PlacedTask, List<Plan.Entry>> planned;
    private final Mask mask;
    private final AtomicBoolean objected = new AtomicBoolean();

    private record PlacedTask(String place, String type) {}

    PlanGuard(Plan plan, Mask mask) {
        this.planned = plan.entries().stream()
                .collect(Collectors.groupingBy(entry -> new PlacedTask(entry.place(), entry.type())));
        this.mask = mask;
    }

    /// Whether a plan tells of the task's changes: not where it runs in plans too, or its changes count as none.
    boolean binds(TaskContext context) {
        return context.keywords().checkMode().isEmpty()
                && context.task().changedWhen().stream()
                        .noneMatch(condition -> condition.text().equals("false"));
    }

    /// What is wrong with changes that a task is about to make.
    ///
    /// @param item the label of the loop's item; empty without a loop
    /// @param present the changes, one or more
    Optional<TaskResult> objection(String host, TaskContext context, String item, List<Change> present) {
        List<Plan.Entry> entries = entries(host, context, mask.text(item));
        List<Change> masked = present.stream().map(mask::change).toList();
        if (entries.stream().anyMatch(entry -> allows(entry, masked))) {
            return Optional.empty();
        }
        objected.set(true);
        List<Change> expected = entries.stream()
                .flatMap(entry -> entry.changes().stream())
                .findFirst()
                .orElse(List.of());
        return Optional.of(
                TaskResult.message("its changes are not the planned ones\n" + PlanDifference.text(expected, masked))
                        .hint("nothing was changed by this task; look at it, and make a new plan"));
    }

    /// Whether there was anything to object to.
    boolean hasObjected() {
        return objected.get();
    }

    /// A `run_once` task runs on the host that comes first, which may have been another one in the plan.
    private List<Plan.Entry> entries(String host, TaskContext context, String item) {
        Task task = context.task();
        return planned
                .getOrDefault(
                        new PlacedTask(task.location().toString(), task.type().name()), List.of())
                .stream()
                .filter(entry -> context.isRunOnce() || entry.host().equals(host))
                .filter(entry ->
                        entry.item().isEmpty() || mask.text(entry.item().get()).equals(item))
                .toList();
    }

    /// A plan may know fewer secrets than this run, so its texts are masked once more.
    private boolean allows(Plan.Entry entry, List<Change> masked) {
        return entry.changes()
                .map(changes -> changes.stream().map(mask::change).toList().equals(masked))
                .orElse(true);
    }
}
