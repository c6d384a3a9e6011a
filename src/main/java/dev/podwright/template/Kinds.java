package dev.podwright.template;

import dev.podwright.source.NullValue;
import dev.podwright.source.Secret;
import java.util.List;
import java.util.Map;

/// What to call a value in a message.
final class Kinds {
    private Kinds() {}

    /// The same without the value, which may be a secret.
    static String ofAny(Object value) {
        return switch (value) {
            case Number _ -> "a number";
            case String _ -> "text";
            default -> of(value);
        };
    }

    static String of(Object value) {
        return switch (value) {
            case NullValue _ -> "nothing";
            case Boolean _ -> "true or false";
            case Number number -> "the number " + number;
            case Secret _ -> "a secret";
            case String text -> text.length() <= 40 ? "\"" + text + "\"" : "text";
            case List<?> _ -> "a list";
            case Map<?, ?> _ -> "a map";
            default -> "a " + value.getClass().getSimpleName();
        };
    }
}
