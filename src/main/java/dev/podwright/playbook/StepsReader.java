package dev.podwright.playbook;

import dev.podwright.source.YamlNode;
import java.util.List;
import java.util.Optional;

/// Reads lists of tasks, blocks and imports.
final class StepsReader {
    private StepsReader() {}

    /// The steps under a key such as `tasks`.
    static List<Step> read(Fields fields, String key, Reading reading) {
        return fields.nodeOrNothing(key)
                .map(node -> read(node, '"' + key + '"', reading))
                .orElse(List.of());
    }

    /// @param owner what the list is, for messages
    static List<Step> read(YamlNode node, String owner, Reading reading) {
        if (node instanceof YamlNode.Sequence list) {
            return list.items().stream()
                    .<Step>flatMap(item -> step(item, reading).stream())
                    .toList();
        }
        reading.problem(
                node.location(), owner + " must be a list of tasks, not " + node.kind(), "begin each task with \"- \"");
        return List.of();
    }

    private static Optional<? extends Step> step(YamlNode node, Reading reading) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            reading.problem(node.location(), "a task must be a map, not " + node.kind(), hint(node));
            return Optional.empty();
        }
        Fields fields = new Fields(mapping, reading);
        if (fields.has("hosts")) {
            reading.problem(
                    node.location(),
                    "a play can't stand among tasks",
                    "bring in a file of plays with \"import_playbook\", at the top of a playbook");
            return Optional.empty();
        }
        if (BlockReader.isBlock(fields)) {
            return Optional.of(new BlockReader(fields, reading).read());
        }
        if (fields.has("import_tasks")) {
            return new ImportReader(fields, reading).tasks();
        }
        return new TaskReader(fields, reading).read();
    }

    private static String hint(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar scalar when scalar.isNull() -> "leave the \"- \" out";
            case YamlNode.Scalar scalar -> "write \"%s:\" with its parameters under it, or {}".formatted(scalar.text());
            case YamlNode.Sequence _, YamlNode.Mapping _ -> "write one task an entry, such as \"- command: uptime\"";
        };
    }
}
