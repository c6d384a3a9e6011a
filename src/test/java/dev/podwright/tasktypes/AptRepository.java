package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// A repository of apt with stand-in packages in a folder, signed with a key that was made for it.
record AptRepository(Path folder) {
    private static final Path MAKE = Path.of("src/test/resources/dev/podwright/tasktypes/apt-repository/make");

    /// @param packages such as `hello=1.0`
    static AptRepository in(Path folder, String... packages) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        // apt reads as another user.
        for (Path above = folder; above.startsWith("/tmp") && above.getNameCount() > 1; above = above.getParent()) {
            Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        List<String> command =
                new ArrayList<>(List.of("sh", MAKE.toAbsolutePath().toString(), folder.toString()));
        command.addAll(List.of(packages));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return new AptRepository(folder);
    }

    String uri() {
        return "file://" + folder;
    }

    String keyUri() {
        return uri() + "/key.asc";
    }

    String key() throws IOException {
        return Files.readString(folder.resolve("key.asc"));
    }

    String fingerprint() throws IOException {
        return Files.readString(folder.resolve("fingerprint")).strip();
    }
}
