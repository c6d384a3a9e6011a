package dev.podwright.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.tasktype.TaskType;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The examples of the built-in task types are what their users copy: each is a playbook without problems.
class BuiltInTaskTypesTest {
    /// What the examples notify.
    private static final String HANDLERS = "  handlers:\n    - {name: Restart docker, debug: {}}\n";

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> takesEveryExample() {
        TaskTypeLibrary library = TaskTypeLibrary.of(List.of());
        return library.names().stream()
                .flatMap(name -> library.find(name, new Problems()).stream())
                .flatMap(type -> IntStream.range(0, type.examples().size())
                        .mapToObj(number -> DynamicTest.dynamicTest(
                                type.name() + " " + (number + 1), () -> read(type, number, library))));
    }

    private void read(TaskType type, int number, TaskTypeLibrary library) throws IOException {
        Path playbook = folder.resolve(type.name() + number + ".yml");
        String tasks = type.examples().get(number).indent(4);
        Files.createDirectories(folder.resolve("templates"));
        Files.writeString(folder.resolve("templates/daemon.json.ftl"), "{}");
        Files.writeString(playbook, "- hosts: all\n  tasks:\n" + tasks + HANDLERS);
        Problems problems = new Problems();
        PlaybookReader.read(playbook, library, problems);
        assertThat(problems.sorted()).extracting(Problem::render).isEmpty();
    }
}
