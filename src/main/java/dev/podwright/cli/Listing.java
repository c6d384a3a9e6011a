package dev.podwright.cli;

import dev.podwright.engine.RunOptions;
import dev.podwright.inventory.Host;
import dev.podwright.playbook.Keywords;
import dev.podwright.playbook.Play;
import dev.podwright.playbook.Playbook;
import dev.podwright.source.Problems;
import dev.podwright.template.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a run would work on, as text.
///
/// @param options tells the limit, the tags, and the variables that a play's hosts may name
record Listing(ListingOptions wanted, Inputs inputs, RunOptions options) {
    private static final String STEP = "    ";

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Playbook playbook : inputs.playbooks()) {
            lines.add(playbook.file().name());
            playbook.plays().forEach(play -> play(play).forEach(line -> lines.add("  " + line)));
        }
        return lines;
    }

    private List<String> play(Play play) {
        List<String> lines = new ArrayList<>(List.of("play: " + play.name()));
        List<TaskLine> tasks = tasks(play);
        if (wanted.hosts()) {
            List<String> hosts = hosts(play);
            lines.add("  hosts (" + hosts.size() + "):");
            hosts.forEach(host -> lines.add(STEP + host));
        }
        if (wanted.tasks()) {
            lines.add("  tasks:");
            tasks.forEach(task -> lines.add(STEP + task.text()));
        }
        if (wanted.tags()) {
            lines.add("  tags: "
                    + tasks.stream()
                            .flatMap(task -> task.tags().stream())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        return lines;
    }

    private List<String> hosts(Play play) {
        Problems problems = new Problems();
        Object pattern = play.hosts().evaluate(Scope.of(options.extraVariables()));
        String joined = pattern instanceof List<?> parts
                ? parts.stream().map(String::valueOf).collect(Collectors.joining(":"))
                : pattern.toString();
        String limited = options.limit().map(limit -> joined + ":&" + limit).orElse(joined);
        List<Host> hosts = inputs.inventory().match(limited, play.hosts().location(), problems);
        problems.throwIfAny();
        return hosts.stream().map(Host::name).toList();
    }

    private List<TaskLine> tasks(Play play) {
        Keywords keywords = play.keywords();
        return Steps.tasks(play).stream()
                .map(step -> {
                    List<String> tags = keywords.around(step.keywords()).tags();
                    return new TaskLine(step.task().name().node().toValue() + " (" + step.task().type().name() + ")", tags);
                })
                .toList();
    }

    private record TaskLine(String name, List<String> tags) {
        String text() {
            return tags.isEmpty() ? name : name + "  tags: " + tags;
        }
    }
}
