package dev.podwright.tasktype;

import dev.podwright.source.NullValue;
import dev.podwright.source.Secret;
import dev.podwright.source.Suggestions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads what a host sent for an output.
final class OutputReader {
    private final Output output;

    OutputReader(Output output) {
        this.output = output;
    }

    Object read(List<List<String>> calls) {
        return switch (output.type()) {
            case LIST ->
                calls.stream().flatMap(List::stream).<Object>map(text -> text).toList();
            case MAP -> map(calls);
            case TABLE ->
                calls.stream()
                        .filter(call -> !call.isEmpty())
                        .<Object>map(this::row)
                        .toList();
            case STRING, INT, NUMBER, BOOL, SECRET -> single(calls);
        };
    }

    /// Where a snippet gave it several times, the last one holds.
    private Object single(List<List<String>> calls) {
        if (calls.isEmpty() || calls.getLast().size() != 1) {
            throw wrong("takes one value a call: pw_output " + output.name() + " VALUE");
        }
        return typed(calls.getLast().getFirst(), output.type(), "");
    }

    private Map<String, Object> map(List<List<String>> calls) {
        Map<String, Object> values = new LinkedHashMap<>();
        calls.forEach(call -> call.forEach(text -> put(text, values)));
        return Collections.unmodifiableMap(values);
    }

    private void put(String text, Map<String, Object> values) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw wrong("takes key=value, not " + shown(text));
        }
        values.put(text.substring(0, equals), text.substring(equals + 1));
    }

    /// All declared fields are there, those the host left out as null.
    private Map<String, Object> row(List<String> call) {
        Map<String, Object> texts = new LinkedHashMap<>();
        call.forEach(text -> put(text, texts));
        for (String name : texts.keySet()) {
            if (!output.fields().containsKey(name)) {
                String hint = Suggestions.didYouMean(name, output.fields().keySet(), "");
                throw wrong("has no field \"" + name + "\"" + (hint.isEmpty() ? "" : " (" + hint + ")"));
            }
        }
        List<Map.Entry<String, Output.Type>> fields =
                new ArrayList<>(output.fields().entrySet());
        Map<String, Object> row = new LinkedHashMap<>();
        fields.sort(Map.Entry.comparingByKey());
        for (var field : fields) {
            Object text = texts.getOrDefault(field.getKey(), NullValue.NULL);
            row.put(field.getKey(), text instanceof String given ? field(given, field) : NullValue.NULL);
        }
        return Collections.unmodifiableMap(row);
    }

    private Object field(String text, Map.Entry<String, Output.Type> field) {
        boolean textual = field.getValue() == Output.Type.STRING || field.getValue() == Output.Type.SECRET;
        return text.isEmpty() && !textual ? NullValue.NULL : typed(text, field.getValue(), field.getKey());
    }

    private Object typed(String text, Output.Type type, String field) {
        return switch (type) {
            case STRING -> text;
            case SECRET -> new Secret(text);
            case INT -> number(text, field, true);
            case NUMBER -> number(text, field, false);
            case BOOL -> bool(text, field);
            case LIST, MAP, TABLE -> throw wrong("can't hold a " + type + " in a field");
        };
    }

    private Object number(String text, String field, boolean whole) {
        try {
            BigDecimal number = new BigDecimal(text);
            boolean integral = number.stripTrailingZeros().scale() <= 0;
            if (integral || !whole) {
                return integral ? (Object) number.longValueExact() : number;
            }
        } catch (NumberFormatException | ArithmeticException e) {
            throw mismatch(whole ? "a whole number" : "a number", text, field);
        }
        throw mismatch("a whole number", text, field);
    }

    private Boolean bool(String text, String field) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw mismatch("true or false", text, field);
        };
    }

    private IllegalArgumentException mismatch(String be, String text, String field) {
        String what = field.isEmpty() ? "" : "field \"" + field + "\" ";
        return wrong(what + "must be " + be + ", not " + shown(text));
    }

    private IllegalArgumentException wrong(String message) {
        return new IllegalArgumentException("output \"" + output.name() + "\" " + message);
    }

    private static String shown(String text) {
        return Texts.shown(text);
    }
}
