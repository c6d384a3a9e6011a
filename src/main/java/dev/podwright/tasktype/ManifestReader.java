package dev.podwright.tasktype;

import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import dev.podwright.source.Suggestions;
import dev.podwright.source.Yaml;
import dev.podwright.source.YamlNode;
import dev.podwright.template.ShellTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads a task type: its manifest, its snippets, and the order of the shell libraries they call.
record ManifestReader(String name, TaskTypeLibrary library, Problems problems) {
    /// @return empty where something is wrong (then a problem was added)
    Optional<TaskType> read(SourceFile manifest) {
        int before = problems.count();
        Optional<TaskType> type = Yaml.read(manifest, problems)
                .flatMap(node -> ManifestNode.of(node, "the manifest", problems))
                .map(node -> taskType(node, manifest));
        if (type.isEmpty() && problems.count() == before) {
            problems.add(manifest.whole(), "the manifest is empty");
        }
        return problems.count() == before ? type : Optional.empty();
    }

    private TaskType taskType(ManifestNode node, SourceFile manifest) {
        node.allow(ManifestKeys.MANIFEST.names());
        ParameterReader reader = new ParameterReader(problems);
        List<Parameter> parameters = reader.parameters(node.entries("parameters"));
        List<Output> outputs = reader.outputs(node.entries("outputs"));
        boolean onController = onController(node);
        Optional<ShellTemplate> common = template("common");
        Optional<Snippet> check = snippet(common, "check", parameters);
        Optional<Snippet> apply = snippet(common, "apply", parameters);
        checkSnippets(node, onController);
        TaskType type = new TaskType(
                name,
                node.text("summary"),
                node.optionalText("description"),
                parameters,
                new AlternativesReader(parameters, problems).read(node),
                outputs,
                facts(node, outputs),
                node.flag("accepts_any", false),
                onController,
                node.flag("become", false),
                node.flag("verify", true),
                node.flag("safe_to_repeat", true),
                node.flag("reboots", false),
                libraries(node),
                check,
                apply,
                Examples.texts(node, manifest),
                manifest);
        Examples.check(node, type, problems);
        return type;
    }

    private boolean onController(ManifestNode node) {
        String runs = node.optionalText("runs");
        if (!runs.isEmpty() && !ManifestKeys.PLACES.contains(runs)) {
            problems.add(node.place("runs"), "\"runs\" must be host or controller, not \"" + runs + "\"");
        }
        return runs.equals("controller");
    }

    /// What both phases begin with, then what the phase has of its own.
    private Optional<Snippet> snippet(Optional<ShellTemplate> common, String phase, List<Parameter> parameters) {
        return template(phase)
                .map(own -> new Snippet(
                        Stream.concat(common.stream(), Stream.of(own)).toList(),
                        parameters.stream().map(Parameter::name).collect(Collectors.toSet())));
    }

    private Optional<ShellTemplate> template(String file) {
        String traceName = name + "/" + file;
        return templateFile(file)
                .flatMap(text -> BuiltInTemplates.has(text)
                        ? ShellTemplate.compileLinted(text, traceName, problems)
                        : ShellTemplate.compile(text, traceName, problems));
    }

    private Optional<SourceFile> templateFile(String file) {
        return library.file(name + "/" + file + ".sh.ftl");
    }

    private void checkSnippets(ManifestNode node, boolean onController) {
        boolean hasCheck = templateFile("check").isPresent();
        boolean hasApply = templateFile("apply").isPresent();
        if (onController && (hasCheck || hasApply || templateFile("common").isPresent())) {
            problems.add(node.place("runs"), "runs on the controller, so it can't have snippets");
        } else if (!onController && !hasCheck) {
            problems.add(
                    node.node().location(),
                    name + " has no check.sh.ftl",
                    "or does it run on the controller? runs: controller");
        } else if (!hasApply && node.has("verify")) {
            problems.add(node.place("verify"), "there is no apply.sh.ftl, so there is nothing to verify");
        } else if (!hasApply && node.has("reboots")) {
            problems.add(node.place("reboots"), "there is no apply.sh.ftl, and only an apply can ask for a reboot");
        }
    }

    private Map<String, String> facts(ManifestNode node, List<Output> outputs) {
        List<String> known = outputs.stream().map(Output::name).toList();
        Map<String, String> facts = new LinkedHashMap<>();
        for (YamlNode.Entry entry : node.entries("facts")) {
            String output = entry.value() instanceof YamlNode.Scalar scalar ? scalar.text() : "";
            if (!output.equals("*") && !known.contains(output)) {
                problems.add(
                        entry.value().location(),
                        "the fact \"%s\" names an unknown output \"%s\"".formatted(entry.name(), output),
                        Suggestions.didYouMean(output, known, "* stands for all outputs"));
            }
            facts.put(entry.name(), output);
        }
        return facts;
    }

    private List<String> libraries(ManifestNode node) {
        ShellLibraries libraries = new ShellLibraries(library::shellLibrary, problems);
        node.words("libraries").forEach(word -> libraries.add(word.text(), word.location()));
        return libraries.inOrder();
    }
}
