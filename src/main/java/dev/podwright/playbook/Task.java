package dev.podwright.playbook;

import dev.podwright.source.Location;
import dev.podwright.tasktype.TaskType;
import dev.podwright.template.Expression;
import dev.podwright.template.ValueTemplate;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One use of a task type.
///
/// @param name as given, else the task type's name; may hold interpolations
/// @param location of the task's first character; `typeLocation` is where the task type's name stands
/// @param arguments by parameter name, in the order written; constant ones have been checked against the parameter's
/// type
/// @param listen what a handler answers to beside its name
/// @param folder of the file that the task stands in: where its relative local files are looked for
public record Task(
        Location location,
        ValueTemplate name,
        TaskType type,
        Location typeLocation,
        Map<String, ValueTemplate> arguments,
        Keywords keywords,
        Optional<Loop> loop,
        Optional<String> register,
        Optional<Retry> retry,
        List<Expression> changedWhen,
        List<Expression> failedWhen,
        List<String> listen,
        Path folder)
        implements Step {
    public Task {
        arguments = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
        changedWhen = List.copyOf(changedWhen);
        failedWhen = List.copyOf(failedWhen);
        listen = List.copyOf(listen);
    }

    /// Whether it has a name of its own: without one it is called after its type.
    public boolean isNamed() {
        return !name.location().equals(location);
    }

    /// This task with the keywords of a block around it.
    Task within(Keywords outer) {
        return new Task(
                location,
                name,
                type,
                typeLocation,
                arguments,
                outer.around(keywords),
                loop,
                register,
                retry,
                changedWhen,
                failedWhen,
                listen,
                folder);
    }

    /// `loop` and `loop_control`.
    ///
    /// @param variable the item's name, `item` unless said otherwise
    /// @param indexVariable empty where none is wanted
    public record Loop(
            ValueTemplate items,
            String variable,
            String indexVariable,
            Optional<ValueTemplate> label,
            Optional<ValueTemplate> pause) {}

    /// `until`, `retries` (after the first try) and `delay` (seconds between tries).
    ///
    /// @param until conditions that must all hold; where there are none, until the task doesn't fail
    public record Retry(List<Expression> until, ValueTemplate retries, ValueTemplate delay) {
        public Retry {
            until = List.copyOf(until);
        }
    }
}
