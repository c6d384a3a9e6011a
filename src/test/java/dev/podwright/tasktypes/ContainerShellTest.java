package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Library code that runs inside a container (`lib/container_shell.sh`).
class ContainerShellTest extends DockerHost {
    private static final List<String> LIBRARIES = List.of("docker", "container_inside", "container_shell");

    private int calls;

    ContainerShellTest(String shellCommand) {
        super(shellCommand);
    }

    @BeforeEach
    void startAContainer() {
        assertThat(run("run_container", container()).status()).isEqualTo(Status.CHANGED);
    }

    /// Runs the function `work` inside.
    private BlockResult inside(String work, String words, String after) {
        // A shell keeps the libraries that it was sent.
        String library = "work" + ++calls;
        String script =
                "docker_connect\ncontainer_shell %s %s work %s\n%s".formatted(named("web"), library, words, after);
        return check(script, LIBRARIES, Map.of(library, "work() {\n" + work + "\n}\n"));
    }

    private static String message(BlockResult result) {
        return result.failure().map(BlockResult.Failure::message).orElse("");
    }

    @Test
    void reportsAsASnippetOnTheHostDoes() {
        BlockResult result = inside("""
                pw_progress "a long step"
                pw_change "shell" "$1" "$2"
                pw_change home
                pw_warn "one
                two"
                pw_output uid "$(id -u)"
                pw_output uid 7
                echo "to be read" && cat
                """, "/bin/sh \"it's \\$HOME; \\\"\"", """
                container_shell_result uid
                pw_output uid "$container_shell_value"
                container_shell_result none
                pw_output none "<$container_shell_value>"
                """);

        assertThat(result.status()).as(result.toString()).isEqualTo(Status.CHANGED);
        assertThat(result.changes())
                .containsExactly(change("shell", "/bin/sh", "it's $HOME; \""), change("home", "", ""));
        assertThat(result.warnings()).containsExactly("container " + named("web") + ": one two");
        assertThat(output(result, "uid")).isEqualTo("7");
        assertThat(output(result, "none")).isEqualTo("<>");
        assertThat(result.stderr()).contains("to be read");
        assertThat(result.stdout()).isEmpty();
    }

    @Test
    void failsWithTheReasonGivenInside() {
        BlockResult result = inside("pw_fail \"no room\" \"make some\"", "", "");

        assertThat(message(result)).isEqualTo("container " + named("web") + ": no room");
        assertThat(result.failure().orElseThrow().hint()).isEqualTo("make some");
        assertThat(inside("pw_defer later", "", "").status()).isEqualTo(Status.DEFERRED);
    }

    @Test
    void noticesWhatFailsUnforeseen() {
        assertThat(message(inside("false", "", "")))
                .startsWith("a command failed in container " + named("web") + " with exit status 1");
        assertThat(message(inside("kill -9 $$", "", ""))).contains("was cut off");
        assertThat(inside("nosuch", "", "").stderr()).contains("nosuch");
    }

    @Test
    void takesNothingFromTheContainerForMoreThanText() {
        BlockResult result = inside("""
                printf '\\036output\\036a;touch /tmp/x\\036v\\n\\036output\\036uid\\036$(id)`id`\\n' >&7
                printf '\\036status\\0360\\n\\036nosuch\\036\\036\\n\\036\\nplain words\\n' >&7
                """, "", "container_shell_result uid\npw_output uid \"$container_shell_value\"\n");

        assertThat(result.status()).as(result.toString()).isEqualTo(Status.OK);
        assertThat(output(result, "uid")).isEqualTo("$(id)`id`");
        assertThat(result.stderr()).contains("plain words");
        assertThat(message(inside("while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx >&7; done", "", "")))
                .contains("was cut off");
    }

    @Test
    void saysThatAContainerHasNoShell() throws Exception {
        docker("exec", named("web"), "/bin/busybox", "rm", "/bin/sh");

        assertThat(message(inside("true", "", "")))
                .isEqualTo("container " + named("web")
                        + " has no shell that could be run (sh), so nothing can be done inside it");
    }
}
