package dev.podwright.engine;

import dev.podwright.connection.ConnectionException;
import dev.podwright.playbook.Keywords;
import dev.podwright.playbook.Play;
import dev.podwright.playbook.Step;
import dev.podwright.playbook.Task;
import dev.podwright.source.Location;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One host's way through a play: its lists of tasks in order, blocks with their rescues, handlers at the end of each
/// list and where they are flushed. Used by the host's own thread only.
final class HostPlay {
    private final RunContext run;
    private final PlayRun play;
    private final HostRun host;
    private final HostTasks tasks;
    private final TaskTurn turn;
    private final Notifications notifications;
    private final Tags tags;
    /// Which of the play's lists of tasks the host is in, from 0.
    private int list;
    /// Where the task stands that the host has come to.
    private int position;
    /// The number of the task that the handlers being run come after.
    private int passed;
    /// Whether the host does its last handlers: what ends the play for all doesn't keep it from them.
    private boolean leaving;

    HostPlay(RunContext run, PlayRun play, HostRun host) {
        this.run = run;
        this.play = play;
        this.host = host;
        this.notifications = new Notifications(play.play().handlers());
        this.tasks = new HostTasks(run, host, play, notifications, () -> list, _ -> {});
        this.turn = new TaskTurn(run, play, host, tasks);
        this.tags = new Tags(run.options().tags(), run.options().skipTags());
    }

    /// @throws HostStopped where a task failed and nothing rescued it
    /// @throws PlayLeft where the play ended early for it
    void run() throws HostStopped, PlayLeft, InterruptedException {
        Play declared = play.play();
        try {
            for (List<Step> steps : List.of(declared.preTasks(), declared.tasks(), declared.postTasks())) {
                walk(steps, new Section(play.keywords(), Map.of(), false));
                notifications.add(leftByEarlierRun());
                runHandlersAtEnd();
                list++;
            }
        } catch (HostStopped stopped) {
            play.state().hostFailed(stopped.isFatal(), position);
            forceHandlers(!stopped.isFinal());
            throw stopped;
        } catch (PlayLeft left) {
            forceHandlers(left.isAborted());
            tell(left);
            throw left;
        }
    }

    /// What holds for the steps of a list beside their own keywords.
    ///
    /// @param rescued whether some block around them rescues
    private record Section(Keywords keywords, Map<String, Object> locals, boolean rescued) {}

    private void walk(List<Step> steps, Section section) throws HostStopped, PlayLeft, InterruptedException {
        for (Step step : steps) {
            step(step, section);
        }
        tasks.settleAll();
    }

    private void step(Step step, Section section) throws HostStopped, PlayLeft, InterruptedException {
        switch (step) {
            case Task task -> task(task, section);
            case Step.Block block -> block(block, section);
        }
    }

    private void task(Task task, Section section) throws HostStopped, PlayLeft, InterruptedException {
        Keywords keywords = section.keywords().around(task.keywords());
        if (!tags.select(keywords.tags()) || !play.reached(task)) {
            return;
        }
        TaskContext context =
                new TaskContext(task, play.numbers().of(task), keywords, section.locals(), false, section.rescued());
        Optional<MetaAction> meta = MetaAction.of(task);
        if (meta.isPresent()) {
            meta(context, meta.get(), section);
        } else {
            task(context, play.numbers().position(task));
        }
    }

    private void task(TaskContext context, int at) throws HostStopped, PlayLeft, InterruptedException {
        comeTo(at);
        if (play.gate().isEmpty()) {
            turn.submit(context, at);
            return;
        }
        play.inTurn(() -> {
            turn.submit(context, at);
            tasks.settleAll();
        });
    }

    /// A host of a `linear` play waits there for the others.
    private void comeTo(int at) throws HostStopped, PlayLeft, InterruptedException {
        position = at;
        play.state().runOnce().at(host.name(), at);
        endIfEnded();
        if (play.gate().isPresent()) {
            tasks.settleAll();
            play.gate().get().await(host.name(), at);
            endIfEnded();
        }
    }

    private void endIfEnded() throws HostStopped, PlayLeft, InterruptedException {
        if (run.interrupted().get()) {
            throw new InterruptedException("the run was ended");
        }
        boolean ended = play.gate().isPresent()
                ? play.state().hasEndedBefore(position)
                : play.state().hasEnded();
        if (ended && !leaving) {
            tasks.settleAll();
            throw play.state().isAborted() ? PlayLeft.aborted() : PlayLeft.asPlanned();
        }
    }

