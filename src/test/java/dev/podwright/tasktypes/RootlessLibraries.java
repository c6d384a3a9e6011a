package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Functions of shell libraries on a host that this machine is not: its `/etc`, `/proc/sys`, `/sys/fs` and `/dev/net`
/// are
/// below a folder, and programs there stand in for those of the host. `pw_fail` prints its words and ends the script.
final class RootlessLibraries {
    private static final String PROTOCOL = """
            set -eu
            pw_fail() { printf 'FAILED %s | %s\\n' "$1" "$2"; exit 1; }
            pw_warn() { printf 'WARNING %s\\n' "$*"; }
            pw_progress() { :; }
            pw_change() { printf '%s: %s -> %s\\n' "$1" "$2" "$3"; }
            """;

    private final Path root;
    private final List<String> libraries;
    private final Map<String, String> environment = new LinkedHashMap<>();

    RootlessLibraries(Path root, String... libraries) throws IOException {
        this.root = root;
        this.libraries = List.of(libraries);
        Files.createDirectories(root.resolve("bin"));
    }

    RootlessLibraries file(String path, String text) throws IOException {
        Path file = root.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    /// A program that stands in for the host's.
    RootlessLibraries standIn(String name, String script) throws IOException {
        file("/bin/" + name, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(root.resolve("bin").resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
        return this;
    }

    RootlessLibraries with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    String text(String path) throws IOException {
        return Files.readString(root.resolve(path.substring(1)));
    }

    /// What a script prints after the libraries were read.
    String run(String shell, String script) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder(PROTOCOL);
        for (String library : libraries) {
            String functions = Files.readString(Path.of("templates/lib", library + ".sh"));
            text.append(functions
                    .replace("/etc/", root + "/etc/")
                    .replace("/proc/sys/", root + "/proc/sys/")
                    .replace("/sys/fs/", root + "/sys/fs/")
                    .replace("/dev/net/", root + "/dev/net/"));
        }
        Path file = Files.writeString(root.resolve("script"), text + script);
        List<String> words = new ArrayList<>(List.of(shell.split(" ")));
        words.add(file.toString());
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().remove("DOCKER_HOST");
        builder.environment().merge("PATH", root.resolve("bin").toString(), (path, own) -> own + ":" + path);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isIn(0, 1);
        return output.strip();
    }
}
