package dev.podwright.tasktype;

import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import dev.podwright.source.YamlNode;
import dev.podwright.template.ValueTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The examples of a manifest: each is a task list as it stands in a playbook.
final class Examples {
    private static final String KEY = "examples";

    private Examples() {}

    /// The examples as they were written, without the manifest's indentation.
    static List<String> texts(ManifestNode manifest, SourceFile file) {
        List<YamlNode> examples = manifest.items(KEY);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            int end = i + 1 < examples.size() ? examples.get(i + 1).location().line() : endOfExamples(manifest, file);
            texts.add(cut(file, examples.get(i).location(), end));
        }
        return texts;
    }

    private static int endOfExamples(ManifestNode manifest, SourceFile file) {
        int start = manifest.place(KEY).line();
        return manifest.node().entries().stream()
                .mapToInt(entry -> entry.key().location().line())
                .filter(line -> line > start)
                .min()
                .orElse((int) file.text().lines().count() + 1);
    }

    private static String cut(SourceFile file, Location start, int endLine) {
        int indent = dash(file.line(start.line()), start.column() - 1);
        return file.text()
                .lines()
                .skip(start.line() - 1L)
                .limit((long) endLine - start.line())
                .map(line -> line.substring(Math.min(indent, line.length())))
                .collect(Collectors.joining("\n"))
                .stripTrailing();
    }

    /// Where a list's first dash is: at the place itself, or before the first item that the place names.
    private static int dash(String line, int place) {
        return line.startsWith("- ", place) ? place : Math.max(0, line.lastIndexOf("- ", place - 1));
    }

    /// Adds a problem for each example that the task type itself wouldn't take.
    static void check(ManifestNode manifest, TaskType type, Problems problems) {
        for (YamlNode example : manifest.items(KEY)) {
            if (!(example instanceof YamlNode.Sequence tasks)) {
                problems.add(example.location(), "an example must be a list of tasks, not " + example.kind());
                continue;
            }
            List<YamlNode> uses = tasks.items().stream()
                    .flatMap(task -> argumentsIn(task, type.name()).stream())
                    .toList();
            if (uses.isEmpty()) {
                problems.add(example.location(), "the example doesn't use " + type.name());
            }
            uses.forEach(use -> check(use, type, problems));
        }
    }

    private static Optional<YamlNode> argumentsIn(YamlNode task, String name) {
        return task instanceof YamlNode.Mapping mapping ? mapping.get(name) : Optional.empty();
    }

    private static void check(YamlNode use, TaskType type, Problems problems) {
        if (!(use instanceof YamlNode.Mapping given)) {
            return;
        }
        List<String> names = given.entries().stream().map(YamlNode.Entry::name).toList();
        Arguments.checkNames(
                type,
                names,
                name -> given.entry(name).map(entry -> entry.key().location()).orElse(use.location()),
                use.location(),
                problems);
        for (YamlNode.Entry entry : given.entries()) {
            ValueTemplate value = ValueTemplate.compile(entry.value(), problems);
            if (value.isConstant()) {
                type.parameter(entry.name())
                        .ifPresent(parameter -> Arguments.convert(
                                type,
                                parameter,
                                entry.value().toValue(),
                                entry.value().location(),
                                problems));
            }
        }
    }
}
