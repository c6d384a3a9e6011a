package dev.podwright.cli;

import dev.podwright.playbook.Playbook;
import dev.podwright.playbook.PlaybookReader;
import dev.podwright.source.Json;
import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import dev.podwright.source.Vault;
import dev.podwright.source.Yaml;
import dev.podwright.source.YamlNode;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// One task, given in the command line instead of a playbook.
///
/// @param hosts a pattern
/// @param type of the task
/// @param words `parameter=value`, the value in YAML; or for `command` and `shell` what to run
record AdHocTask(String hosts, String type, List<String> words) implements PlaybookSource {
    static final String NAME = "podwright task";

    private static final Pattern PARAMETER = Pattern.compile("[a-z_][a-z0-9_]*=.*", Pattern.DOTALL);

    AdHocTask {
        words = List.copyOf(words);
    }

    @Override
    public List<Path> folders() {
        return List.of(Path.of(""));
    }

    @Override
    public List<Playbook> read(TaskTypeLibrary library, Vault vault, Problems problems) {
        SourceFile text = new SourceFile(NAME, text());
        return List.of(PlaybookReader.read(text, Path.of(""), library, vault, problems));
    }

    /// As it would stand in a playbook, so that messages can show it.
    private String text() {
        List<String> lines = new ArrayList<>();
        lines.add("- hosts: " + Json.compact(hosts));
        lines.add("  tasks:");
        boolean free = words.stream().anyMatch(word -> !PARAMETER.matcher(word).matches());
        if (free || words.isEmpty()) {
            lines.add("    - %s: %s".formatted(type, free ? Json.compact(String.join(" ", words)) : "{}"));
        } else {
            lines.add("    - %s:".formatted(type));
            words.forEach(word -> lines.add("        " + parameter(word)));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String parameter(String word) {
        int equals = word.indexOf('=');
        return word.substring(0, equals) + ": " + Json.compact(value(word.substring(equals + 1)));
    }

    /// Maps and lists in YAML's flow form; numbers, true and false; all else is text, also what begins with an
    /// expression.
    private static Object value(String text) {
        Problems problems = new Problems();
        boolean collection = (text.startsWith("{") || text.startsWith("[")) && !text.startsWith("[=");
        return Yaml.read(new SourceFile(NAME, text), problems)
                .filter(node -> problems.isEmpty() && (collection || node instanceof YamlNode.Scalar))
                .map(YamlNode::toValue)
                .orElse(text);
    }
}
