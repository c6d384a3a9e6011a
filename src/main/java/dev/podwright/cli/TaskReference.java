package dev.podwright.cli;

import dev.podwright.source.Json;
import dev.podwright.tasktype.Output;
import dev.podwright.tasktype.Parameter;
import dev.podwright.tasktype.TaskType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A task type's reference as text, from its manifest.
final class TaskReference {
    private static final String STEP = "  ";

    private TaskReference() {}

    static List<String> lines(TaskType type) {
        List<String> lines = new ArrayList<>(List.of(type.name() + ": " + type.summary()));
        if (!type.description().isBlank()) {
            lines.add("");
            type.description().strip().lines().forEach(lines::add);
        }
        if (type.become()) {
            lines.add("");
            lines.add("Runs as root unless the playbook says otherwise.");
        }
        section(
                lines,
                "Parameters",
                type.parameters().stream().flatMap(p -> lines(p).stream()).toList());
        type.alternatives().forEach(alternatives -> lines.add(STEP + alternatives.sentence()));
        section(
                lines,
                "Outputs",
                type.outputs().stream().flatMap(o -> lines(o).stream()).toList());
        section(
                lines,
                "Facts",
                type.facts().keySet().stream()
                        .sorted()
                        .map(fact -> "facts." + fact)
                        .toList());
        type.examples()
                .forEach(example ->
                        section(lines, "Example", example.strip().lines().toList()));
        return lines;
    }

    private static void section(List<String> lines, String title, List<String> content) {
        if (!content.isEmpty()) {
            lines.add("");
            lines.add(title + ":");
            content.forEach(line -> lines.add(STEP + line));
        }
    }

    private static List<String> lines(Parameter parameter) {
        List<String> kind = new ArrayList<>(List.of(word(parameter.type())));
        if (!parameter.choices().isEmpty()) {
            kind.set(0, String.join(" | ", parameter.choices()));
        }
        if (parameter.required()) {
            kind.add("required");
        }
        parameter.defaultValue().ifPresent(value -> kind.add("default " + Json.compact(value)));
        return entry(parameter.name(), String.join(", ", kind), parameter.doc());
    }

    private static List<String> lines(Output output) {
        String fields = output.fields().isEmpty()
                ? ""
                : " of "
                        + String.join(
                                ", ", output.fields().keySet().stream().sorted().toList());
        return entry(output.name(), word(output.type()) + fields, output.doc());
    }

    private static List<String> entry(String name, String kind, String doc) {
        List<String> lines = new ArrayList<>(List.of(name + " (" + kind + ")"));
        doc.strip().lines().forEach(line -> lines.add(STEP + STEP + line));
        return lines;
    }

    private static String word(Enum<?> type) {
        return type.name().toLowerCase(Locale.ROOT);
    }
}
