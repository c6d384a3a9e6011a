package dev.podwright.engine;

import dev.podwright.playbook.Task;
import dev.podwright.template.EvaluationException;
import dev.podwright.template.PendingValueException;
import dev.podwright.template.ValueTemplate;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/// Gives one host its tasks in a play. A task is sent as soon as all that its conditions and arguments name is
/// known, so several are under way at once; they end, and are reported, in order. Used by the host's own thread
/// only.
final class HostTasks {
    /// So many tasks are sent ahead at most: enough to hide the network, not so many that output piles up.
    private static final int WINDOW = 32;

    private final RunContext run;
    private final HostRun host;
    private final PlayRun play;
    private final Notifications notifications;
    private final IntSupplier list;
    private final TaskSender sender;
    private final TaskJudge judge;
    private final Consumer<Outcome> listener;
    private final Deque<TaskRun> underWay = new ArrayDeque<>();

    /// @param list which of the play's lists of tasks the host is in
    /// @param listener hears of each task's outcome as the playbook sees it, with nothing masked
    HostTasks(
            RunContext run,
            HostRun host,
            PlayRun play,
            Notifications notifications,
            IntSupplier list,
            Consumer<Outcome> listener) {
        this.run = run;
        this.listener = listener;
        this.host = host;
        this.play = play;
        this.notifications = notifications;
        this.list = list;
        this.sender = new TaskSender(run, host, play.delegates());
        this.judge = new TaskJudge(run, host, sender);
    }

    /// Sends a task, or puts down its outcome where the host isn't needed for it; waits for earlier ones only where
    /// it depends on them.
    ///
    /// @throws HostStopped where this or an earlier task failed and the playbook doesn't go on
    void submit(TaskContext context) throws HostStopped, InterruptedException {
        while (underWay.size() >= WINDOW) {
            settleOldest();
        }
        while (!sent(context)) {
            settleOldest();
        }
        if (context.isBarrier()) {
            settleAll();
        }
    }

    /// Sends a task, or puts down why it can't be.
    ///
    /// @return false where it needs the result of a task that is under way
    private boolean sent(TaskContext context) throws HostStopped, InterruptedException {
        try {
            send(context);
        } catch (PendingValueException pending) {
            if (!underWay.isEmpty()) {
                return false;
            }
            put(context, unknown(pending.name()));
        } catch (EvaluationException e) {
            put(context, Outcomes.failed(e.problem()));
            settleAll();
        }
        return true;
    }

    /// Puts down an outcome that needed no work on this host.
    void end(TaskContext context, Outcome outcome) throws HostStopped, InterruptedException {
        put(context, outcome);
        settleAll();
    }

    private void send(TaskContext context) throws HostStopped, InterruptedException {
        Variables variables = variables(context);
        TaskRun task = new TaskRun(
                context, name(context.task(), variables), context.task().loop().isPresent());
        TaskSender.Plan plan = sender.plan(task, variables);
        if (sender.mustSettleFirst(context.task(), plan) && !underWay.isEmpty()) {
            settleAll();
            // What was just learnt, such as a fact set anew, may change the task.
            plan = sender.plan(task, variables(context));
        }
        sender.send(task, plan);
        add(task);
        if (task.hasFailed()) {
            settleAll();
        }
    }

    private void add(TaskRun task) {
        underWay.add(task);
        Task declared = task.context().task();
        declared.register().ifPresent(name -> host.variables().expect(name, task));
        ControllerActions.factNames(declared).forEach(fact -> host.variables().expect(fact, task));
    }

    private Outcome unknown(String name) {
        String message = name + " is not known before an earlier task is applied";
        return run.plan()
                ? new Outcome.Unknown(TaskResult.message(message)
                        .hint("a task that only reads can run in a plan too: give it check_mode: false"))
                : Outcome.failed(TaskResult.message(name + " is not known: the task that gives it only checked"));
    }

    private void put(TaskContext context, Outcome outcome) {
        TaskRun task = new TaskRun(context, Tasks.plainName(context.task()), false);
        task.add(new TaskRun.Item("", "", variables(context), new TaskRun.Progress.Done(outcome)));
        add(task);
    }

    /// Whether a task's conditions hold; where that can't be had, the task has ended with that.
    boolean holds(TaskContext context) throws HostStopped, InterruptedException {
        try {
            Variables variables = variables(context);
            return context.keywords().when().stream().allMatch(condition -> condition.test(variables));
        } catch (EvaluationException e) {
            end(context, Outcomes.failed(e.problem()));
        } catch (PendingValueException e) {
            end(context, unknown(e.name()));
        }
        return false;
    }

    /// A number that a task's keyword gives; where it can't be had, the task has ended with that.
    Optional<Long> number(TaskContext context, ValueTemplate keyword) throws HostStopped, InterruptedException {
        try {
            return Optional.of(TaskPreparer.number(keyword, variables(context)));
        } catch (EvaluationException e) {
            end(context, Outcomes.failed(e.problem()));
        } catch (PendingValueException e) {
            end(context, unknown(e.name()));
        }
        return Optional.empty();
    }

