package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// Which engine a task takes, by what it may take and what is there. The sockets are real ones that nobody answers at.
/// The docker command, `id`, `stat` and `sudo` are stand-ins, so that the user isn't the one who runs the tests:
/// functions, since busybox has programs of its own.
@ParameterizedClass
@ValueSource(strings = {"dash", "bash --posix", "busybox sh"})
@Timeout(60)
class DockerAccessTest {
    private static final String STAND_INS = """
            docker() { echo "${SECURITY-}"; }
            id() { if [ "$1" = -u ]; then echo "${USER_ID-4242}"; else echo anna; fi; }
            stat() { echo "${OWNER-4242}"; }
            sudo() { [ -n "${SUDO-}" ]; }
            """;

    private final String shell;

    @TempDir
    Path folder;

    private RootlessLibraries host;
    private ServerSocketChannel socket;

    DockerAccessTest(String shell) {
        this.shell = shell;
    }

    @BeforeEach
    void aUserWithAnEngineOfItsOwn() throws Exception {
        Path runtime = Files.createDirectories(folder.resolve("run"));
        socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        socket.bind(UnixDomainSocketAddress.of(runtime.resolve("docker.sock")));
        host = new RootlessLibraries(folder.resolve("host"), "docker_access")
                .with("HOME", folder.resolve("home").toString())
                .with("XDG_RUNTIME_DIR", runtime.toString());
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
    }

    private String connect(String access) throws Exception {
        return host.run(shell, STAND_INS + """
                docker_access %s
                if docker_connect; then echo "$docker_mode $docker_sudo $DOCKER_HOST"; else echo "$docker_problem: $docker_remedy"; fi
                """.formatted(access));
    }

    @Test
    void takesTheUsersOwnEngineWhereThatIsPreferredOrRequired() throws Exception {
        String own = "rootless no unix://" + folder + "/run/docker.sock";

        assertThat(connect("prefer true ''")).isEqualTo(own);
        assertThat(connect("require true ''")).isEqualTo(own);
        assertThat(connect("require false unix:///run/user/77/docker.sock"))
                .as("its own first")
                .isEqualTo(own);
        assertThat(connect("never false ''")).doesNotContain(own);
    }

    @Test
    void findsItsOwnAgainWhenAskedTwice() throws Exception {
        assertThat(host.run(
                        shell,
                        STAND_INS + "docker_access prefer true ''; docker_connect; docker_connect; echo $docker_mode"))
                .isEqualTo("rootless");
    }

    @Test
    void saysWhatToDoWhereARequiredEngineIsNotThere() throws Exception {
        host.with("XDG_RUNTIME_DIR", folder.resolve("nothing").toString());

        assertThat(connect("require true ''"))
                .isEqualTo("user anna has no rootless Docker engine that runs, and rootless: require asks for one: "
                        + "put a setup_rootless task before this one");
        assertThat(connect("require true unix:///run/user/77/docker.sock"))
                .startsWith(
                        "the rootless engine at unix:///run/user/77/docker.sock is not running, or user anna may not");
        host.with("OWNER", "0");
        assertThat(connect("require true unix:///var/run/none.sock"))
                .contains("this host's engine is a rootful one", "where it fell back", "setup_rootless");
        host.with("USER_ID", "0");
        assertThat(connect("require true ''"))
                .startsWith("the task runs as root, nothing is known of a rootless engine");
    }

    @Test
    void rootTakesTheRootlessEngineThatTheFactNames() throws Exception {
        host.with("USER_ID", "0").with("OWNER", "1000").with("XDG_RUNTIME_DIR", "/nowhere");

        assertThat(connect("prefer true unix://" + folder + "/run/docker.sock"))
                .isEqualTo("rootless no unix://" + folder + "/run/docker.sock");
        host.with("OWNER", "0");
        assertThat(connect("require true unix://" + folder + "/run/docker.sock"))
                .contains("is a rootful one");
    }

    @Test
    void anotherUsersEngineIsReachedThroughSudoWhereThatMayBe() throws Exception {
        host.with("XDG_RUNTIME_DIR", "/nowhere").with("SUDO", "yes");

        assertThat(connect("prefer true unix:///run/user/77/docker.sock"))
                .isEqualTo("rootless yes unix:///run/user/77/docker.sock");
        assertThat(connect("require false unix:///run/user/77/docker.sock")).contains("set become: true");
    }

    @Test
    void whatTheOperatorNamesIsTakenUnlessItIsRefused() throws Exception {
        host.with("DOCKER_HOST", "tcp://127.0.0.1:9");
        assertThat(connect("prefer true ''")).isEqualTo("remote no tcp://127.0.0.1:9");
        assertThat(connect("require true ''"))
                .startsWith("the engine at tcp://127.0.0.1:9 does not say that it is rootless");
        host.with("SECURITY", "[name=seccomp,profile=default name=rootless]");
        assertThat(connect("require true ''")).isEqualTo("remote no tcp://127.0.0.1:9");

        host.with("DOCKER_HOST", "unix:///run/user/77/docker.sock");
        assertThat(connect("never true ''")).startsWith("DOCKER_HOST names a rootless engine");
        host.with("DOCKER_HOST", "unix:///var/run/none.sock").with("OWNER", "0");
        assertThat(connect("require true ''")).startsWith("DOCKER_HOST names a rootful engine");
    }
}
