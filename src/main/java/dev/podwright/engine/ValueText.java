package dev.podwright.engine;

import dev.podwright.source.NullValue;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A value as a person reads it: text as it is, lists and maps as YAML would write them on one line.
final class ValueText {
    private ValueText() {}

    static String of(Object value) {
        return value instanceof String text ? text : inner(value);
    }

    private static String inner(Object value) {
        return switch (value) {
            case List<?> list -> list.stream().map(ValueText::inner).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + inner(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case NullValue _ -> "null";
            default -> value.toString();
        };
    }
}
