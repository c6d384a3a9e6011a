package dev.podwright.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// How a command on this machine ended.
///
/// @param command for messages
public record CommandResult(List<String> command, int status, String output, String error) {

    /// Runs a command to its end, with empty standard input.
    static CommandResult of(Duration limit, Map<String, String> environment, String program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(program);
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            Process process = builder.start();
            process.getOutputStream().close();
            Future<String> output = readers.submit(() -> text(process.getInputStream()));
            Future<String> error = readers.submit(() -> text(process.getErrorStream()));
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
                throw new AssertionError("%s did not end within %s: %s".formatted(command, limit, error.get()));
            }
            return new CommandResult(List.copyOf(command), process.exitValue(), output.get(), error.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + command, e);
        } catch (ExecutionException e) {
            throw new AssertionError("could not read what %s printed".formatted(command), e);
        }
    }

    /// This, if the command ended with status 0.
    CommandResult orThrow() {
        if (status != 0) {
            throw new AssertionError("%s ended with status %d%n%s%s".formatted(command, status, output, error));
        }
        return this;
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
}
