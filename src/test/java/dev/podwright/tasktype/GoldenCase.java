package dev.podwright.tasktype;

import dev.podwright.source.InvalidInputException;
import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import dev.podwright.source.Yaml;
import dev.podwright.source.YamlNode;
import dev.podwright.template.EvaluationException;
import dev.podwright.template.Scope;
import dev.podwright.template.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/// A file `templates/<type>/cases/<case>.yml`:
///
/// - `parameters`: as in a playbook, except that local files and content are the map that the template sees;
/// - `facts`, `host`, `run` (optional): what the template sees under these names;
/// - `check`, `apply`: the exact scripts; or `error`: a part of the message that is expected instead.
record GoldenCase(TaskType type, Path path, YamlNode.Mapping node) {
    private static final Set<String> KEYS = Set.of("parameters", "facts", "host", "run", "check", "apply", "error");
    private static final Set<ParameterType> FILES = Set.of(
            ParameterType.LOCAL_FILE, ParameterType.LOCAL_TEMPLATE, ParameterType.CONTENT, ParameterType.LOCAL_TARGET);
    private static final Map<String, Object> HOST =
            Map.of("name", "host-01", "address", "192.0.2.1", "port", 22L, "user", "admin", "groups", List.of("all"));

    static GoldenCase read(TaskType type, Path path) {
        Problems problems = new Problems();
        Optional<YamlNode> node = Yaml.read(SourceFile.read(path), problems);
        problems.throwIfAny();
        if (!(node.orElse(null) instanceof YamlNode.Mapping mapping)) {
            throw new AssertionError(path + " must be a map");
        }
        for (YamlNode.Entry entry : mapping.entries()) {
            if (!KEYS.contains(entry.name())) {
                throw new AssertionError(path + ": unknown key " + entry.name() + ", known are " + KEYS);
            }
        }
        return new GoldenCase(type, path, mapping);
    }

    /// The expected text under `check`, `apply` or `error`; empty where the case says nothing.
    String expected(String key) {
        return node.get(key).map(value -> value.toValue().toString()).orElse("");
    }

    /// What the problems are, or the message of the failed rendering; empty where all is well.
    String error() {
        try {
            render(Snippet::render);
            return "";
        } catch (EvaluationException e) {
            return e.problem().render();
        } catch (InvalidInputException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /// `check` and `apply` as rendered; `apply` is missing where the task type has none.
    Map<String, String> scripts() {
        return render(Snippet::render);
    }

    Map<String, String> tracedScripts() {
        return render(Snippet::renderTraced);
    }

    private Map<String, String> render(BiFunction<Snippet, Scope, Script> how) {
        Scope scope = Scope.of(variables());
        Map<String, String> scripts = new LinkedHashMap<>();
        type.check()
                .ifPresent(template ->
                        scripts.put("check", how.apply(template, scope).text()));
        type.apply()
                .ifPresent(template ->
                        scripts.put("apply", how.apply(template, scope).text()));
        return scripts;
    }

    private Map<String, Object> variables() {
        Map<String, Object> given = new LinkedHashMap<>(map("parameters", Map.of()));
        Map<String, Object> variables = new HashMap<>();
        for (Parameter parameter : type.parameters()) {
            if (FILES.contains(parameter.type()) && given.get(parameter.name()) instanceof Map<?, ?> file) {
                variables.put(parameter.name(), file);
                given.put(parameter.name(), "/a/file");
            }
        }
        Problems problems = new Problems();
        Location place = node.get("parameters").map(YamlNode::location).orElse(node.location());
        Map<String, Object> arguments = Arguments.of(type, given, _ -> place, node.location(), problems);
        problems.throwIfAny();
        arguments.forEach(variables::putIfAbsent);
        variables.putIfAbsent("facts", map("facts", Map.of()));
        variables.putIfAbsent("host", map("host", HOST));
        variables.putIfAbsent("run", map("run", Map.of("id", "20261123-120000", "plan", false)));
        return variables;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> map(String key, Map<String, Object> otherwise) {
        return node.get(key).map(value -> (Map<String, Object>) value.toValue()).orElse(otherwise);
    }

    /// Replaces the scripts in the file by what is rendered now; everything else stays.
    void rewrite() {
        try {
            List<String> kept = new ArrayList<>();
            boolean script = false;
            for (String line : Files.readAllLines(path)) {
                boolean topLevel = !line.isBlank() && !Character.isWhitespace(line.charAt(0));
                script = topLevel ? line.matches("(check|apply):.*") : script;
                if (!script) {
                    kept.add(line);
                }
            }
            StringBuilder text = new StringBuilder(String.join("\n", kept).stripTrailing()).append('\n');
            scripts().forEach((key, value) -> text.append(block(key, value)));
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String block(String key, String script) {
        String chomp = !script.endsWith("\n") ? "-" : script.endsWith("\n\n") || script.equals("\n") ? "+" : "";
        String indent = script.isBlank() || Character.isWhitespace(script.charAt(0)) ? "2" : "";
        StringBuilder block = new StringBuilder(key)
                .append(": |")
                .append(indent)
                .append(chomp)
                .append('\n');
        script.lines()
                .forEach(line -> block.append(line.isEmpty() ? "" : "  " + line).append('\n'));
        return script.isEmpty() ? key + ": \"\"\n" : block.toString();
    }
}
