package dev.podwright.tasktype;

import dev.podwright.source.JsonSchema;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The keys that a map in a manifest understands, and what each takes and means. The reader and the schema for editors
/// are made from these lists.
///
/// @param keys by name, in the order of a manifest
record ManifestKeys(Map<String, JsonSchema> keys) {
    static final String ONE_OF = "one_of";
    static final String AT_MOST_ONE_OF = "at_most_one_of";
    static final List<String> PLACES = List.of("host", "controller");

    /// Of a parameter or output.
    static final String NAME = "[a-z][a-z0-9_]*";

    private static final JsonSchema TEXT = JsonSchema.of("string");
    private static final JsonSchema FLAG = JsonSchema.of("boolean");
    private static final JsonSchema NAMES = JsonSchema.listOf(TEXT);

    static final ManifestKeys PARAMETER = new ManifestKeys(parameter());
    static final ManifestKeys OUTPUT = new ManifestKeys(output());
    static final ManifestKeys MANIFEST = new ManifestKeys(manifest());

    /// The manifest's schema, for editors.
    static JsonSchema schema() {
        return JsonSchema.map(MANIFEST.keys).required(List.of("summary"));
    }

    List<String> names() {
        return List.copyOf(keys.keySet());
    }

    static <T extends Enum<T>> List<String> words(T[] types) {
        return Arrays.stream(types)
                .map(type -> type.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Map<String, JsonSchema> manifest() {
        Map<String, JsonSchema> keys = new LinkedHashMap<>();
        keys.put("summary", TEXT.described("What it does, in one line without a full stop."));
        keys.put("description", TEXT.described("All that its users should know, as Markdown."));
        keys.put(
                "become", FLAG.described("Whether it needs root unless the playbook says otherwise; default `false`."));
        keys.put(
                "verify",
                FLAG.described(
                        "Whether the check runs again after apply, and must then want nothing; default `true`."));
        keys.put(
                "safe_to_repeat",
                FLAG.described("Whether apply may run twice, after a lost connection; default `true`."));
        keys.put("reboots", FLAG.described("Whether apply may ask for a reboot by `pw_reboot`; default `false`."));
        keys.put(
                "runs",
                JsonSchema.oneOf(PLACES)
                        .described("Where it runs: on the `host` by its snippets, or as an action of the engine on the"
                                + " `controller`; default `host`."));
        keys.put(
                "accepts_any",
                FLAG.described("Whether it takes parameters of any name besides its own; default `false`."));
        keys.put("libraries", NAMES.described("The shell libraries, `templates/lib/NAME.sh`, that its snippets call."));
        keys.put(
                "facts",
                JsonSchema.mapOf(TEXT)
                        .described("Outputs that become facts: fact name to output name, or `\"*\"` for all outputs as"
                                + " one map."));
        keys.put("parameters", named(parameters()).described("What a task gives it, by name."));
        keys.put(
                ONE_OF,
                alternatives()
                        .described("Lists of parameters of which exactly one must be given; none has a default."));
        keys.put(AT_MOST_ONE_OF, alternatives().described("Lists of parameters of which one may be given, or none."));
        keys.put("outputs", named(outputs()).described("What it gives back by `pw_output`, by name."));
        keys.put(
                "examples",
                JsonSchema.listOf(JsonSchema.listOf(JsonSchema.of("object")))
                        .described("Examples, each a list of tasks as it stands in a playbook."));
        return keys;
    }

    private static JsonSchema parameters() {
        JsonSchema ofEnum = new JsonSchema(Map.of())
                .with("properties", Map.of("type", Map.of("const", "enum")))
                .required(List.of("type"));
        return JsonSchema.map(PARAMETER.keys)
                .required(List.of("type", "doc"))
                .with("if", ofEnum)
                .with("then", new JsonSchema(Map.of()).required(List.of("choices")))
                .with("else", without("choices"));
    }

    private static JsonSchema outputs() {
        JsonSchema table = new JsonSchema(Map.of())
                .with("properties", Map.of("type", Map.of("const", "table")))
                .required(List.of("type"));
        return JsonSchema.map(OUTPUT.keys)
                .required(List.of("type", "doc"))
                .with("if", table)
                .with("then", new JsonSchema(Map.of()).required(List.of("fields")))
                .with("else", without("fields"));
    }

    private static JsonSchema without(String key) {
        return new JsonSchema(Map.of()).with("not", new JsonSchema(Map.of()).required(List.of(key)));
    }

    private static JsonSchema named(JsonSchema values) {
        return JsonSchema.mapOf(values)
                .with("propertyNames", JsonSchema.of("string").with("pattern", "^" + NAME + "$"));
    }

    private static JsonSchema alternatives() {
        return JsonSchema.listOf(NAMES.with("minItems", 2));
    }

    private static Map<String, JsonSchema> parameter() {
        Map<String, JsonSchema> keys = new LinkedHashMap<>();
        keys.put("type", JsonSchema.oneOf(words(ParameterType.values())).described("What it takes."));
        keys.put("required", FLAG.described("Whether a task must give it; default `false`."));
        keys.put("default", new JsonSchema(Map.of()).described("What holds where a task says nothing."));
        keys.put(
                "choices",
                JsonSchema.listOf(JsonSchema.of("string", "number", "boolean")).described("What an `enum` may be."));
        keys.put("doc", TEXT.described("What it means, as Markdown."));
        return keys;
    }

    private static Map<String, JsonSchema> output() {
        Map<String, JsonSchema> keys = new LinkedHashMap<>();
        keys.put("type", JsonSchema.oneOf(words(Output.Type.values())).described("What it is."));
        keys.put(
                "fields",
                JsonSchema.mapOf(JsonSchema.oneOf(words(Output.Type.ofFields())))
                        .described("The columns of a `table`, each with its type."));
        keys.put("doc", TEXT.described("What it means, as Markdown."));
        return keys;
    }
}
