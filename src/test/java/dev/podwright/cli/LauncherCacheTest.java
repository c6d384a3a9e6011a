package dev.podwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The launcher's cache, with a small program in the place of Podwright beside it. Java 25 doesn't notice by
/// itself that a cache holds the classes of another jar; what this is about.
@Timeout(120)
class LauncherCacheTest {
    private static final Path LAUNCHER = Path.of("podwright");

    @TempDir
    Path folder;

    private Path home;
    private Path jar;
    private Path cache;

    private record Ended(int status, String out, String err) {}

    @BeforeEach
    void install() throws Exception {
        home = Files.createDirectory(folder.resolve("an installation"));
        Files.copy(LAUNCHER, home.resolve("podwright"), StandardCopyOption.COPY_ATTRIBUTES);
        jar = home.resolve("podwright-1-all.jar");
        cache = home.resolve("podwright-1-all.aot");
        release("old", Instant.now().minus(Duration.ofDays(2)));
    }

    /// A jar whose program says a word, and which is as large as any other of these.
    private void release(String word, Instant time) throws Exception {
        Path source = Files.createDirectories(folder.resolve("source-" + word));
        Files.writeString(source.resolve("Main.java"), """
                package dev.podwright.cli;
                public final class Main {
                    public static void main(String[] args) { System.out.println("%s"); }
                }
                """.formatted(word));
        Files.writeString(source.resolve("Training.java"), """
                package dev.podwright.cli;
                public final class Training {
                    public static void main(String[] args) { Main.main(args); }
                }
                """);
        Path classes = folder.resolve("classes-" + word);
        tool("javac", "-d", classes.toString(), source + "/Main.java", source + "/Training.java");
        Path made = folder.resolve(word + ".jar");
        tool(
                "jar",
                "--create",
                "--date=2026-01-01T00:00:00Z",
                "--file=" + made,
                "--main-class=dev.podwright.cli.Main",
                "-C",
                classes.toString(),
                ".");
        Files.setLastModifiedTime(made, FileTime.from(time));
        Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void tool(String name, String... arguments) {
        assertThat(ToolProvider.findFirst(name).orElseThrow().run(System.out, System.err, arguments))
                .isZero();
    }

    private Ended launch(Map<String, String> more) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(home.resolve("podwright").toString(), "--version")
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PODWRIGHT") || name.startsWith("JAVA"));
        builder.environment().put("PODWRIGHT_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(more);
        int status = builder.start().waitFor();
        return new Ended(status, Files.readString(out), Files.readString(err));
    }

    /// Launches without leaving anything in the background.
    private Ended launch() throws IOException, InterruptedException {
        Files.createDirectories(home.resolve("podwright-1-all.aot.lock"));
        try {
            return launch(Map.of());
        } finally {
            Files.deleteIfExists(home.resolve("podwright-1-all.aot.lock"));
        }
    }

    private void makeCache() throws IOException, InterruptedException {
        Ended made = launch(Map.of("PODWRIGHT_AOT", "now"));
        assertThat(made).isEqualTo(new Ended(0, "", ""));
        assertThat(cache).isNotEmptyFile();
    }

    private boolean usesCache() throws IOException, InterruptedException {
        return launch(Map.of("PODWRIGHT_JAVA_OPTS", "-Xlog:class+load"))
                .out()
                .lines()
                .filter(line -> line.contains("dev.podwright.cli.Main "))
                .allMatch(line -> line.contains("shared objects file"));
    }

    @Test
    void isMadeBehindTheFirstRunAndUsedFromThenOn() throws Exception {
        assertThat(launch(Map.of())).isEqualTo(new Ended(0, "old\n", ""));
        await(() -> Files.exists(home.resolve("podwright-1-all.aot.of"))
                && !Files.exists(home.resolve("podwright-1-all.aot.lock")));

        assertThat(usesCache()).isTrue();
        assertThat(launch(Map.of())).isEqualTo(new Ended(0, "old\n", ""));
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "podwright", "podwright-1-all.jar", "podwright-1-all.aot", "podwright-1-all.aot.of");
        }
    }

    @Test
    void isNotUsedForANewerJar() throws Exception {
        makeCache();
        release("new", Instant.now().plusSeconds(60));

        assertThat(launch()).isEqualTo(new Ended(0, "new\n", ""));
    }

    @Test
    void isNotUsedForAnOlderJarThatTookThePlaceOfANewerOne() throws Exception {
        makeCache();
        release("new", Instant.now().minus(Duration.ofDays(3)));

        assertThat(launch()).isEqualTo(new Ended(0, "new\n", ""));
    }

    @Test
    void isNotUsedByAnotherJava() throws Exception {
        makeCache();
        Path of = home.resolve("podwright-1-all.aot.of");
        FileTime time = Files.getLastModifiedTime(of);
        Files.writeString(of, Files.readString(of).replace("JAVA_RUNTIME_VERSION=\"", "JAVA_RUNTIME_VERSION=\"0."));
        Files.setLastModifiedTime(of, time);

        assertThat(launch()).isEqualTo(new Ended(0, "old\n", ""));
        assertThat(usesCache()).isFalse();
        await(() -> !Files.exists(home.resolve("podwright-1-all.aot.lock")));
    }

    @Test
    void isOfNoConsequenceWhereItIsBroken() throws Exception {
        makeCache();
        try (var channel = Files.newByteChannel(cache, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }

        assertThat(launch(Map.of())).isEqualTo(new Ended(0, "old\n", ""));
    }

    @Test
    void isLeftAloneWhereItIsSwitchedOff() throws Exception {
        assertThat(launch(Map.of("PODWRIGHT_AOT", "off"))).isEqualTo(new Ended(0, "old\n", ""));
        makeCache();
        assertThat(launch(Map.of("PODWRIGHT_AOT", "off"))).isEqualTo(new Ended(0, "old\n", ""));
    }

    @Test
    void isMadeOnceByCallsAtTheSameTime() throws Exception {
        List<Process> calls = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ProcessBuilder builder =
                    new ProcessBuilder(home.resolve("podwright").toString()).redirectErrorStream(true);
            builder.environment().put("PODWRIGHT_JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("PODWRIGHT_AOT", "now");
            calls.add(builder.start());
        }
        for (Process call : calls) {
            String said = new String(call.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(call.waitFor()).as(said).isZero();
            assertThat(said).isEmpty();
        }
        assertThat(usesCache()).isTrue();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plusSeconds(90);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(50);
        }
    }
}
