package dev.podwright.engine;

import dev.podwright.template.Scope;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The names a snippet can use. A parameter may be called `host` and hides the host then; `facts` and `run` can't be
/// hidden.
record SnippetScope(Map<String, Object> arguments, Scope variables, Map<String, Object> run) implements Scope {

    @Override
    public Optional<Object> get(String name) {
        return switch (name) {
            case "facts" -> variables.get(name);
            case "run" -> Optional.of(run);
            case "host" -> Optional.ofNullable(arguments.get(name)).or(() -> variables.get(name));
            default -> Optional.ofNullable(arguments.get(name));
        };
    }

    @Override
    public boolean isUnknown(String fact) {
        return variables.isUnknown(fact);
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
