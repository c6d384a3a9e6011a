package dev.podwright.engine;

import dev.podwright.connection.Block;
import dev.podwright.connection.BlockListener;
import dev.podwright.connection.BlockResult;
import dev.podwright.connection.ConnectionException;
import dev.podwright.connection.RemoteShell;
import dev.podwright.playbook.Task;
import dev.podwright.source.Problem;
import dev.podwright.template.EvaluationException;
import dev.podwright.template.PendingValueException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Prepares a task's items and sends them to the host. Used by the host's own thread only.
final class TaskSender {
    private final RunContext run;
    private final HostRun host;
    private final Delegates delegates;
    private final TaskPreparer preparer;
    private final ControllerActions actions;
    private RunAs lastUser = RunAs.LOGIN_USER;

    TaskSender(RunContext run, HostRun host, Delegates delegates) {
        this.run = run;
        this.host = host;
        this.delegates = delegates;
        this.preparer = new TaskPreparer(run);
        this.actions = new ControllerActions(run, host);
    }

    /// A task's items, prepared; without a loop there is one.
    record Plan(List<PlannedItem> items) {
        boolean has(java.util.function.Predicate<Prepared> property) {
            return items.stream().map(PlannedItem::prepared).anyMatch(property);
        }
    }

    record PlannedItem(String label, Object value, Variables variables, Prepared prepared) {}

    Plan plan(TaskRun run, Variables variables) throws InterruptedException {
        Task task = run.context().task();
        if (task.loop().isEmpty()) {
            return new Plan(List.of(new PlannedItem("", "", variables, prepare(run.context(), variables))));
        }
        Task.Loop loop = task.loop().get();
        List<PlannedItem> items = new ArrayList<>();
        int index = 0;
        List<?> values;
        try {
            values = items(loop, variables);
        } catch (EvaluationException | PendingValueException e) {
            // As `loop: "[=pods.results]"` with `when: pods??`: where the condition needs no item, it goes first.
            Prepared.Skip skip =
                    preparer.ruledOut(run.context().keywords(), variables).orElseThrow(() -> e);
            return new Plan(List.of(new PlannedItem("", "", variables, skip)));
        }
        for (Object value : values) {
            Map<String, Object> locals = new LinkedHashMap<>();
            locals.put(loop.variable(), value);
            if (!loop.indexVariable().isEmpty()) {
                locals.put(loop.indexVariable(), (long) index);
            }
            index++;
            Variables inLoop = variables.with(locals);
            String label = loop.label()
                    .map(template -> template.evaluate(inLoop).toString())
                    .orElseGet(() -> ValueText.of(value));
            items.add(new PlannedItem(label, value, inLoop, prepare(run.context(), inLoop)));
        }
        return new Plan(items);
    }

    private static List<?> items(Task.Loop loop, Variables variables) {
        Object items = loop.items().evaluate(variables);
        if (items instanceof List<?> list) {
            return list;
        }
        throw new EvaluationException(new Problem(
                loop.items().location(),
                "loop needs a list, not \"" + items + "\"",
                "a map's keys are x?keys, its values x?values"));
    }

    Prepared prepare(TaskContext context, Variables variables) throws InterruptedException {
        HostRun place = delegates.placeOf(context.keywords(), variables, host);
        return preparer.prepare(context.task(), context.keywords(), variables, place);
    }

    /// Whether the tasks under way must have ended before this one is sent: its place of work is another one than
    /// theirs, or it changes what later tasks see.
    boolean mustSettleFirst(Task task, Plan plan) {
        return plan.has(prepared -> switch (prepared) {
            case Prepared.Skip _ -> false;
            case Prepared.OnController _ ->
                !ControllerActions.onlySpeaks(task.type().name());
            case Prepared.OnHost work ->
                run.guard().isPresent()
                        || !work.uploads().isEmpty()
                        || task.type().reboots()
                        || work.place() != host
                        || !work.runAs().equals(lastUser);
        });
    }

    void send(TaskRun task, Plan plan) throws InterruptedException {
        long pause = pause(task.context().task(), plan);
        for (int i = 0; i < plan.items().size() && !task.hasLeftPlan(); i++) {
            PlannedItem item = plan.items().get(i);
            if (i > 0 && (pause > 0 || goesAnotherWay(task, item.prepared()))) {
                task.awaitSent();
                Thread.sleep(pause * 1000);
            }
            TaskRun.Progress progress = i == 0 ? start(task, item) : startAfterOthers(task, item);
            task.add(new TaskRun.Item(item.label(), item.value(), item.variables(), progress));
        }
    }

