package dev.podwright.engine;

import dev.podwright.template.ValueTemplate;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/// Gives one host a task when it is its turn: where the operator wants it (`--step`), no other host runs it for all
/// (`run_once`), and not too many are at it (`throttle`). Used by the host's own thread only.
record TaskTurn(RunContext run, PlayRun play, HostRun host, HostTasks tasks) {

    /// @param position where the task stands among all that the batch's hosts come to
    void submit(TaskContext context, int position) throws HostStopped, InterruptedException {
        if (run.stepper().isPresent() && !isWanted(context, run.stepper().get())) {
            tasks.end(context, new Outcome.Skipped(TaskResult.message("the operator left it out")));
        } else if (context.isRunOnce()) {
            once(context, position);
        } else if (context.keywords().throttle().isPresent()) {
            throttled(context, position, context.keywords().throttle().get());
        } else {
            tasks.submit(context);
        }
    }

    /// Asks the operator, who has been told of the tasks before.
    private boolean isWanted(TaskContext context, Stepper stepper) throws HostStopped, InterruptedException {
        tasks.settleAll();
        String name = Tasks.plainName(context.task());
        return stepper.wants(context.task(), run.mask().text(name));
    }

    private void throttled(TaskContext context, int position, ValueTemplate most)
            throws HostStopped, InterruptedException {
        tasks.settleAll();
        Optional<Long> number = tasks.number(context, most);
        if (number.isEmpty()) {
            return;
        }
        Semaphore throttle = play.state().throttle(position, number.get());
        throttle.acquire();
        try {
            tasks.submit(context);
            tasks.settleAll();
        } finally {
            throttle.release();
        }
    }

    /// One host runs a `run_once` task; the others wait for it and take over what it gave.
    private void once(TaskContext context, int position) throws HostStopped, InterruptedException {
        tasks.settleAll();
        CompletableFuture<RunOnce.Result> mine = new CompletableFuture<>();
        Optional<RunOnce.Result> theirs = play.outOfTurn(() -> result(position, mine));
        if (theirs.isPresent()) {
            adopt(context, theirs.get());
            return;
        }
        try {
            tasks.submit(context);
            tasks.settleAll();
            mine.complete(new RunOnce.Result(host.variables().given(context.task()), false));
        } finally {
            mine.complete(new RunOnce.Result(HostVariables.Given.NOTHING, true));
        }
    }

    /// What the host gives that runs it; empty where that is this one.
    private Optional<RunOnce.Result> result(int position, CompletableFuture<RunOnce.Result> mine)
            throws InterruptedException {
        Optional<CompletableFuture<RunOnce.Result>> theirs =
                play.state().runOnce().claim(host.name(), position, mine);
        try {
            return theirs.isEmpty()
                    ? Optional.empty()
                    : Optional.of(theirs.get().get());
        } catch (ExecutionException e) {
            throw new IllegalStateException("the host that runs it always leaves a result", e);
        }
    }

    private void adopt(TaskContext context, RunOnce.Result once) throws HostStopped, InterruptedException {
        if (once.failed()) {
            tasks.end(context, Outcome.failed(TaskResult.message("it failed on the host that ran it for all")));
        }
        host.variables().adopt(once.given());
    }
}
