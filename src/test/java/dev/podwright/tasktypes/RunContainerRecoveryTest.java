package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Status;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What goes wrong on the way is broken that way first: containers stuck in each state, names taken meanwhile, an
/// engine that goes away in the middle. Where real Docker can't be made to, a stand-in before it does it.
class RunContainerRecoveryTest extends DockerHost {
    private static final String GONE =
            "echo 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?' >&2; exit 1";

    RunContainerRecoveryTest(String shellCommand) {
        super(shellCommand);
    }

    private Map<String, Object> web(Object... more) {
        Map<String, Object> parameters = container("stable", 0L);
        parameters.putAll(parameters(more));
        return parameters;
    }

    private Change was(String status, String target) {
        return change("container " + named("web"), status, target);
    }

    private List<String> names() throws Exception {
        return docker("ps", "--all", "--format", "{{.Names}}", "--filter", "name=" + named(""))
                .lines()
                .toList();
    }

    @Test
    void startsWhatIsStuckAsCreatedSinceItsStartFailed() throws Exception {
        String port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = "127.0.0.1:" + server.getLocalPort();
            docker("create", "--name", named("web"), "--publish", port + ":80", IMAGE, "sleep", "500");
            assertThat(new ProcessBuilder("docker", "start", named("web"))
                            .start()
                            .waitFor())
                    .isNotZero();
            assertThat(inspect("{{.State.Status}}")).isEqualTo("created");
            assertThat(failed("run_container", web("ports", Map.of("80", port))).message())
                    .contains("is taken by java");
        }

        converges("run_container", web("ports", Map.of("80", port)), was("created", "running"));
    }

    @Test
    void bringsALoopOfRestartsToAnEnd() throws Exception {
        Map<String, Object> loop = web(
                "volumes", Map.of(folder.toString(), "/data"),
                "command", List.of("sh", "-c", "test -e /data/ok || exit 1; exec sleep 500"),
                "restart", "always");
        docker(
                "run",
                "--detach",
                "--name",
                named("web"),
                "--restart=always",
                "--volume=" + folder + ":/data",
                IMAGE,
                "sh",
                "-c",
                "test -e /data/ok || exit 1; exec sleep 500");
        until("restarting", "{{.State.Status}}");
        Files.createFile(at("ok"));

        BlockResult result = run("run_container", loop);

        assertThat(result.status()).as(result.toString()).isIn(Status.CHANGED, Status.OK);
        assertThat(inspect("{{.State.Status}}")).isEqualTo("running");
        assertThat(run("run_container", loop).changes()).isEmpty();
    }

    private void until(String expected, String format) throws Exception {
        while (!inspect(format).equals(expected)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void waitsForAContainerUnderRemovalAndReplacesADeadOne() throws Exception {
        converges("run_container", web(), was("absent", "running"));
        standInDocker("""
                if [ "$1 $2" = 'container inspect' ] && [ -e '%1$s' ]; then
                  docker "$@" | sed 's/^status=.*/status=removing/'
                  if [ -e '%1$s.seen' ]; then docker rm --force '%2$s' >/dev/null; rm -f '%1$s'; fi
                  : >'%1$s.seen'
                  exit 0
                fi
                """.formatted(Files.createFile(at("removing")), named("web")));
        BlockResult removed = run("run_container", web());
        assertThat(removed.changes()).containsExactly(was("removing", "running"));
        assertThat(removed.status()).as(removed.toString()).isEqualTo(Status.CHANGED);

        String dead = inspect("{{.Id}}");
        standInDocker("""
                case $2:$4 in
                  inspect:id=*)
                    docker "$@" >'%1$s' || status=$?
                    sed '/^id=%2$s/,/^exit=/s/^status=.*/status=dead/' '%1$s'
                    exit "${status:-0}" ;;
                esac
                """.formatted(at("inspected"), dead));
        BlockResult replaced = run("run_container", web());
        assertThat(replaced.changes()).containsExactly(was("dead", "replaced"));
        assertThat(replaced.status()).as(replaced.toString()).isEqualTo(Status.CHANGED);
        assertThat(inspect("{{.Id}}")).isNotEqualTo(dead);
    }

    @Test
    void takesTheContainerThatAnotherRunMadeMeanwhile() throws Exception {
        standInDocker("""
                if [ "$1" = create ] && mkdir '%s' 2>/dev/null; then
                  docker "$@" >/dev/null || exit
                fi
                """.formatted(at("meanwhile")));

        converges("run_container", web("environment", Map.of("TOKEN", "x")), was("absent", "running"));

        assertThat(names()).containsExactly(named("web"));
    }

    @Test
    void doesNotTouchWhatSomebodyElseMadeMeanwhile() throws Exception {
        standInDocker("if [ \"$1\" = create ]; then docker create --name '%s' '%s' cat >/dev/null; fi\n"
                .formatted(named("web"), IMAGE));

        BlockResult.Failure failure = failed("run_container", web());

        assertThat(failure.message())
                .isEqualTo(
                        "another one made a container " + named("web") + " meanwhile, and it isn't what is declared");
        assertThat(failure.hint()).isEqualTo("run again, which replaces it");
        assertThat(inspect("{{.Config.Cmd}}")).isEqualTo("[cat]");
    }

    @Test
    void goesOnWhereTheEngineWentAwayBetweenTheOldContainerAndTheNew() throws Exception {
        Map<String, Object> web = web("ports", Map.of("22", "auto"));
        String port = output(converges("run_container", web, was("absent", "running")), "ports");
        standInDocker("case $1:$3 in rename:'%s') %s ;; esac\n".formatted(named("web"), GONE));

        BlockResult.Failure failure = failed("run_container", with(web, "hostname", "pod"));
        assertThat(failure.message()).contains("can't be renamed", "Cannot connect to the Docker daemon");
        assertThat(failure.hint()).startsWith("the engine is not running");
        assertThat(names()).containsExactlyInAnyOrder(named("web") + ".podwright-old", named("web") + ".podwright-new");

        standInDocker("");
        BlockResult mended = run("run_container", with(web, "hostname", "pod"));
        assertThat(mended.status()).as(mended.toString()).isEqualTo(Status.CHANGED);
        assertThat(output(mended, "ports")).isEqualTo(port);
        assertThat(names()).containsExactly(named("web"));
    }

    @Test
    void clearsAwayTheOldContainerThatAnInterruptedRunLeft() throws Exception {
        converges("run_container", web(), was("absent", "running"));
        String old = inspect("{{.Id}}");
        standInDocker("case $*:%s in 'rm --force '*:${3:-}) %s ;; esac\n".formatted(old, GONE));
        assertThat(failed("run_container", web("hostname", "pod")).message()).contains("can't be removed");
        assertThat(names()).hasSize(2);

        standInDocker("");
        converges(
                "run_container",
                web("hostname", "pod"),
                change("container " + named("web") + ".podwright-old", "left by an interrupted run", "absent"));
        assertThat(names()).containsExactly(named("web"));
    }

    @Test
    void putsTheOldOneBackAlsoWhereTheRunBeforeWasCutOff() throws Exception {
        converges("run_container", web(), was("absent", "running"));
        docker("stop", "--time", "0", named("web"));
        docker("rename", named("web"), named("web") + ".podwright-old");

        assertThat(failed("run_container", web("command", List.of("false"))).message())
                .contains("the container from before is back");

        assertThat(names()).containsExactly(named("web"));
        converges("run_container", web(), was("exited", "running"));
    }
}
