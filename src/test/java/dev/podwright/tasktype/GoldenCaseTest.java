package dev.podwright.tasktype;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenCaseTest {
    @TempDir
    private Path folder;

    @Test
    void rewritesTheScriptsAndNothingElse() throws IOException {
        TaskType type = type("a [=name] [=src.path] [=facts.os] [=host.name]\n\n  b\n");
        String given = """
            # A remark.
            parameters:
              name: it's   # who
              src: {path: /x}

            facts: {os: debian}
            """;
        GoldenCase golden = read(type, given + "check: |\n  old\n\n  text\napply: x\n");
        golden.rewrite();
        assertThat(golden.path()).hasContent(given + """
            check: |
              a 'it'\\''s' '/x' 'debian' 'host-01'

                b
            """);
        GoldenCase again = GoldenCase.read(type, golden.path());
        assertThat(again.expected("check")).isEqualTo(again.scripts().get("check"));
    }

    @Test
    void keepsScriptsWithOddEndsExactly() throws IOException {
        for (String script : List.of("a", "a\n\n\n", "\n  a\n", "  a\n b", "\n", "\ta\n")) {
            TaskType type = type(script);
            GoldenCase golden = read(type, "parameters: {name: x, src: {path: y}}\n");
            golden.rewrite();
            assertThat(GoldenCase.read(type, golden.path()).expected("check")).isEqualTo(script);
        }
    }

    @Test
    void showsTheErrorThatIsExpected() throws IOException {
        TaskType type = type("a [=nmae]\n");
        assertThat(read(type, "parameters: {name: x}\n").error()).contains("did you mean \"name\"?");
        assertThat(read(type, "parameters: {}\n").error()).contains("t needs \"name\"");
    }

    private GoldenCase read(TaskType type, String text) throws IOException {
        return GoldenCase.read(type, Files.writeString(folder.resolve("case.yml"), text));
    }

    private TaskType type(String check) throws IOException {
        Path home = Files.createDirectories(folder.resolve("t"));
        Files.writeString(home.resolve("task.yml"), """
            summary: x
            parameters:
              name: {type: string, required: true, doc: x}
              src: {type: local_file, doc: x}
            """);
        Files.writeString(home.resolve("check.sh.ftl"), check);
        Problems problems = new Problems();
        var type = TaskTypeLibrary.of(List.of(folder)).find("t", problems);
        problems.throwIfAny();
        return type.orElseThrow();
    }
}
