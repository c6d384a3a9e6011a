package dev.podwright.inventory;

import dev.podwright.source.JsonSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What [YamlInventoryReader] takes, as a JSON Schema for editors.
public final class InventorySchema {
    private static final String GROUP = "group";
    private static final String VARIABLES = "variables";

    private InventorySchema() {}

    public static String ofInventories() {
        Map<String, JsonSchema> definitions = new LinkedHashMap<>();
        definitions.put(GROUP, group());
        definitions.put(VARIABLES, variables());
        return JsonSchema.mapOf(orNothing(GROUP))
                .with("properties", Map.of("all", JsonSchema.defined(GROUP).keywords()))
                .document("Podwright inventory", definitions);
    }

    private static JsonSchema orNothing(String definition) {
        return JsonSchema.any(JsonSchema.defined(definition), JsonSchema.of("null"));
    }

    private static JsonSchema group() {
        Map<String, JsonSchema> sections = new LinkedHashMap<>();
        sections.put(
                YamlInventoryReader.HOSTS,
                JsonSchema.any(
                                JsonSchema.mapOf(orNothing(VARIABLES)),
                                JsonSchema.of("string", "number"),
                                JsonSchema.of("null"))
                        .described(
                                "The group's hosts, each with its variables: `gpu-01: {address: 192.0.2.11}`. Ranges:"
                                        + " `gpu-[01:16]`."));
        sections.put(
                YamlInventoryReader.CHILDREN,
                JsonSchema.any(JsonSchema.mapOf(orNothing(GROUP)), JsonSchema.of("null"))
                        .described("Groups whose hosts belong to this group too."));
        sections.put(
                YamlInventoryReader.VARS,
                orNothing(VARIABLES).described("Variables of all the group's hosts; a host's own win over them."));
        return JsonSchema.any(JsonSchema.map(sections), JsonSchema.of("null"));
    }

    private static JsonSchema variables() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (ConnectionVariable variable : ConnectionVariable.all()) {
            variable.names()
                    .forEach(name -> properties.put(name, variable.schema().keywords()));
        }
        return JsonSchema.of("object")
                .with("properties", properties)
                .with(
                        "propertyNames",
                        new JsonSchema(Map.of())
                                .with("not", JsonSchema.oneOf(List.copyOf(VariableSources.reserved()))));
    }
}
