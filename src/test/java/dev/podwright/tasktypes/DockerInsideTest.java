package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.lab.NeedsLab;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// `run_container` with `dind`, in a rootless engine on this machine, where `--privileged` works whatever the machine
/// itself lacks.
@NeedsLab
@ParameterizedClass
@ValueSource(strings = "dash")
@Timeout(240)
class DockerInsideTest extends LocalHost {
    private static final String DEBIAN = "podwright-test/debian:1";

    /// Makes an image from busybox and runs it, with the engine that the `docker` command finds.
    private static final String RUN_AN_IMAGE = """
            set -eu
            cd "$(mktemp -d)"
            mkdir -p bin
            cp --parents /bin/echo $(ldd /bin/echo | grep -o '/[^ ]*') .
            tar -c . | docker import - inside:1 >/dev/null
            docker run --rm inside:1 /bin/echo "$(id -u) runs it"
            """;

    /// What makes a pod look as if it had GPUs and the toolkit for them, which writes down what it is asked.
    private static final String STAND_IN_TOOLKIT = """
            set -eu
            touch /dev/nvidiactl
            cat >/usr/local/bin/nvidia-ctk <<'TOOLKIT'
            #!/bin/sh
            echo "$@" >>/toolkit
            [ "$1" != runtime ] ||
              echo '{"runtimes": {"nvidia": {"path": "nvidia-container-runtime", "args": []}}}' >/etc/docker/daemon.json
            TOOLKIT
            chmod 0755 /usr/local/bin/nvidia-ctk
            mkdir -p /etc/docker
            """;

    private static RootlessEngine engine;

    DockerInsideTest(String shellCommand) {
        super(shellCommand);
    }

    @BeforeAll
    static void startAnEngine() throws Exception {
        engine = RootlessEngine.start();
        engine.importDebian(DEBIAN);
    }

    @AfterAll
    static void endIt() throws Exception {
        if (engine != null) {
            engine.close();
        }
    }

    @BeforeEach
    void useIt() {
        fact("docker_host", engine.host());
    }

    @AfterEach
    void removeThePod() throws Exception {
        assertThat(run("remove_container", parameters("name", "pod", "timeout", 0L, "volumes", true))
                        .failure())
                .isEmpty();
    }

    private static Map<String, Object> pod(Object... namesAndValues) {
        Map<String, Object> pod = parameters("name", "pod", "image", DEBIAN, "stop_timeout", 1L);
        pod.putAll(parameters(namesAndValues));
        return pod;
    }

    private static String inside(String script) throws Exception {
        return engine.docker("exec", "pod", "sh", "-c", script);
    }

    @Test
    void givesAPodAnEngineOfItsOwn() throws Exception {
        Map<String, Object> pod = pod("dind", "daemon");
        BlockResult made = converges(
                "run_container",
                pod,
                change("container pod", "absent", "running"),
                change("volume pod-docker", "absent", "created"),
                change("docker inside", "absent", "running"));
        assertThat(output(made, "dind_version")).matches("\\d+\\.\\d+.*");
        assertThat(output(made, "dind_storage_driver")).isEqualTo("overlay2");
        Map<String, Object> user = parameters("container", "pod", "sudo", false, "mosh", false, "docker", "true");
        assertThat(run("create_pod_user", user).failure()).isEmpty();
        assertThat(engine.docker("exec", "--user", "pod-user", "pod", "sh", "-c", RUN_AN_IMAGE))
                .endsWith(" runs it");
        assertThat(run("create_pod_user", user).changes()).isEmpty();

        engine.docker("restart", "--time", "1", "pod");
        assertThat(run("run_container", pod).changes()).isEmpty();
        assertThat(inside("docker images --quiet inside:1 | wc -l")).isEqualTo("1");

        inside(STAND_IN_TOOLKIT);
        converges("run_container", pod, change("GPUs of docker inside", "not configured", "configured"));
        inside("until docker info --format '{{.Runtimes}}' | grep -q nvidia; do sleep 0.1; done");

        inside("kill -9 $(cat /var/run/docker.pid); rm /etc/podwright/startup.d/50-docker");
        converges(
                "run_container",
                pod,
                change("docker inside", "stopped", "running"),
                change("start-up hook /etc/podwright/startup.d/50-docker", "absent", "present"));
        assertThat(inside(RUN_AN_IMAGE)).isEqualTo("0 runs it");
        assertThat(inside("cat /toolkit").lines())
                .containsExactly(
                        "runtime configure --runtime=docker --cdi.enabled",
                        "--quiet cdi generate --output=/etc/cdi/nvidia.yaml");

        converges(
                "remove_container",
                parameters("name", "pod", "timeout", 0L, "volumes", true),
                change("container pod", "running", "absent"),
                change("volume pod-docker", "present", "absent"));
    }

    @Test
    void givesAPodTheSocketOfItsEngine() throws Exception {
        String command = "exec sleep infinity";
        Map<String, Object> pod = pod(
                "dind",
                "socket",
                "user",
                "1000",
                "command",
                List.of("sh", "-c", command),
                "volumes",
                Map.of("/usr/bin/docker", "/usr/bin/docker:ro"));
        BlockResult planned = plan("run_container", pod);
        assertThat(planned.warnings())
                .singleElement()
                .asString()
                .startsWith("dind: socket: who is in container pod can");

        BlockResult made = converges("run_container", pod, change("container pod", "absent", "running"));

        assertThat(engine.docker("exec", "pod", "docker", "ps", "--format", "{{.Names}} {{.ID}}"))
                .isEqualTo("pod " + output(made, "container_id").substring(0, 12));
        assertThat(run("run_container", pod).warnings()).isEmpty();
    }

    @Test
    void takesBackAPodWhoseEngineDoesNotComeUp() throws Exception {
        Map<String, Object> pod = pod(
                "dind",
                "daemon",
                "command",
                List.of(
                        "sh",
                        "-c",
                        "mkdir -p /etc/docker; echo '{\"no-such-setting\": 1}' >/etc/docker/daemon.json; exec sleep infinity"));

        BlockResult result = run("run_container", pod);

        assertThat(result.failure().orElseThrow().message())
                .startsWith("container pod has no Docker engine: ")
                .contains("no-such-setting")
                .endsWith("(it has been removed again)");
        assertThat(engine.docker("ps", "--all", "--quiet")).isEmpty();
        assertThat(engine.docker("volume", "ls", "--quiet")).isEmpty();
    }

    @Test
    void refusesWhatCanNotWork() {
        assertThat(failure("run_container", pod("dind", "daemon", "user", "1000")))
                .isEqualTo("dind: daemon needs root inside the container, and user is 1000");
        assertThat(failure("run_container", pod("dind", "daemon", "network", "host")))
                .startsWith("dind: daemon needs a network of its own");
    }
}
