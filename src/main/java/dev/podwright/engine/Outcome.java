package dev.podwright.engine;

/// How a task ended on a host.
public sealed interface Outcome {
    TaskResult result();

    /// Nothing to do.
    record Ok(TaskResult result) implements Outcome {}

    /// Changed, and verified where the task type verifies.
    record Changed(TaskResult result) implements Outcome {}

    /// In a plan: an apply would change this.
    record WouldChange(TaskResult result) implements Outcome {}

    /// In a plan: can't be known before an earlier task is applied; `result.msg` says why.
    record Unknown(TaskResult result) implements Outcome {}

    /// Not run; `result.msg` says why.
    record Skipped(TaskResult result) implements Outcome {}

    /// @param ignored whether the playbook said to go on (`ignore_errors`)
    /// @param rescued whether a `rescue` of the playbook took over
    record Failed(TaskResult result, boolean ignored, boolean rescued) implements Outcome {}

    /// The connection was lost or could not be made.
    record Unreachable(TaskResult result, boolean ignored) implements Outcome {}
}
