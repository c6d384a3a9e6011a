package dev.podwright.tasktype;

import dev.podwright.source.JsonSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a task may give its task type, as a JSON Schema with the whole reference in it.
///
/// @param type whose manifest says all of it
/// @param variableName which names a type takes that takes parameters of any name
public record TaskTypeSchema(TaskType type, JsonSchema variableName) {
    /// One expression and nothing else: it may turn out to be null, which counts as not given.
    private static final JsonSchema EXPRESSION = JsonSchema.of("string").with("pattern", "^\\s*\\[=[\\s\\S]*\\]\\s*$");

    /// A map of parameters; or one value for the main parameter, or nothing, where that is enough.
    public JsonSchema schema() {
        List<JsonSchema> forms = new ArrayList<>(List.of(parameters()));
        mainAlone()
                .map(main -> ParameterSchema.of(main).with("not", JsonSchema.of("object")))
                .ifPresent(forms::add);
        if (isEnough(List.of())) {
            forms.add(JsonSchema.of("null"));
        }
        JsonSchema schema = forms.size() == 1 ? forms.getFirst() : JsonSchema.combined("anyOf", forms);
        return schema.described(TaskTypeText.of(type));
    }

    private JsonSchema parameters() {
        Map<String, JsonSchema> properties = new LinkedHashMap<>();
        type.parameters().forEach(parameter -> properties.put(parameter.name(), ParameterSchema.of(parameter)));
        JsonSchema map = JsonSchema.map(properties)
                .required(type.parameters().stream()
                        .filter(Parameter::required)
                        .map(Parameter::name)
                        .toList())
                .also(type.alternatives().stream()
                        .flatMap(alternatives -> rules(alternatives).stream())
                        .toList());
        return type.acceptsAny() ? map.with("additionalProperties", true).with("propertyNames", anyName()) : map;
    }

    /// Its own parameters, and names that a variable can have.
    private JsonSchema anyName() {
        List<String> own = type.parameters().stream().map(Parameter::name).toList();
        return own.isEmpty() ? variableName : JsonSchema.any(JsonSchema.oneOf(own), variableName);
    }

    /// One at least where one is required, and no two of which both are certain to be given.
    private static List<JsonSchema> rules(Alternatives alternatives) {
        List<JsonSchema> rules = new ArrayList<>();
        List<String> names = alternatives.names();
        if (alternatives.required()) {
            rules.add(JsonSchema.combined(
                    "anyOf", names.stream().map(TaskTypeSchema::given).toList()));
        }
        for (int first = 0; first < names.size(); first++) {
            for (int second = first + 1; second < names.size(); second++) {
                rules.add(not(certain(names.get(first), names.get(second))));
            }
        }
        return rules;
    }

    private static JsonSchema given(String name) {
        return new JsonSchema(Map.of()).required(List.of(name));
    }

    private static JsonSchema certain(String first, String second) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(first, not(EXPRESSION).keywords());
        properties.put(second, not(EXPRESSION).keywords());
        return new JsonSchema(Map.of()).required(List.of(first, second)).with("properties", properties);
    }

    private static JsonSchema not(JsonSchema schema) {
        return new JsonSchema(Map.of()).with("not", schema);
    }

    /// The main parameter, where a task may give it alone.
    private Optional<Parameter> mainAlone() {
        return type.mainParameter().filter(main -> isEnough(List.of(main.name())));
    }

    private boolean isEnough(List<String> given) {
        return type.parameters().stream().allMatch(p -> !p.required() || given.contains(p.name()))
                && type.alternatives().stream()
                        .allMatch(alternatives -> !alternatives.required()
                                || alternatives.names().stream().anyMatch(given::contains));
    }
}
