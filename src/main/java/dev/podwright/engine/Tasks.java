package dev.podwright.engine;

import dev.podwright.playbook.Task;
import java.util.Optional;

/// What holds for tasks before any host.
final class Tasks {
    private Tasks() {}

    /// Its name as written, or its type's.
    static String plainName(Task task) {
        return Optional.of(task.name().node().toValue().toString())
                .filter(name -> !name.isEmpty())
                .orElse(task.type().name());
    }
}
