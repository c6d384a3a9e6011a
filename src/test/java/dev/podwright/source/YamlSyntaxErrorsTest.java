package dev.podwright.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class YamlSyntaxErrorsTest {
    private static final Path CASES = Path.of("src/test/resources/yaml-mistakes.txt");

    /// Each case: what was written, and what Podwright says to it.
    @TestFactory
    Stream<DynamicTest> explainsTheUsualMistakes() throws IOException {
        return Arrays.stream(Files.readString(CASES).split("\n*-----\n"))
                .map(written -> written.split("\n=>\n"))
                .map(parts -> DynamicTest.dynamicTest(
                        parts[0], () -> assertThat(problemsOf(parts[0])).isEqualTo(parts[1].stripTrailing())));
    }

    private static String problemsOf(String text) {
        Problems problems = new Problems();
        Yaml.read(new SourceFile("test.yml", text + "\n"), problems);
        return problems.sorted().stream().map(Problem::render).collect(Collectors.joining("\n"));
    }
}
