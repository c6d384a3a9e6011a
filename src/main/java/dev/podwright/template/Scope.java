package dev.podwright.template;

import dev.podwright.source.Secret;
import dev.podwright.source.Vault;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// The names an expression can use. Values are of the kinds that [dev.podwright.source.YamlNode] lists.
public interface Scope {

    /// The value of a name, or empty where there is none.
    ///
    /// @throws PendingValueException where the name is known but its value isn't yet, as the result of a task
    ///     still under way
    Optional<Object> get(String name);

    /// All names there are, for "did you mean".
    Collection<String> names();

    /// What opens values that stand encrypted in a file.
    default Vault vault() {
        return Vault.LOCKED;
    }

    /// What `lookup(…)` finds.
    default Lookups lookups() {
        return Lookups.NONE;
    }

    /// Whether a plan can't know a fact, since only an apply would give it: what `is_unknown("name")` asks.
    /// Reading such a fact raises [PendingValueException].
    ///
    /// @throws PendingValueException where a task under way will tell
    default boolean isUnknown(String fact) {
        return false;
    }

    /// Hears of each secret that becomes a part of a longer one: it may be seen again without the rest.
    default void learn(Secret part) {}

    /// Whether the name is a task type's parameter, given or not: then no function is meant by it.
    default boolean declares(String name) {
        return false;
    }

    /// A scope of fixed values.
    static Scope of(Map<String, Object> values) {
        return new Scope() {
            @Override
            public Optional<Object> get(String name) {
                return Optional.ofNullable(values.get(name));
            }

            @Override
            public Collection<String> names() {
                return values.keySet();
            }
        };
    }
}
