package dev.podwright.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a start loads: each class takes its time, and a library that a command doesn't need takes most of it.
@Timeout(120)
class StartTest {
    /// The JDK's own classes vary from one of its releases to the next.
    private static final double SLACK = 0.1;

    @TempDir
    Path folder;

    @Test
    void tellingTheVersionLoadsNoLibrary() throws Exception {
        List<String> loaded = loadedBy("--version");

        assertThat(loaded)
                .noneMatch(name -> name.startsWith("freemarker.")
                        || name.startsWith("com.")
                        && (name.startsWith("com.beust.")
                                || name.startsWith("com.jcraft.")
                                || name.startsWith("com.fasterxml."))
                        || name.startsWith("org.yaml."));
        Limits.hold("classes", "version", loaded.size(), SLACK);
    }

    @Test
    void validatingLoadsNothingThatConnects() throws Exception {
        List<String> loaded = loadedBy("validate", "bench/jobs/noop20/podwright.yml");

        assertThat(loaded).noneMatch(name -> name.startsWith("com.jcraft."));
        Limits.hold("classes", "validate", loaded.size(), SLACK);
    }

    private List<String> loadedBy(String... arguments) throws IOException, InterruptedException {
        Path log = folder.resolve("classes");
        List<String> words = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-Djdk.console=java.base",
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.podwright.cli.Main"));
        words.addAll(List.of(arguments));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" source: "))
                    .map(line -> line.replaceFirst("^\\S*\\s+(?:\\[.*?]\\s*)*", "").replaceFirst(" .*", ""))
                    .filter(name -> !name.contains("Lambda") && !name.contains("/0x"))
                    .toList();
        }
    }
}
