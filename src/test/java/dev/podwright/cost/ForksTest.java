package dev.podwright.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.Become;
import dev.podwright.connection.BlockListener;
import dev.podwright.connection.BlockResult;
import dev.podwright.connection.Connection;
import dev.podwright.connection.LocalConnector;
import dev.podwright.connection.RemoteShell;
import dev.podwright.connection.SmallFacts;
import dev.podwright.connection.Target;
import dev.podwright.tasktypes.FileContent;
import dev.podwright.tasktypes.TaskTypeHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a check of something that is as declared costs a host: each process takes it milliseconds.
@Timeout(120)
class ForksTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void needsStrace() throws IOException, InterruptedException {
        String obstacle = TracedConnection.obstacle();
        if (!obstacle.isEmpty()) {
            assertThat(System.getenv("CI")).as(obstacle).isNull();
            Assumptions.abort(obstacle);
        }
        Assumptions.assumeTrue(
                Files.exists(Path.of("/etc/debian_version")) || System.getenv("CI") != null,
                "the limits are those of dash and dpkg");
    }

    @BeforeEach
    void whatIsDeclared() throws IOException {
        Files.writeString(folder.resolve("file"), "one\ntwo\n");
        Files.createDirectory(folder.resolve("folder"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("file"));
    }

    private Connection local() throws Exception {
        return new LocalConnector().connect(Target.of("localhost", Map.of("connection", "local")));
    }

    @Test
    void theFactsOfAHost() throws Exception {
        try (TracedConnection connection = new TracedConnection(local(), folder.resolve("log"))) {
            RemoteShell shell = RemoteShell.open(connection, Become.NOT);
            assertThat(shell.submit(SmallFacts.block(), BlockListener.NONE)
                            .join()
                            .status())
                    .isEqualTo(BlockResult.Status.OK);
            Limits.hold("forks", "facts", connection.forks(), 0);
        }
    }

    /// A task by the name that the limits call it: its type and what comes behind a dash.
    static List<String> tasks() {
        return Limits.names("forks").stream()
                .map(Object::toString)
                .filter(name -> !name.equals("facts"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void aCheck(String name) throws Exception {
        try (TracedConnection connection = new TracedConnection(local(), folder.resolve("log"))) {
            TaskTypeHarness harness = TaskTypeHarness.on(connection, Become.NOT);
            BlockResult result = harness.plan(name.replaceFirst("-.*", ""), parameters(name));
            assertThat(result.status()).as("%s", result).isEqualTo(BlockResult.Status.OK);
            Limits.hold("forks", name, connection.forks(), 0);
        }
    }

    private Map<String, Object> parameters(String name) {
        String file = folder.resolve("file").toString();
        return switch (name) {
            case "command" -> Map.of("cmd", "false", "creates", file);
            case "shell" -> Map.of("cmd", "false", "creates", file);
            case "file-directory" ->
                Map.of("path", folder.resolve("folder").toString(), "state", "directory", "mode", "u+rwx");
            case "file-link" -> Map.of("path", folder.resolve("link").toString(), "src", file, "state", "link");
            case "copy" -> Map.of("dest", file, "content", FileContent.of("one\ntwo\n"));
            case "line" -> Map.of("path", file, "line", "two");
            case "line-regexp" -> Map.of("path", file, "line", "two", "regexp", "^t");
            case "user" -> Map.of("name", "root");
            case "group" -> Map.of("name", "root");
            case "package" -> Map.of("name", List.of("dpkg", "tar"));
            default -> throw new IllegalArgumentException("which task is " + name + "?");
        };
    }
}
