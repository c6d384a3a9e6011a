package dev.podwright.engine;

import dev.podwright.playbook.Task;
import java.util.Locale;
import java.util.Optional;

/// What a `meta` task asks of the engine.
enum MetaAction {
    FLUSH_HANDLERS,
    END_HOST,
    END_BATCH,
    END_PLAY,
    RESET_CONNECTION,
    NOOP;

    static final String TYPE = "meta";

    /// Empty for tasks of other types.
    static Optional<MetaAction> of(Task task) {
        return Optional.of(task)
                .filter(declared -> declared.type().name().equals(TYPE))
                .map(declared -> declared.arguments().get("action"))
                .map(action -> valueOf(action.node().toValue().toString().toUpperCase(Locale.ROOT)));
    }

    /// As it stands in a playbook.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
