package dev.podwright.engine;

import dev.podwright.playbook.Keywords;
import dev.podwright.playbook.Play;
import dev.podwright.playbook.Step;
import dev.podwright.playbook.Task;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One host's way through a play: its lists of tasks in order, blocks with their rescues, handlers at the end of each
/// list. Used by the host's own thread only.
final class HostPlay {
    private final RunContext run;
    private final PlayRun play;
    private final HostRun host;
    private final HostTasks tasks;
    private final Notifications notifications = new Notifications();
    private final Tags tags;

    HostPlay(RunContext run, PlayRun play, HostRun host) {
        this.run = run;
        this.play = play;
        this.host = host;
        this.tasks = new HostTasks(run, host, play.variables(), notifications);
        this.tags = new Tags(run.options().tags(), run.options().skipTags());
    }

    /// @throws HostStopped where a task failed and nothing rescued it
    void run() throws HostStopped, InterruptedException {
        Play declared = play.play();
        try {
            for (List<Step> list : List.of(declared.preTasks(), declared.tasks(), declared.postTasks())) {
                walk(list, new Section(play.keywords(), Map.of(), false));
                runHandlers();
            }
        } catch (HostStopped stopped) {
            if (!stopped.unreachable()
                    && (declared.forceHandlers() || run.options().forceHandlers())) {
                runHandlers();
            }
            throw stopped;
        }
    }

    /// What holds for the steps of a list beside their own keywords.
    ///
    /// @param rescued whether some block around them rescues
    private record Section(Keywords keywords, Map<String, Object> locals, boolean rescued) {}

    private void walk(List<Step> steps, Section section) throws HostStopped, InterruptedException {
        for (Step step : steps) {
            step(step, section);
        }
        tasks.settleAll();
    }

    private void step(Step step, Section section) throws HostStopped, InterruptedException {
        switch (step) {
            case Task task -> task(task, section, false);
            case Step.Block block -> block(block, section);
        }
    }

    private void task(Task task, Section section, boolean handler) throws HostStopped, InterruptedException {
        Keywords keywords = section.keywords().around(task.keywords());
        if (!handler && !(tags.select(keywords.tags()) && play.reached(task))) {
            return;
        }
        if (run.interrupted().get()) {
            throw new InterruptedException("the run was interrupted");
        }
        int id = play.number(task);
        TaskContext context = new TaskContext(task, id, keywords, section.locals(), handler, section.rescued());
        if (play.gate().isPresent()) {
            inStep(context, play.gate().get());
            return;
        }
        tasks.submit(context);
    }

    /// A task of a `linear` play: waits for the other hosts, and ends before the next.
    private void inStep(TaskContext context, LinearGate gate) throws HostStopped, InterruptedException {
        gate.await(host.name(), context.id());
        play.inTurn(() -> {
            tasks.submit(context);
            tasks.settleAll();
        });
    }

    private void block(Step.Block block, Section section) throws HostStopped, InterruptedException {
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
        if (failure.isEmpty() || !failure.get().unreachable()) {
            walk(block.always(), new Section(keywords, section.locals(), section.rescued()));
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private void bodyAndRescue(Step.Block block, Keywords keywords, Section section)
            throws HostStopped, InterruptedException {
        boolean rescues = !block.rescue().isEmpty();
        try {
            walk(block.body(), new Section(keywords, section.locals(), rescues || section.rescued()));
        } catch (HostStopped stopped) {
            if (!rescues || stopped.unreachable()) {
                throw stopped;
            }
            Map<String, Object> locals = new LinkedHashMap<>(section.locals());
            locals.put("failed_task", Map.of("name", stopped.taskName()));
            locals.put("failed_result", stopped.result());
            walk(block.rescue(), new Section(keywords, locals, section.rescued()));
        }
    }

    /// Runs the handlers that were asked for, each once, in the order they are declared; those that they ask for in
    /// turn
    /// as well.
    private void runHandlers() throws HostStopped, InterruptedException {
        while (!notifications.isEmpty()) {
            Set<String> asked = notifications.drain();
            for (Task handler : play.play().handlers()) {
                if (answersTo(handler).stream().anyMatch(asked::contains)) {
                    task(handler, new Section(play.keywords(), Map.of(), false), true);
                }
            }
            tasks.settleAll();
        }
    }

    private static Set<String> answersTo(Task handler) {
        Set<String> names = new LinkedHashSet<>(handler.listen());
        names.add(handler.name().node().toValue().toString());
        return names;
    }
}
