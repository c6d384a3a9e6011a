package dev.podwright.tasktype;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a manifest says, as Markdown that an editor shows where the task type's name stands.
final class TaskTypeText {
    private TaskTypeText() {}

    static String of(TaskType type) {
        List<String> parts =
                new ArrayList<>(List.of(type.summary() + ".", type.description().strip()));
        if (type.become()) {
            parts.add("Runs as root unless the playbook says otherwise.");
        }
        type.alternatives().forEach(alternatives -> parts.add(alternatives.sentence()));
        parts.add(outputs(type));
        type.examples().stream().limit(1).forEach(example -> parts.add("```yaml\n" + example.strip() + "\n```"));
        return String.join(
                "\n\n", parts.stream().filter(part -> !part.isBlank()).toList());
    }

    private static String outputs(TaskType type) {
        if (type.outputs().isEmpty()) {
            return "";
        }
        List<String> lines = new ArrayList<>(List.of("Outputs:", ""));
        type.outputs()
                .forEach(output -> lines.add("- `%s` (%s): %s"
                        .formatted(
                                output.name(),
                                output.type().name().toLowerCase(Locale.ROOT),
                                output.doc().strip().replaceAll("\\s*\n\\s*", " "))));
        return String.join("\n", lines);
    }
}
