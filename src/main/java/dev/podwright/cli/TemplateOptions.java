package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Where task types are looked for.
final class TemplateOptions {
    @Parameter(
            names = {"--templates"},
            category = "Input",
            splitter = Whole.class,
            placeholder = "DIR",
            description = "a folder of task types, searched before the built-in ones; may be repeated")
    private List<String> folders = new ArrayList<>();

    /// @param first folders that come before those named
    TaskTypeLibrary library(List<Path> first) {
        return TaskTypeLibrary.of(
                Stream.concat(first.stream(), folders.stream().map(Path::of)).toList());
    }
}
