package dev.podwright.engine;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.ConnectionException;
import dev.podwright.playbook.Task;
import dev.podwright.tasktype.TaskType;
import dev.podwright.template.EvaluationException;
import dev.podwright.template.Expression;
import dev.podwright.template.PendingValueException;
import dev.podwright.template.ValueTemplate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Waits for a task's items and says how the task ended: what the host reported, then what the playbook makes of it
/// (`changed_when`, `failed_when`, `until`). Used by the host's own thread only.
final class TaskJudge {
    private final RunContext run;
    private final Reboots reboots;
    private final TaskSender sender;
    private boolean sentAgain;

    TaskJudge(RunContext run, HostRun host, TaskSender sender) {
        this.run = run;
        this.reboots = new Reboots(host);
        this.sender = sender;
    }

    /// Waits for a task and judges it.
    ///
    /// @throws EvaluationException where a condition can't be evaluated
    /// @throws PendingValueException where a condition names what only an apply would give
    Outcome outcome(TaskRun task) throws InterruptedException {
        sentAgain = false;
        List<TaskResult.Item> items = new ArrayList<>();
        for (TaskRun.Item item : task.items()) {
            items.add(new TaskResult.Item(item.label(), item.value(), outcome(task, item)));
        }
        return task.isLooped() ? Outcomes.ofItems(items) : items.getFirst().outcome();
    }

    /// Whether the task judged last had to be sent again, as may be those that were sent behind it.
    boolean hasSentAgain() {
        return sentAgain;
    }

    private Outcome outcome(TaskRun task, TaskRun.Item item) throws InterruptedException {
        Outcome outcome = judged(task, item, item.progress());
        Optional<Task.Retry> retry = task.context().task().retry();
        if (retry.isEmpty() || !(item.progress() instanceof TaskRun.Progress.Sent)) {
            return outcome;
        }
        return untilTrue(task, item, retry.get(), outcome);
    }

    private Outcome untilTrue(TaskRun task, TaskRun.Item item, Task.Retry retry, Outcome first)
            throws InterruptedException {
        int attempts = 1;
        Outcome outcome = counted(first, attempts);
        long left = TaskPreparer.number(retry.retries(), item.variables());
        long delay = TaskPreparer.number(retry.delay(), item.variables());
        while (!task.hasLeftPlan() && hasResult(outcome) && !isEnough(retry, task, item, outcome)) {
            if (left-- <= 0) {
                return retry.until().isEmpty() ? outcome : exhausted(retry, outcome);
            }
            Thread.sleep(delay * 1000);
            if (!(sender.prepare(task.context(), item.variables()) instanceof Prepared.OnHost work)) {
                return outcome;
            }
            outcome = counted(judged(task, item, sender.submit(task, item.label(), work)), ++attempts);
        }
        return outcome;
    }

    /// The result with the number of its `attempts`.
    private static Outcome counted(Outcome outcome, long attempts) {
        if (!hasResult(outcome)) {
            return outcome;
        }
        Map<String, Object> outputs = new LinkedHashMap<>(outcome.result().outputs());
        outputs.put("attempts", attempts);
        return outcome.with(outcome.result().outputs(outputs));
    }

    private static Outcome exhausted(Task.Retry retry, Outcome outcome) {
        TaskResult last = outcome.result();
        String why = "still not so after all retries: " + texts(retry.until());
        return Outcome.failed(
                outcome instanceof Outcome.Failed
                        ? last.message(last.msg() + "; " + why, last.hint())
                        : last.message(why, ""));
    }

