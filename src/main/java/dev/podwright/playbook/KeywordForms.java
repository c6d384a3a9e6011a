package dev.podwright.playbook;

import dev.podwright.playbook.Keyword.Form;
import dev.podwright.source.JsonSchema;
import dev.podwright.tasktype.ParameterSchema;
import dev.podwright.tasktype.ParameterType;
import java.util.List;
import java.util.Map;

/// What keywords take.
final class KeywordForms {
    static final String STEPS_DEFINITION = "steps";
    static final String HANDLERS_DEFINITION = "handlers";

    private static final JsonSchema NOTHING = JsonSchema.of("null");
    private static final JsonSchema SCALAR = JsonSchema.of("string", "number", "boolean");

    /// Known when the file is read, so without interpolations.
    private static final String FIXED = "^(?![\\s\\S]*\\[=)";

    private static final JsonSchema FIXED_TEXT = SCALAR.with("pattern", FIXED);

    static final Form TEXT = new Form("text", SCALAR);
    static final Form VALUE = new Form("any value", JsonSchema.of("string", "number", "boolean", "array", "object"));
    static final Form STRING = of("text", ParameterType.STRING);
    static final Form BOOL = of("true or false", ParameterType.BOOL);
    static final Form DURATION = of("a duration: seconds, or such as `90s`, `5m`", ParameterType.DURATION);
    static final Form FLAG = new Form(
            "true or false, as a fixed value",
            JsonSchema.of("boolean", "string").with("pattern", ParameterSchema.YES_OR_NO));
    static final Form COUNT =
            new Form("a whole number", ParameterSchema.of(ParameterType.INT).with("minimum", 0));
    static final Form PORT = new Form(
            "a number from 1 to 65535",
            ParameterSchema.of(ParameterType.INT).with("minimum", 1).with("maximum", 65_535));
    static final Form PERCENT = new Form(
            "a whole number from 0 to 100",
            JsonSchema.of("integer", "string")
                    .with("minimum", 0)
                    .with("maximum", 100)
                    .with("pattern", "^\\s*\\+?\\d+\\s*$"));
    static final Form BATCHES = new Form(
            "a number of hosts, a percentage, or a list of them",
            oneOrMore(JsonSchema.of("integer", "string").with("minimum", 1).with("pattern", "^0*[1-9][0-9]*%?$")));
    static final Form CONDITION = new Form("an expression, or a list of expressions that must all hold", condition());
    static final Form NAME = new Form("a name", JsonSchema.any(FIXED_TEXT, JsonSchema.listOf(FIXED_TEXT)));
    static final Form NAMES = new Form("a name, or a list of names", optional(oneOrMore(FIXED_TEXT)));
    static final Form TEXTS = new Form("a text, or a list of texts", optional(oneOrMore(SCALAR)));
    static final Form PATTERNS = new Form("a pattern, or a list of patterns", oneOrMore(SCALAR));
    static final Form VARIABLE_NAME = new Form("a variable's name", variableName());
    static final Form VARIABLES = new Form("a map", optional(variables()));
    static final Form ENVIRONMENT = new Form("a map of texts", optional(environment()));
    static final Form STEPS = new Form("a list of tasks", JsonSchema.defined(STEPS_DEFINITION));
    static final Form HANDLERS = new Form("a list of handlers", JsonSchema.defined(HANDLERS_DEFINITION));
    static final Form LOOP = new Form(
            "a list, or an expression that gives one",
            JsonSchema.of("array", "string").matching());
    static final Form FILE = new Form(
            "a file's name",
            JsonSchema.any(
                    FIXED_TEXT, JsonSchema.map(Map.of("file", FIXED_TEXT)).required(List.of("file"))));

    private KeywordForms() {}

    private static Form of(String words, ParameterType type) {
        return new Form(words, ParameterSchema.of(type));
    }

    /// One of some words.
    ///
    /// @param fixed whether it must be known when the file is read
    static Form choice(boolean fixed, List<String> words) {
        JsonSchema schema = JsonSchema.oneOf(words);
        return new Form(
                "`" + String.join("`, `", words) + "`",
                fixed ? schema : JsonSchema.any(schema, JsonSchema.interpolated()));
    }

    /// A map of other keywords, or nothing.
    static Form mapOf(KnownKeys keywords) {
        return new Form("a map", optional(PlaybookSchema.properties(keywords)));
    }

    static Form listOf(KnownKeys keywords, String required) {
        return new Form(
                "a list of maps",
                optional(JsonSchema.listOf(PlaybookSchema.properties(keywords).required(List.of(required)))));
    }

    private static JsonSchema oneOrMore(JsonSchema one) {
        return JsonSchema.any(one, JsonSchema.listOf(one));
    }

    /// A key that was written without a value.
    private static JsonSchema optional(JsonSchema schema) {
        return JsonSchema.any(schema, NOTHING);
    }

    private static JsonSchema condition() {
        JsonSchema one = JsonSchema.of("string", "boolean")
                .with("pattern", "^(?!\\s*(?:\\[=|\\{\\{)[\\s\\S]*(?:\\]|\\}\\})\\s*$)");
        return oneOrMore(one);
    }

    private static JsonSchema variableName() {
        String refused = String.join("|", VariableNames.refused());
        return JsonSchema.of("string").with("pattern", "^(?!(?:" + refused + ")$)[A-Za-z_][A-Za-z0-9_]*$");
    }

    private static JsonSchema variables() {
        return JsonSchema.of("object").with("propertyNames", variableName());
    }

    private static JsonSchema environment() {
        return JsonSchema.mapOf(JsonSchema.of("string", "number", "boolean", "null"))
                .with("propertyNames", JsonSchema.of("string").with("pattern", "^[A-Za-z_][A-Za-z0-9_]*$"));
    }
}
