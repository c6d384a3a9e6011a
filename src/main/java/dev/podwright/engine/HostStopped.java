package dev.podwright.engine;

import java.util.Map;

/// A host goes no further in its list of tasks: a task failed or the host can't be reached. Control flow, so
/// without a stack trace; the event of it has been sent already.
final class HostStopped extends Exception {
    private final transient TaskContext task;
    private final transient Outcome outcome;
    private final boolean leftPlan;

    HostStopped(TaskContext task, Outcome outcome, boolean leftPlan) {
        super(outcome.result().msg(), null, false, false);
        this.task = task;
        this.outcome = outcome;
        this.leftPlan = leftPlan;
    }

    String taskName() {
        return task.task().name().node().toValue().toString();
    }

    /// The failed task's result, as `register` would give it.
    Map<String, Object> result() {
        return Results.registered("failed_result", task.task().type(), outcome);
    }

    /// Whether it ends the play for all hosts.
    boolean isFatal() {
        return task.keywords().anyErrorsFatal().orElse(false);
    }

    /// Whether nothing more is done on the host: no rescue, no `always`, no handlers.
    boolean isFinal() {
        return leftPlan || outcome instanceof Outcome.Unreachable;
    }
}
