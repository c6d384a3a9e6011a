package dev.podwright.engine;

import dev.podwright.inventory.Host;
import dev.podwright.inventory.Inventory;
import dev.podwright.source.Problems;
import dev.podwright.source.YamlNode;
import dev.podwright.template.ValueTemplate;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// An inventory's variables with their expressions compiled, each source once however many hosts share it.
final class CompiledVariables {
    private final Map<YamlNode.Mapping, Map<String, ValueTemplate>> bySource =
            Collections.synchronizedMap(new IdentityHashMap<>());

    /// A host's variables, those of lower levels having been overridden.
    Map<String, ValueTemplate> of(Inventory inventory, Host host, Problems problems) {
        Map<String, ValueTemplate> merged = new LinkedHashMap<>();
        for (Host.VariableSource source : inventory.variableSources(host)) {
            merged.putAll(compile(source.values(), problems));
        }
        return merged;
    }

    /// A mapping's values, compiled.
    Map<String, ValueTemplate> compile(YamlNode.Mapping values, Problems problems) {
        return bySource.computeIfAbsent(values, mapping -> {
            Map<String, ValueTemplate> compiled = new LinkedHashMap<>();
            mapping.entries()
                    .forEach(entry -> compiled.put(entry.name(), ValueTemplate.compile(entry.value(), problems)));
            return compiled;
        });
    }
}
