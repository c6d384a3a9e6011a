package dev.podwright.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Podwright as a process of its own, which can be ended from outside.
///
/// @param output both of its streams
record ChildProcess(Process process, Path output) implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    static ChildProcess of(Operator operator, List<String> commandLine) {
        // A test run in the background has SIGINT ignored, and children inherit that.
        List<String> words = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                "XDG_STATE_HOME=" + operator.state(),
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.podwright.cli.Main"));
        words.addAll(commandLine);
        Path output = operator.folder().resolve("output.txt");
        try {
            Process process = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            return new ChildProcess(process, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until something is so while the process runs.
    void runsUntil(String what, BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plus(LIMIT);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end) || process.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("never came to that: " + what + "\n" + text());
            }
        }
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /// The exit status, once it has ended.
    int ends() throws InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it doesn't end\n" + text());
        }
        return process.exitValue();
    }

    String text() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
