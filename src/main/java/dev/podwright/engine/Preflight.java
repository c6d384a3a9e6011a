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
import java.util.Set;

/// Finds what is wrong with playbooks and an inventory together before the first connection is made: patterns that
/// name no host, variable files, expressions in the inventory.
final class Preflight {
    private final RunContext run;
    private final Problems problems = new Problems();

    Preflight(RunContext run) {
        this.run = run;
    }

    /// @throws dev.podwright.source.InvalidInputException with all problems
    List<ReadyPlay> check(List<Playbook> playbooks) {
        List<ReadyPlay> plays = new ArrayList<>();
        for (Playbook playbook : playbooks) {
            playbook.plays().forEach(play -> plays.add(ready(play)));
        }
        plays.stream()
                .flatMap(play -> play.hosts().stream())
                .distinct()
                .forEach(host -> run.compiled().of(host, problems));
        if (problems.isEmpty() && !run.options().allowNoHosts()) {
            refuseNoHosts(plays);
        }
        problems.throwIfAny();
        return plays;
    }

    private ReadyPlay ready(Play play) {
        TaskNumbers.inOrder(play).forEach(this::refuseUnsupported);
        play.handlers().forEach(this::refuseUnsupported);
        if (!play.prompts().isEmpty()) {
            problems.add(play.location(), "vars_prompt is not there yet", "give the values with -e");
        }
        Scope scope = scope(play);
        List<Host> hosts = evaluate(play.hosts(), scope)
                .map(pattern -> hosts(pattern, play.hosts().location()))
                .orElse(List.of());
        return new ReadyPlay(play, hosts, files(play, scope));
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

    private List<Host> hosts(String pattern, Location place) {
        List<Host> named = run.inventory().match(pattern, place, problems);
        Optional<Set<String>> only = run.options().restraints().hosts();
        List<Host> taking = named.stream()
                .filter(host -> only.map(hosts -> hosts.contains(host.name())).orElse(true))
                .toList();
        Optional<String> limit = run.options().limit();
        if (limit.isEmpty()) {
            return taking;
        }
        Set<Host> within = Set.copyOf(
                run.inventory().match(limit.get(), Location.named("--limit " + limit.get()), problems));
        return taking.stream().filter(within::contains).toList();
    }

    /// What keeps out hosts that the plays name, as the operator wrote it; empty where nothing does.
    private Optional<String> narrowing() {
        RunOptions options = run.options();
        return options.limit()
                .map(limit -> "--limit " + limit)
                .or(() -> options.restraints().hosts().map(_ -> "--resume"));
    }

    private void refuseNoHosts(List<ReadyPlay> plays) {
        for (ReadyPlay play : plays) {
            if (play.hosts().isEmpty() && narrowing().isEmpty()) {
                problems.add(
                        play.play().hosts().location(),
                        "no host matches \"" + play.play().hosts().node().toValue() + "\"",
                        "podwright inventory --list shows the hosts; --allow-no-hosts lets this pass");
            }
        }
        boolean anyHost = plays.stream().anyMatch(play -> !play.hosts().isEmpty());
        if (!anyHost && narrowing().isPresent()) {
            problems.add(
                    Location.named(narrowing().get()),
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
    private Scope scope(Play play) {
        Host nobody = new Host("localhost", List.of(), List.of());
        PlayVariables variables = new PlayVariables(
                run.options().extraVariables(),
                Map.of(),
                play.keywords().vars(),
                PlayVariables.playMap(play.name(), List.of()),
                PlayVariables.runMap(run.runId(), run.plan()),
                run.inventory().vault(),
                run.mask());
        return new Variables(variables, new HostVariables(nobody, Map.of()), Map.of(), Map.of());
    }
}
