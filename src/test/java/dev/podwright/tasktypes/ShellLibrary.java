package dev.podwright.tasktypes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A shell library by itself: functions of it are called in a shell of their own, where `pw_fail` ends the shell with
/// status 13 and its message and hint on standard error.
final class ShellLibrary {
    private static final Path LIBRARIES = Path.of("templates", "lib");
    private static final String PRELUDE = """
            set -eu
            pw_fail() { printf '%s\\n%s\\n' "$1" "${2-}" >&2; exit 13; }
            pw_warn() { printf 'warning: %s\\n' "$*" >&2; }
            pw_progress() { :; }
            """;

    private final String functions;

    private ShellLibrary(String functions) {
        this.functions = functions;
    }

    static ShellLibrary of(String name) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        collect(name, names);
        StringBuilder functions = new StringBuilder(PRELUDE);
        for (String each : names) {
            functions.append(Files.readString(LIBRARIES.resolve(each + ".sh")));
        }
        return new ShellLibrary(functions.toString());
    }

    private static void collect(String name, Set<String> names) throws IOException {
        String first = Files.readString(LIBRARIES.resolve(name + ".sh"))
                .lines()
                .findFirst()
                .orElse("");
        if (first.startsWith("# requires:")) {
            for (String required :
                    first.substring("# requires:".length()).strip().split(" ")) {
                collect(required, names);
            }
        }
        names.add(name);
    }

    /// How a script ended that calls the library.
    record Ended(int status, String output, String error) {}

    /// @param shell such as `dash` or `busybox sh`
    /// @param path what PATH is
    Ended call(String shell, String path, Map<String, String> environment, String script)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(shell.split(" ")));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.environment().put("PATH", path);
        Path error = Files.createTempFile("podwright-library", ".txt");
        Process process = builder.redirectError(error.toFile()).start();
        try (var input = process.getOutputStream()) {
            input.write((functions + "\n" + script).getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Ended ended = new Ended(process.waitFor(), output, Files.readString(error));
        Files.delete(error);
        return ended;
    }
}
