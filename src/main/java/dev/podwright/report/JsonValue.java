package dev.podwright.report;

import dev.podwright.source.Json;
import dev.podwright.source.NullValue;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A value in JSON that was read; what isn't there, or of another kind, reads as nothing.
///
/// @param value a `String`, `Boolean`, `Long`, `BigDecimal`, `List` or `Map` of such values, or [NullValue#NULL]
record JsonValue(Object value) {
    /// @throws IOException where it isn't one JSON value; the message says where
    static JsonValue read(String text) throws IOException {
        return new JsonValue(Json.read(text));
    }

    JsonValue get(String field) {
        return new JsonValue(
                value instanceof Map<?, ?> map && map.containsKey(field) ? map.get(field) : NullValue.NULL);
    }

    List<JsonValue> items() {
        return value instanceof List<?> list
                ? list.stream().<JsonValue>map(JsonValue::new).toList()
                : List.of();
    }

    Map<String, JsonValue> fields() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, field) -> fields.put(name.toString(), new JsonValue(field)));
        }
        return fields;
    }

    String text() {
        return value instanceof String text ? text : "";
    }

    /// 0 where it isn't a whole number.
    int number() {
        return value instanceof Long number ? Math.toIntExact(number) : 0;
    }

    boolean is(Object other) {
        return value.equals(other);
    }
}
