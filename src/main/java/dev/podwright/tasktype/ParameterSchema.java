package dev.podwright.tasktype;

import dev.podwright.source.JsonSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What [Conversions] takes for a parameter, as a JSON Schema; and text with an interpolation everywhere, since its
/// value shows only when the task runs.
public final class ParameterSchema {
    /// True or false as a text.
    public static final String YES_OR_NO =
            "^(?:" + "true|True|TRUE|yes|Yes|YES|on|On|ON|false|False|FALSE|no|No|NO|off|Off|OFF" + ")$";
    private static final String WHOLE = "^\\s*[-+]?\\d+\\s*$";
    private static final String NUMBER = "^\\s*[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?\\s*$";
    private static final String POSITIVE = "^\\s*\\+?(?:\\d+\\.?\\d*|\\.\\d+)\\s*$";
    private static final String DURATION =
            "^\\s*(?=\\S)(?:\\d+[dD])?\\s*(?:\\d+[hH])?\\s*(?:\\d+[mM])?\\s*(?:\\d+[sS]?)?\\s*$";
    private static final String SIZE = "^\\s*\\d+(?:\\.\\d+)? ?(?:[kKmMgGtTpP](?:[iI]?[bB])?|[bB])?\\s*$";
    private static final String PORTS = "\\d{1,6}(?:-\\d{1,6})?";
    private static final String CONTAINER_PORTS = PORTS + "(?:/(?:" + String.join("|", PortText.PROTOCOLS) + "))?";
    private static final String ADDRESS = "(?:\\[[^\\]]*\\]|[0-9.]+)";
    private static final String HOST_PORTS = "(?:" + PORTS + "|auto|same)?";
    private static final JsonSchema SCALAR = JsonSchema.of("string", "number", "boolean");

    private ParameterSchema() {}

    static JsonSchema of(Parameter parameter) {
        JsonSchema schema = of(parameter.type(), parameter.choices()).described(doc(parameter));
        return parameter
                .defaultValue()
                .filter(value -> isShown(parameter.type()))
                .map(value -> schema.with("default", value))
                .orElse(schema);
    }

    /// The converted value of other types looks otherwise than what is written in a playbook.
    private static boolean isShown(ParameterType type) {
        return !Set.of(ParameterType.PORT_MAPPING, ParameterType.SECRET).contains(type);
    }

    private static String doc(Parameter parameter) {
        String needed = parameter.required() ? "Required. " : "";
        return needed + parameter.doc();
    }

    public static JsonSchema of(ParameterType type) {
        return of(type, List.of());
    }

    private static JsonSchema of(ParameterType type, List<String> choices) {
        return switch (type) {
            case STRING, CONTENT, SECRET -> SCALAR;
            case LOCAL_FILE, LOCAL_TEMPLATE, LOCAL_TARGET -> SCALAR.with("pattern", "\\S");
            case ANY -> JsonSchema.of("string", "number", "boolean", "array", "object");
            case BOOL -> JsonSchema.of("boolean", "string").matching(YES_OR_NO);
            case INT -> JsonSchema.of("integer", "string").matching(WHOLE);
            case NUMBER -> JsonSchema.of("number", "string").matching(NUMBER);
            case ENUM -> JsonSchema.any(JsonSchema.oneOf(choices(choices)), JsonSchema.interpolated());
            case LIST -> JsonSchema.of("array", "string", "number", "boolean");
            case MAP -> JsonSchema.of("object", "string").matching();
            case PATH -> JsonSchema.of("string").matching("^/");
            case DURATION ->
                JsonSchema.of("integer", "string").with("minimum", 0).matching(DURATION);
            case SIZE -> JsonSchema.of("number", "string").with("minimum", 0).matching(SIZE);
            case CPUS ->
                JsonSchema.of("number", "string").with("exclusiveMinimum", 0).matching(POSITIVE);
            case GPUS -> gpus();
            case PORT_MAPPING -> ports();
            case VOLUME_MAPPING -> volumes();
        };
    }

    /// A fixed choice as YAML may have read it: `yes` as true, `2` as a number.
    private static List<Object> choices(List<String> choices) {
        List<Object> values = new ArrayList<>(choices);
        if (choices.stream().anyMatch(Conversions.YES::contains)) {
            values.add(true);
        }
        if (choices.stream().anyMatch(Conversions.NO::contains)) {
            values.add(false);
        }
        choices.stream()
                .filter(word -> word.matches("\\d{1,9}"))
                .map(Long::valueOf)
                .forEach(values::add);
        return values;
    }

    private static JsonSchema gpus() {
        String one = "(?:" + Gpus.ONE + ")";
        JsonSchema index = JsonSchema.of("integer").with("minimum", 0).with("maximum", 999);
        List<Object> words = new ArrayList<>(Gpus.WORDS);
        words.add(false);
        return JsonSchema.any(
                JsonSchema.oneOf(words),
                index,
                JsonSchema.of("string").matching("^\\s*(?:device=)?%1$s(?:,\\s*%1$s)*\\s*$".formatted(one)),
                JsonSchema.listOf(JsonSchema.any(index, JsonSchema.of("string").matching("^\\s*" + one + "\\s*$"))));
    }

    private static JsonSchema ports() {
        JsonSchema host = JsonSchema.of("string", "integer")
                .with("minimum", 0)
                .with("maximum", 65_535)
                .matching("^\\s*(?:%1$s:)?%2$s\\s*$".formatted(ADDRESS, HOST_PORTS), "^\\s*\\[[^\\]]*\\]\\s*$");
        JsonSchema map = JsonSchema.mapOf(host)
                .with("propertyNames", JsonSchema.of("string").matching("^" + CONTAINER_PORTS + "$"));
        JsonSchema docker = JsonSchema.of("string", "integer")
                .with("minimum", 1)
                .with("maximum", 65_535)
                .matching("^(?:%s:)?(?:%s:)?%s$".formatted(ADDRESS, HOST_PORTS, CONTAINER_PORTS));
        return JsonSchema.any(map, JsonSchema.listOf(JsonSchema.any(docker, map)), docker);
    }

    private static JsonSchema volumes() {
        JsonSchema target = JsonSchema.of("string").matching("^/[^:]*(?::[^:]*)?$");
        JsonSchema docker = JsonSchema.of("string").matching("^/[^:]*$", "^[^:]+:/[^:]*(?::[^:]*)?$");
        return JsonSchema.any(JsonSchema.mapOf(target), JsonSchema.listOf(docker), docker);
    }
}
