package dev.podwright.engine;

import dev.podwright.template.Scope;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The names a snippet can use.
record SnippetScope(Map<String, Object> arguments, Scope variables, Map<String, Object> run) implements Scope {

    @Override
    public Optional<Object> get(String name) {
        return switch (name) {
            case "facts", "host" -> variables.get(name);
            case "run" -> Optional.of(run);
            default -> Optional.ofNullable(arguments.get(name));
        };
    }

    @Override
    public Collection<String> names() {
        Collection<String> names = new TreeSet<>(arguments.keySet());
        names.add("facts");
        names.add("host");
        names.add("run");
        return names;
    }
}
