package dev.podwright.tasktype;

import dev.podwright.source.NullValue;
import dev.podwright.source.Secret;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// Values as text, for reading them and for naming them in messages.
final class Texts {
    private static final int LONGEST = 60;

    private Texts() {}

    /// The text of a single value as it was written; a secret's, too.
    ///
    /// @throws IllegalArgumentException where the value is a list, a map or nothing
    static String plain(Object value) {
        return switch (value) {
            case String text -> text;
            case Secret secret -> secret.reveal();
            case Boolean flag -> flag.toString();
            case BigDecimal number -> number.toPlainString();
            case Number number -> number.toString();
            default -> throw new IllegalArgumentException("must be a single value, not " + shown(value));
        };
    }

    /// The value as a message names it: short, and without secrets.
    static String shown(Object value) {
        return switch (value) {
            case NullValue _ -> "nothing";
            case Secret _ -> "a secret";
            case String text -> "\"" + shortened(text) + "\"";
            case List<?> _ -> "a list";
            case Map<?, ?> _ -> "a map";
            default -> value.toString();
        };
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
