package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import dev.podwright.report.ExitCode;
import dev.podwright.source.SourceFile;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// `podwright templates`: which templates there are and which of them are customized; `podwright templates eject NAME…`
/// copies built-in ones out.
final class TemplatesCommand implements Command {
    private static final String EJECT = "eject";
    private static final String LIST = "list";

    @Parameter(description = "[list | eject NAME…]")
    private List<String> words = new ArrayList<>();

    @Parameter(
            names = {"--to"},
            placeholder = "DIR",
            description = "where eject copies to; templates/ beside a playbook is searched by itself,"
                    + " another folder where --templates names it")
    private String folder = "templates";

    @Parameter(
            names = {"--force"},
            description = "let eject replace files that are there, and what was changed in them")
    private boolean force;

    @ParametersDelegate
    private TemplateOptions options = new TemplateOptions();

    @Override
    public ExitCode run(Environment environment) {
        String first = words.isEmpty() ? LIST : words.getFirst();
        List<String> names = words.stream().skip(1).toList();
        switch (first) {
            case LIST -> list(environment, names);
            case EJECT -> eject(environment, names);
            default ->
                throw new UsageException(
                        "podwright templates can't \"" + first + "\"", "list them, or eject NAME… to customize some");
        }
        return ExitCode.OK;
    }

    /// One line a file: where the one that counts is.
    private void list(Environment environment, List<String> names) {
        if (!names.isEmpty()) {
            throw new UsageException("\"" + names.getFirst() + "\" is one argument too many", "");
        }
        TaskTypeLibrary library = options.library(List.of());
        SortedMap<String, SourceFile> builtIn = library.builtInFiles();
        int width = builtIn.keySet().stream().mapToInt(String::length).max().orElse(0) + 2;
        builtIn.forEach((path, file) -> {
            SourceFile counting = library.file(path).orElse(file);
            String place = counting.equals(file) ? "built-in" : counting.name();
            environment.say(path + " ".repeat(width - path.length()) + place);
        });
    }

    private void eject(Environment environment, List<String> names) {
        if (names.isEmpty()) {
            throw new UsageException(
                    "eject needs the name of a task type, or of one file",
                    "such as run_container, run_container/apply.sh.ftl or lib/docker.sh");
        }
        TemplateEjection ejection = new TemplateEjection(TaskTypeLibrary.of(List.of()), Path.of(folder), force);
        ejection.eject(names).forEach(written -> environment.say("wrote " + written));
    }
}
