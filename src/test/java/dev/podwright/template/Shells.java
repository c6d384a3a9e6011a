package dev.podwright.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The real shells of this machine: each script is tried with all of them.
public enum Shells {
    DASH("dash"),
    BASH("bash --posix"),
    BUSYBOX("busybox sh");

    private final String command;

    Shells(String command) {
        this.command = command;
    }

    /// What a shell did with a script.
    public record Result(int status, String text, String errors) {}

    /// The installed ones. Where `CI` is set all must be.
    public static List<Shells> installed() {
        List<Shells> installed = Stream.of(values()).filter(Shells::isInstalled).toList();
        if (System.getenv("CI") != null) {
            assertThat(installed).as("shells to test with").containsExactly(values());
        }
        assertThat(installed).as("shells to test with").isNotEmpty();
        return installed;
    }

    private Stream<String> words() {
        return Pattern.compile(" ").splitAsStream(command);
    }

    private boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder ->
                        Files.isExecutable(Path.of(folder, words().findFirst().orElseThrow())));
    }

    /// What the shell says against the script's syntax; empty where it is well.
    public String syntaxErrors(String script) {
        Result result = run(script, "-n");
        return result.status() == 0 ? "" : this + ": " + result.errors();
    }

    /// Runs a script in an empty folder of its own.
    public Result run(String script, String... options) {
        try {
            Path folder = Files.createTempDirectory("shells");
            Path file = Files.writeString(folder.resolve(".script"), script, StandardCharsets.UTF_8);
            return start(
                    folder,
                    Stream.concat(Stream.of(options), Stream.of(file.toString()))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Result start(Path folder, List<String> arguments) throws IOException {
        Path errors = folder.resolve(".errors");
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(words(), arguments.stream()).toList())
                .directory(folder.toFile())
                .redirectError(errors.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8", "HOME", folder.toString()));
        Process process = builder.start();
        byte[] output = process.getInputStream().readAllBytes();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS))
                    .as("the script ended")
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        String said = Files.readString(errors, StandardCharsets.UTF_8);
        delete(folder);
        return new Result(process.exitValue(), new String(output, StandardCharsets.UTF_8), said);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
