package dev.podwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.source.Problems;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `docs/reference/` is what the program itself says; `-Dgolden=write` rewrites it.
class ReferenceTest {
    private static final Path FOLDER = Path.of("docs/reference");
    private static final boolean WRITE = "write".equals(System.getProperty("golden"));

    @ParameterizedTest
    @ValueSource(strings = {"keywords", "variables", "command-line", "task-types"})
    void thePagesAreCurrent(String page) throws IOException {
        String text = "<!-- Made by ReferenceTest; -Dgolden=write makes it anew. -->\n" + text(page);
        Path file = FOLDER.resolve(page + ".md");
        if (WRITE) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, text);
        }
        assertThat(Files.readString(file)).isEqualTo(text);
    }

    private static String text(String page) {
        return switch (page) {
            case "command-line" -> commandLine();
            case "task-types" -> taskTypes();
            default -> {
                FakeEnvironment podwright = new FakeEnvironment();
                podwright.run("help", page);
                yield podwright.out();
            }
        };
    }

    private static String commandLine() {
        StringBuilder text = new StringBuilder("# The command line\n");
        Arrays.stream(CommandName.values())
                .forEach(name -> text.append("\n## %s\n\n```\n%s```\n".formatted(name.word(), Help.of(name))));
        return text.toString();
    }

    /// `podwright tasks NAME` and the manifests say all the rest.
    private static String taskTypes() {
        List<String> lines = new ArrayList<>(List.of(
                "# Task types",
                "",
                "`podwright tasks NAME` is the whole reference of one: parameters, outputs, facts, examples.",
                "",
                "| task type | |",
                "|---|---|"));
        TaskTypeLibrary library = TaskTypeLibrary.of(List.of());
        for (String name : library.names()) {
            library.find(name, new Problems())
                    .ifPresent(type -> lines.add(
                            "| [`%1$s`](../../templates/%1$s/task.yml) | %2$s |".formatted(name, type.summary())));
        }
        return String.join("\n", lines) + "\n";
    }
}
