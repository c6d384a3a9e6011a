package dev.podwright.template;

import dev.podwright.source.NullValue;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// The arguments of a call, taken one after the other. Messages never hold values, which may be secrets.
final class CallArguments {
    private final Iterator<Object> rest;

    private CallArguments(Iterator<Object> rest) {
        this.rest = rest;
    }

    /// @throws IllegalArgumentException where there are fewer or more
    static CallArguments of(List<Object> arguments, int least, int most) {
        int count = arguments.size();
        if (count < least || count > most) {
            String wanted = least == most ? String.valueOf(least) : least + " to " + most;
            throw new IllegalArgumentException(
                    "takes %s argument%s, not %d".formatted(wanted, most == 1 ? "" : "s", count));
        }
        return new CallArguments(arguments.iterator());
    }

    Object value(String what) {
        Object value = rest.next();
        if (value == NullValue.NULL) {
            throw new IllegalArgumentException(what + " has no value");
        }
        return value;
    }

    /// Numbers and booleans count as their text.
    String text(String what) {
        return textOf(value(what), what);
    }

    static String textOf(Object value, String what) {
        return switch (value) {
            case String text -> text;
            case BigDecimal number -> number.toPlainString();
            case Number number -> number.toString();
            case Boolean flag -> flag.toString();
            default -> throw new IllegalArgumentException(what + " must be text, not " + Kinds.ofAny(value));
        };
    }

    List<?> list(String what) {
        Object value = value(what);
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException(what + " must be a list, not " + Kinds.ofAny(value));
    }

    Map<?, ?> map(String what) {
        Object value = value(what);
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException(what + " must be a map, not " + Kinds.ofAny(value));
    }

    String text(String what, String otherwise) {
        return rest.hasNext() ? text(what) : otherwise;
    }

    int number(String what, int otherwise) {
        if (!rest.hasNext()) {
            return otherwise;
        }
        if (value(what) instanceof Long number && number >= 0 && number <= Integer.MAX_VALUE) {
            return number.intValue();
        }
        throw new IllegalArgumentException(what + " must be a whole number from 0 on");
    }
}
