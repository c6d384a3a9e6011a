package dev.podwright.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.inventory.Inventory;
import dev.podwright.source.InvalidInputException;
import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import dev.podwright.tasktype.TaskTypeLibrary;
import dev.podwright.template.ShellTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What operators get wrong, and what they are told. Each folder `bad-input/<kind>/<case>` holds the input and the
/// problems expected of it, word for word; `-Dgolden=write` rewrites them.
class BadInputTest {
    private static final Path CASES = Path.of("src/test/resources/bad-input");
    private static final Path TASK_TYPES = Path.of("src/test/resources/task-types");
    private static final boolean WRITE = "write".equals(System.getProperty("golden"));

    @TestFactory
    Stream<DynamicTest> tellsWhereWhatAndWhatToDo() throws IOException {
        return folders(CASES).stream().flatMap(kind -> {
            List<Path> cases = folders(kind);
            assertThat(cases).as("cases in %s", kind).isNotEmpty();
            return cases.stream()
                    .map(folder -> DynamicTest.dynamicTest(
                            CASES.relativize(folder).toString(), folder.toUri(), () -> check(folder)));
        });
    }

    private static List<Path> folders(Path parent) {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(Path folder) throws IOException {
        Path expected = folder.resolve("expected.txt");
        String told = shown(problems(folder), folder);
        assertThat(told).as("an input without problems").isNotBlank();
        if (WRITE) {
            Files.writeString(expected, told);
        }
        assertThat(told).isEqualTo(Files.readString(expected));
    }

    private static List<Problem> problems(Path folder) throws IOException {
        Problems problems = new Problems();
        try {
            switch (CASES.relativize(folder).getName(0).toString()) {
                case "playbook" -> readPlaybooks(folder, problems);
                case "inventory" -> readInventory(folder, problems);
                case "manifest" -> readManifest(folder, problems);
                case "template" -> compileTemplates(folder, problems);
                default -> throw new IllegalArgumentException("unknown kind: " + folder);
            }
        } catch (InvalidInputException e) {
            return e.problems();
        }
        return Stream.concat(problems.sorted().stream(), problems.warnings().stream())
                .toList();
    }

    /// All playbooks of the folder, as given on one command line.
    private static void readPlaybooks(Path folder, Problems problems) throws IOException {
        TaskTypeLibrary library = TaskTypeLibrary.of(List.of(TASK_TYPES));
        List<Path> playbooks = files(folder, "site*.yml");
        assertThat(playbooks).isNotEmpty();
        playbooks.forEach(playbook -> PlaybookReader.read(playbook, library, problems));
    }

    /// All inventories of the folder; `pattern.txt` holds a pattern to match.
    private static void readInventory(Path folder, Problems problems) throws IOException {
        List<String> sources =
                files(folder, "hosts*").stream().map(Path::toString).toList();
        Inventory inventory = Inventory.read(sources, List.of(), problems);
        Path pattern = folder.resolve("pattern.txt");
        if (Files.exists(pattern)) {
            inventory.match(Files.readString(pattern).strip(), Location.named("--limit"), problems);
        }
    }

    /// The task type `broken` of the folder.
    private static void readManifest(Path folder, Problems problems) {
        TaskTypeLibrary.of(List.of(folder)).find("broken", problems);
    }

    private static void compileTemplates(Path folder, Problems problems) throws IOException {
        for (Path template : files(folder, "*.sh.ftl")) {
            ShellTemplate.compile(SourceFile.read(template), "case/apply", problems);
        }
    }

    private static List<Path> files(Path folder, String glob) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
            return StreamSupport.stream(found.spliterator(), false).sorted().toList();
        }
    }

    private static String shown(List<Problem> problems, Path folder) {
        return problems.stream()
                .map(Problem::render)
                .collect(Collectors.joining("\n", "", "\n"))
                .replace(folder + "/", "");
    }
}
