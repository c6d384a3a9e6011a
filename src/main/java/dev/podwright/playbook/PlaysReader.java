package dev.podwright.playbook;

import dev.podwright.source.YamlNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Reads a playbook file's list of plays and imports of playbooks.
record PlaysReader(Reading reading) {

    List<Play> read(YamlNode root) {
        Set<String> keys = new LinkedHashSet<>();
        collectKeys(root, keys);
        reading.library().prefetch(keys);
        return switch (root) {
            case YamlNode.Sequence list ->
                list.items().stream().flatMap(this::plays).toList();
            case YamlNode.Mapping map -> {
                reading.problem(
                        map.location(),
                        "a playbook is a list of plays, not a map",
                        map.entry("hosts").isPresent() ? "begin the play with \"- \"" : "is this a playbook?");
                yield map.entry("hosts").isPresent() ? plays(map).toList() : List.of();
            }
            case YamlNode.Scalar scalar -> {
                reading.problem(
                        scalar.location(),
                        "a playbook is a list of plays, not " + scalar.kind(),
                        "begin with \"- hosts: \"");
                yield List.of();
            }
        };
    }

    /// All keys below a node, in order: those of tasks are among them.
    private static void collectKeys(YamlNode node, Set<String> keys) {
        switch (node) {
            case YamlNode.Sequence list -> list.items().forEach(item -> collectKeys(item, keys));
            case YamlNode.Mapping map ->
                map.entries().forEach(entry -> {
                    keys.add(entry.name());
                    collectKeys(entry.value(), keys);
                });
            case YamlNode.Scalar _ -> {}
        }
    }

    private Stream<Play> plays(YamlNode node) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            reading.problem(node.location(), "a play must be a map, not " + node.kind(), "begin with \"- hosts: \"");
            return Stream.empty();
        }
        Fields fields = new Fields(mapping, reading);
        if (fields.has("import_playbook")) {
            return new ImportReader(fields, reading).plays().stream();
        }
        if (isTask(fields)) {
            fields.problem(
                    mapping.entries().getFirst().key(),
                    "a task can't stand outside of a play",
                    "write \"- hosts: \" first and put the tasks under its \"tasks\"");
            return Stream.empty();
        }
        return Stream.of(new PlayReader(fields, reading.forPlay()).read());
    }

    private boolean isTask(Fields fields) {
        return !fields.has("hosts")
                && !fields.has("tasks")
                && !fields.has("handlers")
                && fields.mapping().entries().stream()
                        .map(YamlNode.Entry::name)
                        .anyMatch(key -> key.equals("import_tasks")
                                || key.equals("block")
                                || reading.library().has(key)
                                || ForeignNames.taskTypeHint(
                                                key, reading.library().names())
                                        .isPresent());
    }
}
