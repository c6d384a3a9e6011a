package dev.podwright;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// The Docker engine of this machine, with a tiny image that has a shell, busybox's tools and room for users.
/// Containers get names that only this test run has, and are removed at the end.
final class DockerHere {
    static final String IMAGE = "podwright-test/library:2";
    private static final String USERS = """
            root:x:0:0:root:/root:/bin/sh
            anna:x:1000:1000::/home/anna:/bin/sh
            """;
    /// Debian's busybox can't make users, so this one is there already; that it could be asked for.
    private static final String STAND_IN_ADDUSER = """
            #!/bin/sh
            echo "BusyBox's stand-in: adduser NAME"
            """;

    private final String prefix = "podwright-library-" + ProcessHandle.current().pid() + "-";

    /// @param folder to build the image in
    static DockerHere withImage(Path folder) throws IOException, InterruptedException {
        if (docker("image", "ls", "--quiet", IMAGE).isEmpty()) {
            Path root = folder.resolve("root");
            Path bin = Files.createDirectories(root.resolve("bin"));
            Files.copy(Path.of("/bin/busybox"), bin.resolve("busybox"));
            for (String tool : command("/bin/busybox", "--list").lines().toList()) {
                if (!tool.equals("busybox")) {
                    Files.createSymbolicLink(bin.resolve(tool), Path.of("busybox"));
                }
            }
            Path etc = Files.createDirectories(root.resolve("etc"));
            Files.writeString(etc.resolve("passwd"), USERS);
            Files.writeString(etc.resolve("group"), "root:x:0:\nanna:x:1000:\n");
            Files.writeString(etc.resolve("shadow"), "root:*:19000:0:99999:7:::\nanna:*:19000:0:99999:7:::\n");
            Files.writeString(etc.resolve("os-release"), "ID=alpine\nVERSION_ID=3.20\nNAME=Tiny\n");
            Files.createDirectories(root.resolve("root"));
            Files.createDirectories(root.resolve("home/anna"));
            Path adduser = Files.writeString(bin.resolve("adduser"), STAND_IN_ADDUSER);
            Files.setPosixFilePermissions(adduser, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.createDirectories(root.resolve("tmp"));
            Path archive = folder.resolve("root.tar");
            command("tar", "-C", root.toString(), "-cf", archive.toString(), ".");
            docker("import", "--change", "CMD [\"sleep\",\"600\"]", archive.toString(), IMAGE);
        }
        return new DockerHere();
    }

    String named(String name) {
        return prefix + name;
    }

    /// What `docker` prints of those containers, in a format.
    List<String> containers(String format) throws IOException, InterruptedException {
        return docker("ps", "--all", "--filter", "name=" + prefix, "--format", format)
                .lines()
                .toList();
    }

    void removeContainers() throws IOException, InterruptedException {
        for (String id : containers("{{.ID}}")) {
            docker("rm", "--force", "--volumes", id);
        }
    }

    static String docker(String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("docker"));
        words.addAll(List.of(arguments));
        return command(words.toArray(String[]::new));
    }

    private static String command(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor())
                .as(String.join(" ", words) + ": " + output)
                .isZero();
        return output;
    }
}
