package dev.podwright.tasktypes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;

/// JSON texts made by chance, and another reader to compare with.
final class RandomJson {
    private static final List<String> SCALARS = List.of(
            "true",
            "false",
            "null",
            "0",
            "-1",
            "3.50",
            "1e3",
            "12345678901234567890",
            "\"\"",
            "\"a b\"",
            "\"\\u00e9\\n\\\"\"",
            "\"é😀\"",
            "\"\\ud83d\\ude00/\\/\"",
            "\"it's\"",
            "{}",
            "[]",
            "[ ]",
            "{ }");
    private static final List<String> BLANKS = List.of("", " ", "\n", "\n    ", "\t", "\r\n  ");

    private final Random random;

    RandomJson(Random random) {
        this.random = random;
    }

    String value(int depth) {
        return switch (random.nextInt(depth > 0 ? 4 : 2)) {
            case 2 -> object(depth - 1);
            case 3 -> list(depth - 1);
            default -> one(SCALARS);
        };
    }

    String object(int depth) {
        StringJoiner members = new StringJoiner(",", "{", "}");
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            members.add(one(BLANKS) + "\"k" + i + one(List.of("", "/", "~", "\\\"", ".x")) + "\"" + one(BLANKS) + ":"
                    + one(BLANKS) + value(depth) + one(BLANKS));
        }
        return members.toString();
    }

    private String list(int depth) {
        StringJoiner items = new StringJoiner(",", "[", "]");
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            items.add(one(BLANKS) + value(depth) + one(BLANKS));
        }
        return items.toString();
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> read(String text) throws IOException {
        return (Map<String, Object>) readAny(text);
    }

    static Object readAny(String text) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            parser.nextToken();
            return read(parser);
        }
    }

    private static Object read(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    parser.nextToken();
                    members.put(key, read(parser));
                }
                yield members;
            }
            case START_ARRAY -> {
                List<Object> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(read(parser));
                }
                yield items;
            }
            default -> parser.currentToken() + " " + parser.getText();
        };
    }
}
