package dev.podwright.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a start loads: each class takes its time, and a library that a command doesn't need takes most of it.
@Timeout(120)
class StartTest {
    /// The JDK's own classes vary from one of its releases to the next.
    private static final double SLACK = 0.1;

    private static final List<String> LIBRARIES =
            List.of("com.beust.", "com.fasterxml.", "com.jcraft.", "freemarker.", "org.yaml.");

    @TempDir
    Path folder;

    @Test
    void tellingTheVersionLoadsNoLibrary() throws Exception {
        List<String> loaded = loadedBy("--version");

        assertThat(loaded).noneMatch(name -> LIBRARIES.stream().anyMatch(name::startsWith));
        Limits.hold("classes", "version", loaded.size(), SLACK);
    }

    @Test
    void validatingLoadsNothingThatConnects() throws Exception {
        List<String> loaded = loadedBy("validate", "bench/jobs/noop20/podwright.yml");

        assertThat(loaded).noneMatch(name -> name.startsWith("com.jcraft."));
        Limits.hold("classes", "validate", loaded.size(), SLACK);
    }

    /// The program's own, without those of tests.
    private static String classPath() {
        return Stream.of(
                        "dev.podwright.cli.Main",
                        "com.beust.jcommander.JCommander",
                        "com.fasterxml.jackson.core.JsonFactory",
                        "com.github.difflib.DiffUtils",
                        "com.jcraft.jsch.JSch",
                        "freemarker.template.Template",
                        "org.apache.commons.codec.digest.DigestUtils",
                        "org.yaml.snakeyaml.Yaml")
                .map(StartTest::place)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String place(String className) {
        try {
            return Path.of(Class.forName(className)
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> loadedBy(String... arguments) throws IOException, InterruptedException {
        Path log = folder.resolve("classes");
        List<String> words = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-Djdk.console=java.base",
                "-Xlog:class+load:file=" + log,
                "-cp",
                classPath(),
                "dev.podwright.cli.Main"));
        words.addAll(List.of(arguments));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" source: "))
                    .map(line ->
                            line.replaceFirst("^\\S*\\s+(?:\\[.*?]\\s*)*", "").replaceFirst(" .*", ""))
                    .filter(name -> !name.contains("Lambda") && !name.contains("/0x"))
                    .toList();
        }
    }
}
