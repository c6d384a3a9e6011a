package dev.podwright.engine;

import dev.podwright.playbook.Keywords;
import dev.podwright.playbook.Play;
import dev.podwright.playbook.Step;
import dev.podwright.playbook.Task;
import dev.podwright.source.Location;
import dev.podwright.template.ValueTemplate;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/// One host's way through a play: its lists of tasks in order, blocks with their rescues, handlers at the end of each
/// list. Used by the host's own thread only.
final class HostPlay {
    private final RunContext run;
    private final PlayRun play;
    private final HostRun host;
    private final HostTasks tasks;
    private final Notifications notifications = new Notifications();
    private final Tags tags;
    /// Which of the play's lists of tasks the host is in, from 0.
    private int list;

    HostPlay(RunContext run, PlayRun play, HostRun host) {
        this.run = run;
        this.play = play;
        this.host = host;
        this.tasks = new HostTasks(run, host, play.variables(), play.delegates(), notifications, _ -> {});
        this.tags = new Tags(run.options().tags(), run.options().skipTags());
    }

    /// @throws HostStopped where a task failed and nothing rescued it
    void run() throws HostStopped, InterruptedException {
        Play declared = play.play();
        try {
            for (List<Step> steps : List.of(declared.preTasks(), declared.tasks(), declared.postTasks())) {
                walk(steps, new Section(play.keywords(), Map.of(), false));
                runHandlers();
                list++;
            }
        } catch (HostStopped stopped) {
            if (!stopped.isFinal() && (declared.forceHandlers() || run.options().forceHandlers())) {
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
        endIfEnded();
        TaskContext context =
                new TaskContext(task, play.number(task), keywords, section.locals(), handler, section.rescued());
        if (play.gate().isPresent()) {
            inStep(context, play.gate().get());
        } else {
            submit(context);
        }
    }

    /// A task of a `linear` play: waits for the other hosts, and ends before the next.
    private void inStep(TaskContext context, LinearGate gate) throws HostStopped, InterruptedException {
        tasks.settleAll();
        gate.await(host.name(), position(context));
        endIfEnded();
        play.inTurn(() -> {
            submit(context);
            tasks.settleAll();
        });
    }

    private void endIfEnded() throws HostStopped, InterruptedException {
        if (run.interrupted().get()) {
            throw new InterruptedException("the run was ended");
        }
        if (play.state().isAborted()) {
            tasks.settleAll();
            throw new InterruptedException("the play was ended for all hosts");
        }
    }

    /// Where a task stands in the order in which hosts come to them: the handlers, numbered last, are come to at the
    /// end of each list.
    private int position(TaskContext context) {
        return list * play.size() + context.id();
    }

    private void submit(TaskContext context) throws HostStopped, InterruptedException {
        if (run.stepper().isPresent() && !isWanted(context, run.stepper().get())) {
            tasks.end(context, new Outcome.Skipped(TaskResult.message("the operator left it out")));
        } else if (context.task().runOnce()) {
            once(context);
        } else if (context.keywords().throttle().isPresent()) {
            throttled(context, context.keywords().throttle().get());
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

    private void throttled(TaskContext context, ValueTemplate most) throws HostStopped, InterruptedException {
        tasks.settleAll();
        Optional<Long> number = tasks.number(context, most);
        if (number.isEmpty()) {
            return;
        }
        Semaphore throttle = play.state().throttle(position(context), number.get());
        throttle.acquire();
        try {
            tasks.submit(context);
            tasks.settleAll();
        } finally {
            throttle.release();
        }
    }

    /// The first host to come to a `run_once` task runs it; the others wait for it and take over what it gave.
    private void once(TaskContext context) throws HostStopped, InterruptedException {
        tasks.settleAll();
        CompletableFuture<PlayState.Once> mine = new CompletableFuture<>();
        Optional<CompletableFuture<PlayState.Once>> first = play.state().comeTo(position(context), mine);
        if (first.isPresent()) {
            adopt(context, await(first.get()));
            return;
        }
        try {
            tasks.submit(context);
            tasks.settleAll();
            mine.complete(new PlayState.Once(host.variables().given(context.task()), false));
        } finally {
            mine.complete(new PlayState.Once(HostVariables.Given.NOTHING, true));
        }
    }

    private static PlayState.Once await(CompletableFuture<PlayState.Once> first) throws InterruptedException {
        try {
            return first.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the first host always leaves a result", e);
        }
    }

    private void adopt(TaskContext context, PlayState.Once once) throws HostStopped, InterruptedException {
        if (once.failed()) {
            tasks.end(context, Outcome.failed(TaskResult.message("it failed on the host that ran it for all")));
        }
        host.variables().adopt(once.given());
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
        if (failure.isEmpty() || !failure.get().isFinal()) {
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
            if (!rescues || stopped.isFinal()) {
                throw stopped;
            }
            Map<String, Object> locals = new LinkedHashMap<>(section.locals());
            locals.put("failed_task", Map.of("name", stopped.taskName()));
            locals.put("failed_result", stopped.result());
            walk(block.rescue(), new Section(keywords, locals, section.rescued()));
        }
    }

    /// Runs the handlers that were asked for, each once, in the order they are declared; then those that they ask
    /// for in turn.
    private void runHandlers() throws HostStopped, InterruptedException {
        Set<Location> done = new HashSet<>();
        while (!notifications.isEmpty()) {
            Notifications.Asked asked = notifications.drain();
            for (Task handler : play.play().handlers()) {
                Set<String> names = answersTo(handler);
                if (!Collections.disjoint(names, asked.surely()) && done.add(handler.location())) {
                    task(handler, handlers(), true);
                } else if (!Collections.disjoint(names, asked.perhaps()) && done.add(handler.location())) {
                    doubt(handler);
                }
            }
            tasks.settleAll();
        }
    }

    private Section handlers() {
        return new Section(play.keywords(), Map.of(), false);
    }

    /// In a plan: only a task that is itself unknown asked for it.
    private void doubt(Task handler) throws HostStopped, InterruptedException {
        Keywords keywords = play.keywords().around(handler.keywords());
        tasks.end(
                new TaskContext(handler, play.number(handler), keywords, Map.of(), true, false),
                new Outcome.Unknown(TaskResult.message("whether a task asks for it is not known before an apply")));
    }

    private static Set<String> answersTo(Task handler) {
        Set<String> names = new LinkedHashSet<>(handler.listen());
        names.add(handler.name().node().toValue().toString());
        return names;
    }
}
