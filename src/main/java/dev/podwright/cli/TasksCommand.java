package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import dev.podwright.report.ExitCode;
import dev.podwright.source.InvalidInputException;
import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.source.Suggestions;
import dev.podwright.tasktype.TaskType;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `podwright tasks [NAME]`: the task types there are, or the reference of some.
final class TasksCommand implements Command {
    @Parameter(description = "NAME")
    private List<String> names = new ArrayList<>();

    @ParametersDelegate
    private InventoryOptions options = new InventoryOptions();

    @Override
    public ExitCode run(Environment environment) {
        TaskTypeLibrary library = Inputs.library(PlaybookSource.NONE, options);
        Problems problems = new Problems();
        List<String> wanted = names.isEmpty() ? List.copyOf(library.names()) : names;
        List<TaskType> types = wanted.stream()
                .map(name -> find(library, name, problems))
                .flatMap(Optional::stream)
                .toList();
        if (names.isEmpty()) {
            int width = wanted.stream().mapToInt(String::length).max().orElse(0) + 2;
            types.forEach(type ->
                    environment.say(type.name() + " ".repeat(width - type.name().length()) + type.summary()));
        } else {
            types.forEach(type -> TaskReference.lines(type).forEach(environment::say));
        }
        problems.throwIfAny();
        return ExitCode.OK;
    }

    private static Optional<TaskType> find(TaskTypeLibrary library, String name, Problems problems) {
        if (!library.names().contains(name)) {
            throw new InvalidInputException(new Problem(
                    Location.named(name),
                    "there is no such task type",
                    Suggestions.didYouMean(name, library.names(), "podwright tasks lists them")));
        }
        return library.find(name, problems);
    }
}