    private void meta(TaskContext context, MetaAction action, Section section)
            throws HostStopped, PlayLeft, InterruptedException {
        comeTo(play.numbers().position(context.task()));
        tasks.settleAll();
        if (!tasks.holds(context)) {
            return;
        }
        switch (action) {
            case FLUSH_HANDLERS -> {
                passed = context.id();
                runHandlers(section.rescued());
            }
            case END_HOST -> throw PlayLeft.asPlanned();
            case END_BATCH, END_PLAY -> {
                play.state().end(action == MetaAction.END_PLAY, position);
                throw PlayLeft.asPlanned();
            }
            case RESET_CONNECTION -> resetConnection(context);
            case NOOP -> {}
        }
    }

    private void resetConnection(TaskContext context) throws HostStopped, InterruptedException {
        try {
            host.reconnect();
        } catch (ConnectionException e) {
            TaskResult why = TaskResult.message(String.valueOf(e.getMessage())).hint(e.hint());
            tasks.end(context, new Outcome.Unreachable(why, false));
        }
    }

    private void block(Step.Block block, Section section) throws HostStopped, PlayLeft, InterruptedException {
        Keywords keywords = section.keywords().around(block.keywords());
        boolean plain = block.rescue().isEmpty() && block.always().isEmpty();
        if (plain) {
            for (Step step : block.body()) {
                step(step, new Section(keywords, section.locals(), section.rescued()));
            }
            return;
        }
        tasks.settleAll();
        Optional<HostStopped> failure = Optional.empty();
        try {
            bodyAndRescue(block, keywords, section);
        } catch (HostStopped stopped) {
            failure = Optional.of(stopped);
        }
        if (failure.isEmpty() || !failure.get().isFinal()) {
            walk(block.always(), new Section(keywords, section.locals(), section.rescued()));
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private void bodyAndRescue(Step.Block block, Keywords keywords, Section section)
            throws HostStopped, PlayLeft, InterruptedException {
        boolean rescues = !block.rescue().isEmpty();
        try {
            walk(block.body(), new Section(keywords, section.locals(), rescues || section.rescued()));
        } catch (HostStopped stopped) {
            if (!rescues || stopped.isFinal()) {
                throw stopped;
            }
            Map<String, Object> locals = new LinkedHashMap<>(section.locals());
            locals.put("failed_task", Map.of("name", stopped.taskName()));
            locals.put("failed_result", stopped.result());
            walk(block.rescue(), new Section(keywords, locals, section.rescued()));
        }
    }

    private void runHandlersAtEnd() throws HostStopped, PlayLeft, InterruptedException {
        passed = play.numbers().last(list);
        runHandlers(false);
    }

    /// Runs the handlers that were asked for, each once, in the order they are declared; one that another handler asks
    /// for comes in its turn or, where that is over, in another round.
    ///
    /// @param rescued whether a `rescue` takes over where one fails
    private void runHandlers(boolean rescued) throws HostStopped, PlayLeft, InterruptedException {
        Set<Location> done = new HashSet<>();
        while (!notifications.isEmpty()) {
            for (Task handler : play.play().handlers()) {
                Notifications.Asked asked = notifications.take(handler);
                if (asked != Notifications.Asked.NOT && done.add(handler.location())) {
                    handler(handler, asked, rescued);
                }
            }
            tasks.settleAll();
        }
    }

    private void handler(Task handler, Notifications.Asked asked, boolean rescued)
            throws HostStopped, PlayLeft, InterruptedException {
        Keywords keywords = play.keywords().around(handler.keywords());
        TaskContext context = new TaskContext(handler, play.numbers().of(handler), keywords, Map.of(), true, rescued);
        if (asked == Notifications.Asked.SURELY) {
            task(context, play.numbers().position(handler, passed));
        } else {
            tasks.end(
                    context,
                    new Outcome.Unknown(TaskResult.message("whether a task asks for it is not known before an apply")));
        }
        if (!keywords.notifies().isEmpty()) {
            tasks.settleAll();
        }
    }

    private void forceHandlers(boolean possible) throws HostStopped, PlayLeft, InterruptedException {
        if (possible && (play.play().forceHandlers() || run.options().forceHandlers())) {
            leaving = true;
            runHandlersAtEnd();
        }
    }

    /// Tells that the host left the play as the playbook says, and which handlers are given up with that.
    private void tell(PlayLeft left) {
        if (left.isAborted()) {
            return;
        }
        run.events().send(new RunEvent.HostLeftPlay(Instant.now(), host.name(), play.number()));
        if (!notifications.names().isEmpty()) {
            run.events()
                    .send(new RunEvent.Warning(
                            Instant.now(),
                            host.name(),
                            "the play ended here without the handlers that were notified: "
                                    + String.join(", ", notifications.names()),
                            "\"meta: flush_handlers\" before it runs them"));
        }
    }

    /// The handlers that this list of tasks notified in the run that is resumed.
    private List<String> leftByEarlierRun() {
        return run.options().notified().getOrDefault(host.name(), List.of()).stream()
                .filter(left -> left.play() == play.number() && left.list() == list)
                .map(Notified::handler)
                .toList();
    }
}
