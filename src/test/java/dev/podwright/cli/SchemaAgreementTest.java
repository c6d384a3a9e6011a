package dev.podwright.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.playbook.PlaybookReader;
import dev.podwright.source.Json;
import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import dev.podwright.source.Vault;
import dev.podwright.tasktype.Alternatives;
import dev.podwright.tasktype.Parameter;
import dev.podwright.tasktype.TaskType;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The schema for editors and the reader say the same of values of every kind under every keyword and parameter.
class SchemaAgreementTest {
    private static final Schemas SCHEMAS = Schemas.printed();
    private static final TaskTypeLibrary LIBRARY = TaskTypeLibrary.of(List.of());

    /// In YAML's flow form.
    private static final List<String> VALUES = List.of(
            "word",
            "\"\"",
            "\" \"",
            "two words",
            "/a/path",
            "\"5\"",
            "5",
            "0",
            "-1",
            "1.5",
            "\"1.5\"",
            "70000",
            "5m",
            "1h30m",
            "4g",
            "25%",
            "true",
            "\"yes\"",
            "\"[=x]\"",
            "\"a [=x] b\"",
            "\"x > 1\"",
            "[]",
            "[word]",
            "[5]",
            "[[word]]",
            "[{a: b}]",
            "{}",
            "{a: b}",
            "{a: {b: c}}",
            "{\"80\": \"8080\"}",
            "\"8080:80\"",
            "/a:/b",
            "[\"/a:/b\"]",
            "GPU-1",
            "{80: auto, 443/udp: 127.0.0.1:8443, 8000-8002: same}",
            "{80: \"[::1]\"}",
            "\"[::1]::80\"",
            "{80: 80/udp}",
            "[0, \"1\", \"0:1\"]",
            "device=0,1",
            "GPU-1e4a2b3c-0000-1111-2222-0123456789ab",
            "null");

    /// What only reading can tell.
    private static final Pattern BEYOND_A_SCHEMA =
            Pattern.compile("syntax error|the expression is empty|there is no handler|there is no file|what meta does");

    @Test
    void agreeOnKeywords() throws IOException {
        Map<?, ?> definitions = definitions();
        List<String> differences = new ArrayList<>();
        for (String value : VALUES) {
            keys(definitions, "play").forEach(key -> compare(play(key, value), differences));
            keys(definitions, "task").forEach(key -> compare(task(key, value), differences));
            List.of("name", "listen").forEach(key -> compare(handler(key, value), differences));
            keys(definitions, "block").forEach(key -> compare(block(key, value), differences));
        }
        assertThat(differences).isEmpty();
    }

    @Test
    void agreeOnParameters() {
        List<String> differences = new ArrayList<>();
        Set<List<?>> seen = new LinkedHashSet<>();
        for (String name : LIBRARY.names()) {
            TaskType type = LIBRARY.find(name, new Problems()).orElseThrow();
            List<Parameter> kinds = type.parameters().stream()
                    .filter(parameter -> seen.add(List.of(parameter.type(), parameter.choices())))
                    .toList();
            for (String value : VALUES) {
                kinds.forEach(parameter -> compare(use(type, parameter, value), differences));
                compare("- hosts: all\n  tasks:\n    - %s: %s\n".formatted(name, value), differences);
            }
        }
        assertThat(differences).isEmpty();
    }

    private static Map<?, ?> definitions() throws IOException {
        return map(map(Json.read(Schemas.text("playbook"))).get("definitions"));
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return (Map<?, ?>) requireNonNull(value);
    }

    /// Without task types, and without what names files, which the reader looks for.
    private static Set<String> keys(Map<?, ?> definitions, String definition) {
        Map<?, ?> properties = map(map(definitions.get(definition)).get("properties"));
        Set<String> keys = properties.keySet().stream().map(Object::toString).collect(Collectors.toSet());
        keys.removeAll(LIBRARY.names());
        keys.remove("vars_files");
        return keys;
    }

    private static String play(String key, String value) {
        return key.equals("hosts")
                ? "- hosts: %s\n".formatted(value)
                : "- hosts: all\n  %s: %s\n".formatted(key, value);
    }

    private static String task(String key, String value) {
        String loop = key.equals("loop_control") ? "      loop: [1]\n" : "";
        return "- hosts: all\n  tasks:\n    - debug: {}\n%s      %s: %s\n".formatted(loop, key, value);
    }

    private static String handler(String key, String value) {
        String name = key.equals("name") ? "" : "      name: handler\n";
        return "- hosts: all\n  handlers:\n    - debug: {}\n%s      %s: %s\n".formatted(name, key, value);
    }

    private static String block(String key, String value) {
        return key.equals("block")
                ? "- hosts: all\n  tasks:\n    - block: %s\n".formatted(value)
                : "- hosts: all\n  tasks:\n    - block: []\n      %s: %s\n".formatted(key, value);
    }

    /// With all else that the type needs given by expressions, which nothing is known of.
    private static String use(TaskType type, Parameter parameter, String value) {
        Set<String> needed = new LinkedHashSet<>();
        type.parameters().stream()
                .filter(Parameter::required)
                .map(Parameter::name)
                .forEach(needed::add);
        type.alternatives().stream()
                .filter(Alternatives::required)
                .filter(alternatives -> !alternatives.names().contains(parameter.name()))
                .forEach(alternatives -> needed.add(alternatives.names().getFirst()));
        needed.remove(parameter.name());
        String others =
                needed.stream().map(name -> ", %s: \"[=x]\"".formatted(name)).collect(Collectors.joining());
        return "- hosts: all\n  tasks:\n    - %s: {%s: %s%s}\n".formatted(type.name(), parameter.name(), value, others);
    }

    private static void compare(String playbook, List<String> differences) {
        Problems problems = new Problems();
        PlaybookReader.read(new SourceFile("site.yml", playbook), Path.of(""), LIBRARY, Vault.LOCKED, problems);
        List<String> read = problems.sorted().stream()
                .map(Problem::message)
                .filter(message -> !BEYOND_A_SCHEMA.matcher(message).lookingAt())
                .toList();
        List<String> checked = Schemas.problems(SCHEMAS.playbook(), playbook);
        if (read.isEmpty() != checked.isEmpty()) {
            differences.add(playbook
                    + (read.isEmpty()
                            ? "only the schema refuses it: " + checked
                            : "only the reader refuses it: " + read));
        }
    }
}
