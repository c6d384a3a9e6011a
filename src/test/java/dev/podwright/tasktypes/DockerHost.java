package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.lab.NeedsLab;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// This machine with a real Docker engine (`DOCKER_HOST`, else the machine's own, which `install_docker` starts
/// where it doesn't run) and a tiny image of nothing but busybox. One shell is enough here: every script is parsed
/// by each, and an engine takes its time.
@NeedsLab
@ParameterizedClass
@ValueSource(strings = "dash")
abstract class DockerHost extends LocalHost {
    static final String IMAGE = "podwright-test/busybox:1";
    private final String prefix = "podwright-test-" + ProcessHandle.current().pid() + "-";

    DockerHost(String shellCommand) {
        super(shellCommand);
    }

    @BeforeEach
    void haveDockerAndAnImage() throws Exception {
        assertThat(run("install_docker", parameters()).failure()).isEmpty();
        if (docker("image", "ls", "--quiet", IMAGE).isEmpty()) {
            Path bin = Files.createDirectories(at("root/bin"));
            Files.copy(Path.of("/bin/busybox"), bin.resolve("busybox"));
            for (String applet : List.of("sh", "sleep", "env", "cat", "echo", "true", "false", "test", "id", "touch")) {
                Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
            }
            command("tar", "-C", at("root").toString(), "-cf", at("root.tar").toString(), ".");
            docker(
                    "import",
                    "--change",
                    "CMD [\"sleep\",\"600\"]",
                    at("root.tar").toString(),
                    IMAGE);
        }
    }

    @AfterEach
    void removeContainers() throws Exception {
        for (String id : docker("ps", "--all", "--quiet", "--filter", "name=" + prefix)
                .lines()
                .toList()) {
            docker("rm", "--force", "--volumes", id);
        }
    }

    /// A container's name that only this test run has.
    final String named(String name) {
        return prefix + name;
    }

    final Map<String, Object> container(Object... namesAndValues) {
        Map<String, Object> parameters = parameters(
                "name", named("web"), "image", IMAGE, "stop_timeout", 0L, "command", List.of("sleep", "500"));
        parameters.putAll(parameters(namesAndValues));
        return parameters;
    }

    static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    /// A program that stands before the machine's own ones.
    final void standIn(String program, String script) throws IOException {
        Path file = Files.writeString(programs.resolve(program), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// Docker itself, but for what the lines before do.
    final void standInDocker(String before) throws IOException {
        standIn("docker", "PATH=${PATH#*:}\n" + before + "exec docker \"$@\"\n");
    }

    final BlockResult.Failure failed(String type, Map<String, Object> parameters) {
        BlockResult result = run(type, parameters);
        assertThat(result.status()).as(result.toString()).isEqualTo(BlockResult.Status.FAILED);
        return result.failure().orElseThrow();
    }

    static String docker(String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("docker"));
        words.addAll(List.of(arguments));
        return command(words.toArray(String[]::new));
    }

    final String inspect(String format) throws Exception {
        return docker("container", "inspect", "--format", format, named("web"));
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