    /// Whether an item is worked by another shell than those before it; one shell keeps their order by itself.
    private static boolean goesAnotherWay(TaskRun task, Prepared item) {
        return item instanceof Prepared.OnHost next
                && task.items().stream()
                        .anyMatch(before ->
                                before.progress() instanceof TaskRun.Progress.Sent(Prepared.OnHost sent, SentBlock _)
                                        && (sent.place() != next.place()
                                                || !sent.runAs().equals(next.runAs())));
    }

    /// An action of the engine may have changed what the item after it sees: `set_fact: {sum: "[=sum + item]"}`.
    private TaskRun.Progress startAfterOthers(TaskRun task, PlannedItem item) throws InterruptedException {
        if (!task.context().task().type().onController()) {
            return start(task, item);
        }
        try {
            Variables anew = item.variables().with(Map.of());
            return start(task, new PlannedItem(item.label(), item.value(), anew, prepare(task.context(), anew)));
        } catch (EvaluationException e) {
            return new TaskRun.Progress.Done(Outcomes.failed(e.problem()));
        }
    }

    private static long pause(Task task, Plan plan) {
        if (plan.items().isEmpty()) {
            return 0;
        }
        return task.loop()
                .flatMap(Task.Loop::pause)
                .map(template ->
                        TaskPreparer.number(template, plan.items().getFirst().variables()))
                .orElse(0L);
    }

    private TaskRun.Progress start(TaskRun task, PlannedItem item) throws InterruptedException {
        return switch (item.prepared()) {
            case Prepared.Skip(String reason) ->
                new TaskRun.Progress.Done(new Outcome.Skipped(TaskResult.message(reason)));
            case Prepared.OnController(Map<String, Object> arguments) ->
                new TaskRun.Progress.Done(actions.run(task.context(), arguments, item.variables()));
            case Prepared.OnHost work -> submit(task, item.label(), work);
        };
    }

    /// Sends one item's block; where files must be uploaded first, or its changes must be planned ones, waits for
    /// its check.
    ///
    /// @param label the item's
    TaskRun.Progress submit(TaskRun task, String label, Prepared.OnHost work) throws InterruptedException {
        try {
            RemoteShell shell = work.place().connection().shell(work.runAs(), work.place() != host);
            lastUser = work.runAs();
            SentBlock sent =
                    new SentBlock(run, host.name(), task, work.fetched().map(FetchedFile::new));
            boolean loop = task.context().task().loop().isPresent();
            Block block = loop || task.context().isBarrier() ? work.block().keptGoing() : work.block();
            Optional<PlanGuard> guard = run.guard().filter(plan -> plan.binds(task.context()));
            if ((guard.isPresent() || !work.uploads().isEmpty()) && !block.checkOnly()) {
                BlockResult check =
                        new AwaitBlock(shell.submit(block.only(Block.Part.CHECK), BlockListener.NONE)).get();
                if (check.status() != BlockResult.Status.CHANGED) {
                    sent.comesAs(CompletableFuture.completedFuture(check));
                    return new TaskRun.Progress.Sent(work, sent);
                }
                Optional<TaskResult> objection =
                        guard.flatMap(plan -> plan.objection(host.name(), task.context(), label, check.changes()));
                if (objection.isPresent()) {
                    task.leavePlan();
                    return new TaskRun.Progress.Done(Outcome.failed(objection.get()));
                }
                for (Prepared.Upload upload : work.uploads()) {
                    work.place().connection().upload(upload);
                }
            }
            sent.comesAs(shell.submit(block, sent));
            return new TaskRun.Progress.Sent(work, sent);
        } catch (ConnectionException e) {
            return new TaskRun.Progress.Done(cannot(e));
        }
    }

    private static Outcome cannot(ConnectionException e) {
        TaskResult message = TaskResult.message(String.valueOf(e.getMessage())).hint(e.hint());
        return e.kind() == ConnectionException.Kind.BECOME
                ? Outcome.failed(message.kind("no_become"))
                : new Outcome.Unreachable(message, false);
    }
}
