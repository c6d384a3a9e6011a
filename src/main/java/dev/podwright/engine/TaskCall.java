package dev.podwright.engine;

import dev.podwright.playbook.Keywords;
import dev.podwright.playbook.Task;
import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.tasktype.Arguments;
import dev.podwright.tasktype.TaskType;
import dev.podwright.tasktype.TaskTypeLibrary;
import dev.podwright.template.ValueTemplate;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One task type with its arguments, as a program asks for it instead of a playbook.
///
/// @param type the task type's name, such as `run_container`
/// @param arguments by parameter name; values of the kinds that [dev.podwright.source.YamlNode] lists, taken as they
///     are: no expression in them is live
public record TaskCall(String type, Map<String, Object> arguments) {

    public TaskCall {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    /// The same as a task of a play. What doesn't fit the task type is added to the problems.
    Optional<Task> task(TaskTypeLibrary library, Problems problems) {
        Location place = Location.named(type);
        Optional<TaskType> found = library.find(type, problems);
        if (found.isEmpty()) {
            problems.add(place, "there is no task type \"" + type + "\"", "");
        }
        return found.map(known -> {
            Arguments.of(known, arguments, _ -> place, place, problems);
            return task(known, place);
        });
    }

    private Task task(TaskType known, Location place) {
        Map<String, ValueTemplate> values = new LinkedHashMap<>();
        arguments.forEach((name, value) -> values.put(name, ValueTemplate.constant(value, place)));
        return new Task(
                place,
                ValueTemplate.constant(type, place),
                known,
                place,
                values,
                Keywords.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Path.of(""));
    }
}
