package dev.podwright.inventory;

import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/// Runs an executable inventory and takes what it prints.
final class InventoryProgram {
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private InventoryProgram() {}

    /// Its standard output; empty where it failed (then a problem was added that quotes its standard error).
    static Optional<SourceFile> run(Path program, List<String> arguments, Problems problems) {
        List<String> command = new ArrayList<>(List.of(program.toAbsolutePath().toString()));
        command.addAll(arguments);
        String name = program + " " + String.join(" ", arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .start();
            return finish(process, name, problems);
        } catch (IOException e) {
            problems.add(
                    Location.named(program.toString()),
                    "can't run this inventory: " + e.getMessage(),
                    "it is executable, so it is run; \"chmod -x\" makes it a file that is read");
            return Optional.empty();
        }
    }

    private static Optional<SourceFile> finish(Process process, String name, Problems problems) {
        CompletableFuture<String> output = read(process.getInputStream());
        CompletableFuture<String> errors = read(process.getErrorStream());
        try {
            if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                problems.add(Location.named(name), "no answer within %d seconds".formatted(TIMEOUT.toSeconds()));
                return Optional.empty();
            }
            if (process.exitValue() != 0) {
                problems.add(
                        Location.named(name), "failed with exit code " + process.exitValue(), lastLines(errors.join()));
                return Optional.empty();
            }
            return Optional.of(new SourceFile(name, output.join()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            problems.add(Location.named(name), "interrupted");
            return Optional.empty();
        } catch (CompletionException e) {
            problems.add(Location.named(name), "can't read its output: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static CompletableFuture<String> read(InputStream stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (stream) {
                text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                text.completeExceptionally(new UncheckedIOException(e));
            }
        });
        return text;
    }

    private static String lastLines(String errors) {
        List<String> lines = errors.lines().filter(line -> !line.isBlank()).toList();
        return String.join("\n    ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }
}
