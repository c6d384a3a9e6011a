package dev.podwright.tasktype;

import dev.podwright.source.Problems;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Finds task types: in the given folders, first to last, then among the built-in ones. A file in an earlier folder
/// replaces only itself. Task types are read when first asked for. Thread-safe.
public final class TaskTypeLibrary {
    private TaskTypeLibrary() {}

    /// @param folders template folders in the order to search; folders that don't exist are passed over
    public static TaskTypeLibrary of(List<Path> folders) {
        throw new UnsupportedOperationException("tasktype/TaskTypeLibrary is being written");
    }

    /// The task type of that name; what is wrong with its manifest or templates is added to the problems (each once).
    public Optional<TaskType> find(String name, Problems problems) {
        throw new UnsupportedOperationException("tasktype/TaskTypeLibrary is being written");
    }

    /// The names of all task types, sorted.
    public Collection<String> names() {
        throw new UnsupportedOperationException("tasktype/TaskTypeLibrary is being written");
    }

    /// The text of a shell library (`lib/NAME.sh`).
    public Optional<dev.podwright.source.SourceFile> shellLibrary(String name) {
        throw new UnsupportedOperationException("tasktype/TaskTypeLibrary is being written");
    }
}
