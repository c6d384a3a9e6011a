package dev.podwright.container;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Arguments of a task type, by parameter. Immutable; printed with secrets masked.
final class Arguments {
    static final Arguments NONE = new Arguments(Map.of());

    private final Map<String, Object> values;

    private Arguments(Map<String, Object> values) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    Arguments with(String parameter, Object value) {
        Map<String, Object> all = new LinkedHashMap<>(values);
        all.put(parameter, value);
        return new Arguments(all);
    }

    /// With one more entry in the map that a parameter takes.
    Arguments withEntry(String parameter, String key, Object value) {
        Map<String, Object> entries = new LinkedHashMap<>();
        if (values.get(parameter) instanceof Map<?, ?> present) {
            present.forEach((name, old) -> entries.put(name.toString(), old));
        }
        entries.put(key, value);
        return with(parameter, Collections.unmodifiableMap(entries));
    }

    /// With one more item in the list that a parameter takes.
    Arguments withItem(String parameter, Object item) {
        List<Object> items = new ArrayList<>();
        if (values.get(parameter) instanceof List<?> present) {
            items.addAll(present);
        }
        items.add(item);
        return with(parameter, List.copyOf(items));
    }

    /// The words of a command as the task types take them: one alone would be split at its blanks.
    static List<Object> words(String program, String... others) {
        if (others.length > 0 || !program.matches("(?s).*[\\s\"'].*")) {
            return Stream.<Object>concat(Stream.of(program), Arrays.stream(others))
                    .toList();
        }
        String quote = program.contains("\"") ? "'" : "\"";
        if (program.contains(quote)) {
            throw new IllegalArgumentException("one word can't hold both kinds of quotes: " + program);
        }
        return List.of(quote + program + quote);
    }

    Map<String, Object> values() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Arguments arguments && values.equals(arguments.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
