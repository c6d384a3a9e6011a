package dev.podwright.tasktype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import dev.podwright.template.ShellTrace;
import dev.podwright.template.Shells;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every task type is sound, and renders exactly what its cases say. `-Dgolden=write` accepts what is rendered
/// now.
class TaskTypeCasesTest {
    private static final Path TEMPLATES = Path.of("templates");
    private final TaskTypeLibrary library = TaskTypeLibrary.of(List.of(TEMPLATES));

    @TestFactory
    List<DynamicTest> everyTaskTypeIsSoundAndHasACase() {
        return library.names().stream()
                .map(name -> dynamicTest(name, () -> {
                    TaskType type = find(name);
                    if (!type.onController()) {
                        assertThat(cases(name))
                                .as("golden cases in templates/%s/cases", name)
                                .isNotEmpty();
                    }
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> rendersWhatItsCasesSay() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String name : library.names()) {
            for (Path path : cases(name)) {
                tests.add(dynamicTest(name + "/" + path.getFileName(), () -> check(find(name), path)));
            }
        }
        return tests;
    }

    @TestFactory
    List<DynamicTest> shellLibrariesAreSound() throws IOException {
        return files(TEMPLATES.resolve("lib"), ".sh").stream()
                .map(path -> dynamicTest(path.getFileName().toString(), () -> {
                    String text = SourceFile.read(path).text();
                    assertParses(text);
                    assertParses(ShellTrace.traced(text, "lib/test"));
                }))
                .toList();
    }

    private TaskType find(String name) {
        Problems problems = new Problems();
        var type = library.find(name, problems);
        problems.throwIfAny();
        return type.orElseThrow();
    }

    private static void check(TaskType type, Path path) {
        GoldenCase golden = GoldenCase.read(type, path);
        String expectedError = golden.expected("error").strip();
        if (!expectedError.isEmpty()) {
            assertThat(golden.error()).as(path.toString()).contains(expectedError);
            return;
        }
        if ("write".equals(System.getProperty("golden"))) {
            golden.rewrite();
            golden = GoldenCase.read(type, path);
        }
        for (var script : golden.scripts().entrySet()) {
            assertThat(script.getValue())
                    .as("%s of %s (-Dgolden=write accepts it)", script.getKey(), path)
                    .isEqualTo(golden.expected(script.getKey()));
            assertParses(script.getValue());
        }
        golden.tracedScripts().values().forEach(TaskTypeCasesTest::assertParses);
    }

    private static void assertParses(String script) {
        for (Shells shell : Shells.installed()) {
            assertThat(shell.syntaxErrors(script)).isEmpty();
        }
    }

    private static List<Path> cases(String name) throws IOException {
        return files(TEMPLATES.resolve(name).resolve("cases"), ".yml");
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }
}