    private Variables variables(TaskContext context) {
        return new Variables(
                play.variables(), host.variables(), context.keywords().vars(), context.locals());
    }

    /// Waits until every task sent has ended.
    void settleAll() throws HostStopped, InterruptedException {
        while (!underWay.isEmpty()) {
            settleOldest();
        }
    }

    private void settleOldest() throws HostStopped, InterruptedException {
        TaskRun task = underWay.removeFirst();
        Outcome outcome;
        try {
            outcome = judge.outcome(task);
        } catch (EvaluationException e) {
            outcome = Outcomes.failed(e.problem());
        } catch (PendingValueException e) {
            outcome = unknown(e.name());
        }
        finish(task, outcome);
        if (judge.hasSentAgain()) {
            // What was lost or skipped behind it is sent again too, before anything new is.
            settleAll();
        }
    }

    private void finish(TaskRun task, Outcome judged) throws HostStopped {
        TaskContext context = task.context();
        Outcome outcome = mark(task, judged);
        run.mask().learn(outcome.result());
        host.variables().arrived(task);
        keep(context.task(), outcome);
        host.counter().count(outcome);
        listener.accept(outcome);
        report(task, outcome);
        if (outcome.changed()) {
            notify(context);
        } else if (outcome instanceof Outcome.Unknown) {
            notifications.addPerhaps(context.keywords().notifies());
        }
        if (outcome.stopsHost()) {
            abandonUnderWay();
            throw new HostStopped(context, outcome, task.hasLeftPlan());
        }
    }

    /// Told of in a run, so that its journal knows what is left to do should the host not come to its handlers.
    private void notify(TaskContext context) {
        List<Task> fresh = notifications.add(context.keywords().notifies());
        if (!run.plan()) {
            fresh.forEach(handler -> run.events()
                    .send(new RunEvent.HandlerNotified(
                            Instant.now(),
                            host.name(),
                            play.numbers().of(handler),
                            new Notified(play.number(), list.getAsInt(), Notified.nameOf(handler)))));
        }
    }

    /// What was sent after a failed task was skipped by the host, and counts as never begun.
    private void abandonUnderWay() {
        underWay.clear();
        host.variables().expectNothing();
        host.connection().resume();
    }

    private Outcome mark(TaskRun task, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed(TaskResult result, boolean _, boolean _) -> {
                boolean ignored = !task.hasLeftPlan() && judge.ignoresErrors(task);
                boolean rescued = !task.hasLeftPlan() && task.context().rescued();
                yield new Outcome.Failed(result, ignored, !ignored && rescued);
            }
            case Outcome.Unreachable(TaskResult result, boolean _) ->
                new Outcome.Unreachable(result, judge.ignoresUnreachable(task));
            case Outcome.Ok _, Outcome.Changed _, Outcome.WouldChange _, Outcome.Unknown _, Outcome.Skipped _ ->
                outcome;
        };
    }

    private void keep(Task task, Outcome outcome) {
        task.register().ifPresent(name -> host.variables().set(name, Results.registered(name, task.type(), outcome)));
        if (outcome instanceof Outcome.Unknown) {
            ControllerActions.factNames(task).forEach(host.variables()::unknownFact);
        } else if (outcome.givesFacts()) {
            Map<String, Object> facts = Results.facts(task.type(), outcome);
            facts.forEach(host.variables()::fact);
            if (outcome.isOpen()) {
                task.type().facts().keySet().stream()
                        .filter(name -> !facts.containsKey(name))
                        .forEach(host.variables()::unknownFact);
            }
        }
    }

    private void report(TaskRun task, Outcome outcome) {
        TaskContext context = task.context();
        Task declared = context.task();
        run.events()
                .send(new RunEvent.TaskFinished(
                        Instant.now(),
                        host.name(),
                        context.id(),
                        run.mask().text(task.name()),
                        declared.type().name(),
                        declared.location(),
                        context.handler(),
                        diff(task),
                        shown(context, outcome),
                        task.took()));
    }

    private static Optional<Boolean> diff(TaskRun task) {
        try {
            return task.context()
                    .keywords()
                    .diff()
                    .filter(_ -> !task.items().isEmpty())
                    .map(template ->
                            TaskPreparer.bool(template, task.items().getFirst().variables()));
        } catch (PendingValueException | EvaluationException _) {
            return Optional.empty();
        }
    }

    private Outcome shown(TaskContext context, Outcome outcome) {
        return context.keywords().noLog()
                ? outcome.with(outcome.result().withoutLog())
                : run.mask().outcome(outcome);
    }

    private static String name(Task task, Variables variables) {
        try {
            return task.name().evaluate(variables).toString();
        } catch (PendingValueException | EvaluationException _) {
            return Tasks.plainName(task);
        }
    }
}
