package dev.podwright.cli;

import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.Reason;
import dev.podwright.source.SourceFile;
import dev.podwright.source.Vault;
import dev.podwright.source.Yaml;
import dev.podwright.source.YamlNode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the values of `-e`: `key=value …` (always text, as in Ansible), `@FILE`, or a map in YAML or JSON. Later
/// ones win.
record ExtraVariables(Vault vault, Problems problems) {

    Map<String, Object> read(List<String> values) {
        Map<String, Object> variables = new LinkedHashMap<>();
        for (String value : values) {
            if (value.startsWith("@")) {
                variables.putAll(file(value.substring(1)));
            } else if (value.stripLeading().startsWith("{")) {
                variables.putAll(map(new SourceFile("-e", value)));
            } else {
                variables.putAll(pairs(value));
            }
        }
        return variables;
    }

    private Map<String, Object> file(String name) {
        try {
            return vault.open(SourceFile.read(Path.of(name)), problems)
                    .map(this::map)
                    .orElse(Map.of());
        } catch (UncheckedIOException e) {
            problems.add(Location.named("-e @" + name), "this file can't be read: " + Reason.of(e));
            return Map.of();
        }
    }

    private Map<String, Object> map(SourceFile file) {
        Map<String, Object> variables = new LinkedHashMap<>();
        Yaml.read(file, problems).ifPresent(node -> {
            if (node instanceof YamlNode.Mapping mapping) {
                mapping.entries().forEach(entry -> variables.put(entry.name(), vault.value(entry.value(), problems)));
            } else {
                problems.add(node.location(), "variables must be a map, not " + node.kind());
            }
        });
        return variables;
    }

    private Map<String, Object> pairs(String text) {
        Map<String, Object> variables = new LinkedHashMap<>();
        for (String word : words(text)) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                problems.add(
                        Location.named("-e " + text),
                        "\"" + word + "\" is not a variable",
                        "write it as key=value, @FILE, or {key: value}");
            } else {
                variables.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return variables;
    }

    /// Parts between spaces; quotes, single or double, keep what is in them together and are dropped.
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (char c : (text + " ").toCharArray()) {
            if (quote == 0 && Character.isWhitespace(c)) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else {
                word.append(c);
            }
        }
        if (quote != 0) {
            words.add(word.toString().stripTrailing());
        }
        return words;
    }
}
