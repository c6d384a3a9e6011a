package dev.podwright.cli;

import dev.podwright.engine.Tags;
import dev.podwright.playbook.Keywords;
import dev.podwright.playbook.Play;
import dev.podwright.playbook.Playbook;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a run would work on, as text.
///
/// @param hosts of each play, in order
record Listing(ListingOptions wanted, List<Playbook> playbooks, List<List<String>> hosts, Tags selection) {
    private static final String STEP = "    ";

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        Iterator<List<String>> hostsOfPlays = hosts.iterator();
        for (Playbook playbook : playbooks) {
            lines.add(playbook.file().name());
            for (Play play : playbook.plays()) {
                play(play, hostsOfPlays.next()).forEach(line -> lines.add("  " + line));
            }
        }
        return lines;
    }

    private List<String> play(Play play, List<String> hostsOfPlay) {
        List<String> lines = new ArrayList<>(List.of("play: " + play.name()));
        List<TaskLine> tasks = tasks(play);
        if (wanted.hosts()) {
            lines.add("  hosts (" + hostsOfPlay.size() + "):");
            hostsOfPlay.forEach(host -> lines.add(STEP + host));
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

    private List<TaskLine> tasks(Play play) {
        Keywords keywords = play.keywords();
        return Steps.tasks(play).stream()
                .map(step -> new TaskLine(
                        step.task().name().node().toValue() + " ("
                                + step.task().type().name() + ")",
                        keywords.around(step.keywords()).tags()))
                .filter(task -> selection.select(task.tags()))
                .toList();
    }

    private record TaskLine(String name, List<String> tags) {
        String text() {
            return tags.isEmpty() ? name : name + "  tags: " + tags;
        }
    }
}
