package dev.podwright.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.podwright.source.NullValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A value in JSON that was read; what isn't there, or of another kind, reads as nothing.
///
/// @param value a `String`, `Boolean`, `Long`, `Double`, `List` or `Map` of such values, or [NullValue#NULL]
record JsonValue(Object value) {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /// @throws IOException where it isn't one JSON value; the message says where
    static JsonValue read(String text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new IOException("there is more than one JSON value");
            }
            return new JsonValue(value);
        } catch (JsonParseException e) {
            var place = e.getLocation();
            throw new IOException(
                    "line %d, column %d: %s".formatted(place.getLineNr(), place.getColumnNr(), e.getOriginalMessage()),
                    e);
        }
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

    boolean is(Object other) {
        return value.equals(other);
    }

    private static Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getNumberValue().longValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case null, default -> NullValue.NULL;
        };
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return items;
    }
}
