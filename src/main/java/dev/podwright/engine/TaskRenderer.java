package dev.podwright.engine;

import dev.podwright.inventory.Host;
import dev.podwright.playbook.Keywords;
import dev.podwright.playbook.Play;
import dev.podwright.playbook.Step;
import dev.podwright.playbook.Task;
import dev.podwright.tasktype.Snippet;
import dev.podwright.template.EvaluationException;
import dev.podwright.template.PendingValueException;
import dev.podwright.template.Scope;
import dev.podwright.template.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Renders the scripts of a host's tasks without connecting to it, as far as their inputs are known without facts and
/// results.
final class TaskRenderer {
    private final RunContext run;
    private final TaskPreparer preparer;
    private final List<RenderedTask> rendered = new ArrayList<>();

    TaskRenderer(RunContext run) {
        this.run = run;
        this.preparer = new TaskPreparer(run);
    }

    List<RenderedTask> render(ReadyPlay ready, Host host) {
        HostVariables variables = new HostVariables(() -> run.hosts().declared(host.name()));
        Play play = ready.play();
        PlayHosts hosts = PlayHosts.unconnected(run.hosts(), ready.hostNames());
        Walk walk = new Walk(host.name(), ready.variables(run, hosts), variables);
        for (List<Step> steps : List.of(play.preTasks(), play.tasks(), play.postTasks())) {
            steps.forEach(step -> walk.step(step, play.keywords().withoutVars()));
        }
        play.handlers().forEach(handler -> walk.step(handler, play.keywords().withoutVars()));
        return rendered;
    }

    /// The way through the steps, with what holds for the host.
    private final class Walk {
        private final PlayVariables play;
        private final String name;
        private final HostVariables host;

        Walk(String name, PlayVariables play, HostVariables host) {
            this.name = name;
            this.play = play;
            this.host = host;
        }

        void step(Step step, Keywords outer) {
            switch (step) {
                case Task task -> rendered.add(task(task, outer.around(task.keywords())));
                case Step.Block block -> {
                    Keywords keywords = outer.around(block.keywords());
                    block.body().forEach(inner -> step(inner, keywords));
                    block.rescue().forEach(inner -> step(inner, keywords));
                    block.always().forEach(inner -> step(inner, keywords));
                }
            }
        }

        private RenderedTask task(Task task, Keywords keywords) {
            RenderedTask result = scripts(task, new Variables(play, host, keywords.vars(), Map.of()));
            TaskRun never =
                    new TaskRun(new TaskContext(task, 0, keywords, Map.of(), false, false), result.name(), false);
            task.register().ifPresent(name -> host.expect(name, never));
            task.type().facts().keySet().forEach(fact -> host.expect(fact, never));
            return result;
        }

        private RenderedTask scripts(Task task, Variables variables) {
            if (task.type().onController()) {
                return open(task, "runs on the controller");
            }
            if (task.loop().isPresent()) {
                return open(task, "is rendered for each item of its loop when it runs");
            }
            try {
                Map<String, Object> given = preparer.evaluateAll(task.arguments(), variables);
                Map<String, Object> arguments = preparer.arguments(task, given, variables, new ArrayList<>());
                Scope scope = TaskPreparer.snippetScope(arguments, variables, run.plan());
                return new RenderedTask(
                        name,
                        name(task),
                        task.type().name(),
                        task.location(),
                        text(task.type().check(), scope),
                        text(task.type().apply(), scope),
                        "");
            } catch (PendingValueException e) {
                return open(task, "needs " + e.name() + ", which only a run tells");
            } catch (EvaluationException e) {
                return open(task, e.problem().render());
            }
        }

        private Optional<String> text(Optional<Snippet> template, Scope scope) {
            return template.map(snippet -> snippet.render(scope))
                    .map(Script::masked)
                    .map(run.mask()::text);
        }

        private RenderedTask open(Task task, String why) {
            return new RenderedTask(
                    name, name(task), task.type().name(), task.location(), Optional.empty(), Optional.empty(), why);
        }

        private String name(Task task) {
            return task.name().node().toValue().toString();
        }
    }
}
