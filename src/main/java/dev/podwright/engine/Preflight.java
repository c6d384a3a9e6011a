package dev.podwright.engine;

import dev.podwright.inventory.Host;
import dev.podwright.playbook.Play;
import dev.podwright.playbook.Playbook;
import dev.podwright.playbook.Task;
import dev.podwright.playbook.VarsFile;
import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.tasktype.TaskType;
import dev.podwright.template.EvaluationException;
import dev.podwright.template.PendingValueException;
import dev.podwright.template.Scope;
import dev.podwright.template.ValueTemplate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds what is wrong with playbooks and an inventory together before the first connection is made: patterns that
/// name no host, variable files, expressions in the inventory.
final class Preflight {
    private final RunContext run;
    private final HostSelection selection;
    private final Problems problems = new Problems();
    private final Prompts prompts;

    private Preflight(RunContext run, Optional<VariablePrompt> prompt, boolean needed) {
        this.run = run;
        this.selection = new HostSelection(run);
        this.prompts = new Prompts(run, prompt, needed, problems);
    }

    /// Before a run: the operator is asked what plays want to know.
    static Preflight ofRun(RunContext run) {
        return new Preflight(run, run.options().restraints().variables(), true);
    }

    /// Where nobody shall be asked.
    static Preflight ofListing(RunContext run) {
        return new Preflight(run, Optional.empty(), false);
    }

    /// @throws dev.podwright.source.InvalidInputException with all problems
    List<ReadyPlay> check(List<Playbook> playbooks) {
        List<ReadyPlay> plays = new ArrayList<>();
        InventoryGrowth growth = InventoryGrowth.NONE;
        for (Playbook playbook : playbooks) {
            for (Play play : playbook.plays()) {
                plays.add(ready(play, growth));
                growth = growth.and(InventoryGrowth.of(play));
            }
        }
        refuseUnknownLimit(growth);
        plays.stream()
                .flatMap(play -> play.hosts().stream())
                .distinct()
                .forEach(host -> run.hosts().check(host, problems));
        if (problems.isEmpty() && !run.options().allowNoHosts()) {
            refuseNoHosts(plays);
        }
        problems.throwIfAny();
        return plays;
    }

    /// @param growth what the plays before it may add to the inventory
    private ReadyPlay ready(Play play, InventoryGrowth growth) {
        TaskNumbers.inOrder(play).forEach(this::refuseUnsupported);
        play.handlers().forEach(this::refuseUnsupported);
        Map<String, ValueTemplate> vars = new LinkedHashMap<>(play.keywords().vars());
        vars.putAll(prompts.answers(play, scope(play, vars)));
        Scope scope = scope(play, vars);
        String pattern = evaluate(play.hosts(), scope).orElse("");
        boolean mayGrow = growth.mayMeet(pattern);
        return new ReadyPlay(play, pattern, mayGrow, hosts(play, pattern, mayGrow), files(play, scope), vars);
    }

    private List<Host> hosts(Play play, String pattern, boolean mayGrow) {
        if (pattern.isEmpty()) {
            return List.of();
        }
        boolean everyone = !InventoryGrowth.of(play).isNone();
        return selection.of(pattern, play.hosts().location(), everyone, mayGrow ? new Problems() : problems);
    }

    private void refuseUnsupported(Task task) {
        TaskType type = task.type();
        if (type.onController() && !ControllerActions.exists(type.name())) {
            problems.add(
                    task.typeLocation(),
                    type.name() + " says \"runs: controller\", but the engine has no such action",
                    "only built-in task types can run on the controller");
        }
    }

    /// @param growth what all plays may add
    private void refuseUnknownLimit(InventoryGrowth growth) {
        run.options()
                .limit()
                .filter(limit -> !growth.mayMeet(limit))
                .ifPresent(limit -> selection.ofLimit(limit, problems));
    }

    private void refuseNoHosts(List<ReadyPlay> plays) {
        for (ReadyPlay play : plays) {
            if (play.hosts().isEmpty()
                    && !play.mayGrow()
                    && selection.narrowing().isEmpty()) {
                problems.add(
                        play.play().hosts().location(),
                        "no host matches \"" + play.play().hosts().node().toValue() + "\"",
                        "podwright inventory --list shows the hosts; --allow-no-hosts lets this pass");
            }
        }
        boolean anyHost = plays.stream().anyMatch(play -> !play.hosts().isEmpty());
        if (!anyHost && selection.narrowing().isPresent()) {
            problems.add(
                    Location.named(selection.narrowing().get()),
                    "it leaves no host of these playbooks",
                    "podwright run --list-hosts shows whom they are for");
        }
    }

    private Map<String, ValueTemplate> files(Play play, Scope scope) {
        Map<String, ValueTemplate> merged = new LinkedHashMap<>();
        for (ValueTemplate file : play.varsFiles()) {
            evaluate(file, scope)
                    .ifPresent(name -> merged.putAll(VarsFile.read(
                            play.folder().resolve(name),
                            file.location(),
                            run.inventory().vault(),
                            problems)));
        }
        return merged;
    }

    private Optional<String> evaluate(ValueTemplate template, Scope scope) {
        try {
            Object value = template.evaluate(scope);
            return Optional.of(value instanceof List<?> list ? joined(list) : value.toString());
        } catch (EvaluationException e) {
            problems.add(e.problem());
        } catch (PendingValueException e) {
            problems.add(template.location(), e.name() + " can't be known before a host is connected");
        }
        return Optional.empty();
    }

    private static String joined(List<?> patterns) {
        return String.join(",", patterns.stream().map(Object::toString).toList());
    }

    /// What is known before any host: `-e` and the play's own variables.
    private Scope scope(Play play, Map<String, ValueTemplate> vars) {
        PlayVariables variables = new ReadyPlay(play, "", false, List.of(), Map.of(), vars)
                .variables(run, PlayHosts.unconnected(run.hosts(), List.of()));
        return new Variables(variables, HostVariables.ofNobody(), Map.of(), Map.of());
    }
}
