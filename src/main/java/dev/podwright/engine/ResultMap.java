package dev.podwright.engine;

import dev.podwright.template.PendingValueException;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A map some of whose entries can't be known, as the result of a task that a plan didn't apply: asking for one of
/// those, or for all of them, says so instead of "there is none".
final class ResultMap extends AbstractMap<String, Object> {
    private final String name;
    private final Map<String, Object> known;
    private final Set<String> unknown;

    /// @param name what the playbook calls the map, for the message
    ResultMap(String name, Map<String, Object> known, Set<String> unknown) {
        this.name = name;
        this.known = new LinkedHashMap<>(known);
        this.unknown = Set.copyOf(unknown);
    }

    @Override
    public @Nullable Object get(Object key) {
        if (unknown.contains(key)) {
            throw new PendingValueException(name + "." + key);
        }
        return known.get(key);
    }

    @Override
    public boolean containsKey(Object key) {
        return unknown.contains(key) || known.containsKey(key);
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        if (!unknown.isEmpty()) {
            throw new PendingValueException(name);
        }
        return known.entrySet();
    }
}
