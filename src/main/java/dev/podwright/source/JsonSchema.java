package dev.podwright.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A JSON Schema, or a part of one, for editors: draft 7, which is what the YAML language server knows best.
///
/// What a reader takes and what the schema of it takes is the same, so each schema is made beside its reader.
///
/// @param keywords as they stand in the schema, in order
public record JsonSchema(Map<String, Object> keywords) {
    private static final String DRAFT = "http://json-schema.org/draft-07/schema#";
    private static final String DEFINITIONS = "#/definitions/";

    /// Text with an interpolation in it, whose value shows only later.
    private static final String INTERPOLATION = "\\[=";

    public JsonSchema {
        keywords = Collections.unmodifiableMap(new LinkedHashMap<>(keywords));
    }

    /// Values of the types of JSON: `string`, `number`, `integer`, `boolean`, `array`, `object`, `null`.
    public static JsonSchema of(String... types) {
        return new JsonSchema(Map.of("type", types.length == 1 ? types[0] : List.of(types)));
    }

    /// One of these values.
    public static JsonSchema oneOf(List<?> values) {
        return new JsonSchema(Map.of("enum", List.copyOf(values)));
    }

    public static JsonSchema any(JsonSchema... schemas) {
        return combined("anyOf", List.of(schemas));
    }

    /// @param keyword `anyOf`, `allOf` or `oneOf`
    public static JsonSchema combined(String keyword, List<JsonSchema> schemas) {
        return new JsonSchema(Map.of(keyword, trees(schemas)));
    }

    /// What stands under this name in the document's definitions.
    public static JsonSchema defined(String name) {
        return new JsonSchema(Map.of("$ref", DEFINITIONS + name));
    }

    /// Text with an interpolation.
    public static JsonSchema interpolated() {
        return of("string").with("pattern", INTERPOLATION);
    }

    /// Lists of one kind of items.
    public static JsonSchema listOf(JsonSchema items) {
        return of("array").with("items", items);
    }

    /// Maps whose keys may have any name.
    public static JsonSchema mapOf(JsonSchema values) {
        return of("object").with("additionalProperties", values);
    }

    /// Maps of these keys and no others.
    public static JsonSchema map(Map<String, JsonSchema> properties) {
        Map<String, Object> trees = new LinkedHashMap<>();
        properties.forEach((name, schema) -> trees.put(name, schema.keywords()));
        return of("object").with("properties", trees).with("additionalProperties", false);
    }

    /// @param value a tree of values, or a schema
    public JsonSchema with(String keyword, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(keywords);
        more.put(keyword, value instanceof JsonSchema schema ? schema.keywords() : value);
        return new JsonSchema(more);
    }

    /// What must hold besides.
    public JsonSchema also(List<JsonSchema> schemas) {
        return schemas.isEmpty() ? this : with("allOf", trees(schemas));
    }

    public JsonSchema required(List<String> properties) {
        return properties.isEmpty() ? this : with("required", List.copyOf(properties));
    }

    /// Text must match one of these regular expressions, or hold an interpolation.
    public JsonSchema matching(String... patterns) {
        List<String> all = new ArrayList<>(Arrays.asList(patterns));
        all.add(INTERPOLATION);
        return with("pattern", String.join("|", all));
    }

    /// What editors show of it. Most show Markdown; for the others there is the first paragraph without its marks.
    public JsonSchema described(String markdown) {
        String text = markdown.strip();
        String first = text.split("\n\\s*\n", 2)[0].replaceAll("\\s*\n\\s*", " ");
        String plain = first.replace("`", "").replace("**", "");
        JsonSchema described = plain.isEmpty() ? this : with("description", plain);
        return plain.equals(text) ? described : described.with("markdownDescription", text);
    }

    /// This schema as a whole document.
    ///
    /// @param definitions by the names that [#defined] refers to
    public String document(String title, Map<String, JsonSchema> definitions) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("$schema", DRAFT);
        document.put("title", title);
        document.putAll(keywords);
        if (!definitions.isEmpty()) {
            Map<String, Object> trees = new LinkedHashMap<>();
            definitions.forEach((name, schema) -> trees.put(name, schema.keywords()));
            document.put("definitions", trees);
        }
        return Json.pretty(document) + "\n";
    }

    private static List<Object> trees(List<JsonSchema> schemas) {
        return schemas.stream().<Object>map(JsonSchema::keywords).toList();
    }
}