    /// Whether there is something to judge: the host has come to the task's end.
    private static boolean hasResult(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ok ok -> !ok.notRun();
            case Outcome.Changed _, Outcome.Failed _ -> true;
            case Outcome.WouldChange _, Outcome.Unknown _, Outcome.Skipped _, Outcome.Unreachable _ -> false;
        };
    }

    /// Without a condition a task is retried until it doesn't fail.
    private static boolean isEnough(Task.Retry retry, TaskRun task, TaskRun.Item item, Outcome outcome) {
        return retry.until().isEmpty()
                ? !(outcome instanceof Outcome.Failed)
                : allHold(retry.until(), task, item, outcome);
    }

    private Outcome judged(TaskRun task, TaskRun.Item item, TaskRun.Progress progress) throws InterruptedException {
        Outcome outcome = switch (progress) {
            case TaskRun.Progress.Done(Outcome done) -> done;
            case TaskRun.Progress.Sent(Prepared.OnHost work, SentBlock block) ->
                received(task, item.label(), work, block);
        };
        if (task.hasLeftPlan()) {
            return outcome;
        }
        Outcome changed = changedWhen(task, item, progress, outcome);
        Outcome failed = failedWhen(task, item, changed);
        // A failure that `failed_when` says is none may yet be a change or none.
        return outcome instanceof Outcome.Failed ? changedWhen(task, item, progress, failed) : failed;
    }

    private Outcome received(TaskRun task, String label, Prepared.OnHost work, SentBlock block)
            throws InterruptedException {
        BlockResult result = block.await();
        return switch (result.status()) {
            // Only a failure that is ignored lets a task behind it come to be judged: it is its turn now.
            case SKIPPED_AFTER_FAILURE -> {
                if (run.interrupted().get()) {
                    yield judged(task, work, block, result);
                }
                sentAgain = true;
                work.place().connection().resume();
                yield repeated(task, label, work);
            }
            case LOST ->
                mayRepeat(task, work, block) ? reconnected(task, label, work) : judged(task, work, block, result);
            case OK, CHANGED, REBOOT, DEFERRED, FAILED, TIMED_OUT -> judged(task, work, block, result);
        };
    }

    private Outcome judged(TaskRun task, Prepared.OnHost work, SentBlock block, BlockResult result)
            throws InterruptedException {
        removeUploads(work);
        TaskType type = task.context().task().type();
        return type.reboots() && result.status() == BlockResult.Status.REBOOT
                ? reboots.finish(task, work, block, result)
                : fetched(block, Outcomes.of(type, result, work.block().checkOnly()));
    }

    /// A file that came with the block is put in place where all is well.
    private static Outcome fetched(SentBlock block, Outcome outcome) {
        if (block.fetched().isEmpty()) {
            return outcome;
        }
        FetchedFile file = block.fetched().get();
        if (!(outcome instanceof Outcome.Changed)) {
            file.discard();
            return outcome;
        }
        String checksum = String.valueOf(outcome.result().outputs().get("checksum"));
        return file.finish(checksum)
                .map(why -> Outcome.failed(outcome.result()
                        .message("the file could not be fetched: " + why, "was it written to meanwhile? try again")))
                .orElse(outcome);
    }

    /// What never began, what only checks, and what says of itself that it is safe to repeat.
    private boolean mayRepeat(TaskRun task, Prepared.OnHost work, SentBlock block) {
        return !run.interrupted().get()
                && (!block.hasBegun()
                        || work.block().checkOnly()
                        || task.context().task().type().safeToRepeat());
    }

    /// Best effort: where the connection is gone, the file stays, readable by its owner alone.
    private static void removeUploads(Prepared.OnHost work) {
        try {
            for (Prepared.Upload upload : work.uploads()) {
                work.place().connection().removeUploaded(upload);
            }
        } catch (ConnectionException _) {
            // The task's own result tells of the lost connection.
        }
    }

    private Outcome reconnected(TaskRun task, String label, Prepared.OnHost work) throws InterruptedException {
        sentAgain = true;
        try {
            HostConnection connection = work.place().connection();
            connection.reopen();
            connection.resume();
        } catch (ConnectionException e) {
            String message = "the connection was lost and could not be made anew: " + e.getMessage();
            return new Outcome.Unreachable(TaskResult.message(message).hint(e.hint()), false);
        }
        return repeated(task, label, work);
    }

    private Outcome repeated(TaskRun task, String label, Prepared.OnHost work) throws InterruptedException {
        return switch (sender.submit(task, label, work)) {
            case TaskRun.Progress.Done(Outcome done) -> done;
            case TaskRun.Progress.Sent(Prepared.OnHost _, SentBlock again) -> judged(task, work, again, again.await());
        };
    }

    private Outcome changedWhen(TaskRun task, TaskRun.Item item, TaskRun.Progress progress, Outcome outcome) {
        Task declared = task.context().task();
        boolean judges = outcome instanceof Outcome.Ok || outcome.changed();
        if (declared.changedWhen().isEmpty() || !judges) {
            return outcome;
        }
        try {
            return changed(outcome, allHold(declared.changedWhen(), task, item, outcome), checksOnly(progress));
        } catch (PendingValueException _) {
            return outcome;
        }
    }

    private boolean checksOnly(TaskRun.Progress progress) {
        return progress instanceof TaskRun.Progress.Sent(Prepared.OnHost work, SentBlock _)
                ? work.block().checkOnly()
                : run.plan();
    }

    private static Outcome changed(Outcome outcome, boolean changed, boolean checkOnly) {
        if (!changed) {
            return new Outcome.Ok(outcome.result().withoutChanges(), outcome instanceof Outcome.WouldChange);
        }
        return checkOnly ? new Outcome.WouldChange(outcome.result()) : new Outcome.Changed(outcome.result());
    }

    private Outcome failedWhen(TaskRun task, TaskRun.Item item, Outcome outcome) {
        Task declared = task.context().task();
        if (declared.failedWhen().isEmpty() || !hasResult(outcome)) {
            return outcome;
        }
        if (!allHold(declared.failedWhen(), task, item, outcome)) {
            return outcome instanceof Outcome.Failed ? succeeded(outcome) : outcome;
        }
        return Outcome.failed(outcome.result().message("failed_when: " + texts(declared.failedWhen()), ""));
    }

    /// A failure that `failed_when` says is none.
    private static Outcome succeeded(Outcome outcome) {
        TaskResult result = outcome.result().message("", "");
        return result.changes().isEmpty() ? new Outcome.Ok(result) : new Outcome.Changed(result);
    }

    /// Conditions on the result, which they know under the registered name and as `result`; all must hold.
    private static boolean allHold(List<Expression> conditions, TaskRun task, TaskRun.Item item, Outcome outcome) {
        Task declared = task.context().task();
        Map<String, Object> locals = new LinkedHashMap<>();
        locals.put("result", Results.registered("result", declared.type(), outcome));
        declared.register().ifPresent(name -> locals.put(name, Results.registered(name, declared.type(), outcome)));
        Variables variables = item.variables().with(locals);
        return conditions.stream().allMatch(condition -> condition.test(variables));
    }

    private static String texts(List<Expression> conditions) {
        return String.join(" and ", conditions.stream().map(Expression::text).toList());
    }

    boolean ignoresErrors(TaskRun task) {
        return isTrue(task.context().keywords().ignoreErrors(), task);
    }

    boolean ignoresUnreachable(TaskRun task) {
        return isTrue(task.context().keywords().ignoreUnreachable(), task);
    }

    private static boolean isTrue(Optional<ValueTemplate> keyword, TaskRun task) {
        if (keyword.isEmpty() || task.items().isEmpty()) {
            return false;
        }
        try {
            return TaskPreparer.isTrue(keyword, task.items().getFirst().variables(), false);
        } catch (EvaluationException | PendingValueException _) {
            return false;
        }
    }
}
