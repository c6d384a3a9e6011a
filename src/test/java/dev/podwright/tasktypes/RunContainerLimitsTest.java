package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Status;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What an engine can't hold, and what a rootless one may not do; the engine is real, but stand-ins say that it is
/// such a one.
class RunContainerLimitsTest extends DockerHost {
    RunContainerLimitsTest(String shellCommand) {
        super(shellCommand);
    }

    private Change created() {
        return change("container " + named("web"), "absent", "created");
    }

    private Map<String, Object> stopped(Object... more) {
        Map<String, Object> parameters = container("state", "stopped");
        parameters.putAll(parameters(more));
        return parameters;
    }

    private void standInEngineThatSays(String info) throws Exception {
        standInDocker("case $1:$3 in 'info:{{json .}}') echo '{%s}'; exit ;; esac\n".formatted(info));
    }

    @Test
    void leavesOutWithAWarningWhatTheEngineCantHold() throws Exception {
        standInEngineThatSays("\"CgroupDriver\":\"none\",\"CgroupVersion\":\"2\"");
        Map<String, Object> limited = stopped("memory", "64m", "cpus", "0.5", "pids", 100L);

        BlockResult result = converges("run_container", limited, created());

        assertThat(inspect("{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}}")).isEqualTo("0 0");
        assertThat(result.warnings())
                .contains("memory: the engine on this host can't limit it (cgroup driver none); container "
                        + named("web") + " runs without that limit")
                .hasSize(3);
        standInDocker("");
        converges(
                "run_container",
                limited,
                change("memory", "unlimited", "64m"),
                change("cpus", "unlimited", "0.5"),
                change("pids", "unlimited", "100"));
    }

    @Test
    void failsBeforeAnythingIsMadeWhereALimitMustHold() throws Exception {
        standInEngineThatSays("\"CpuCfsQuota\":false,\"MemoryLimit\":true");

        BlockResult.Failure failure =
                failed("run_container", stopped("cpus", "0.5", "memory", "64m", "limits", "enforce"));

        assertThat(failure.phase()).isEqualTo("check");
        assertThat(failure.message())
                .isEqualTo("cpus can't be enforced for container %s: the engine on this host has no cpu controller"
                        .formatted(named("web")));
        assertThat(failure.hint()).endsWith("or set limits: best_effort");
        assertThat(docker("ps", "--all", "--quiet", "--filter", "name=" + named("web")))
                .isEmpty();
    }

    /// A socket of another user than root, as a rootless engine's is; what is said to it goes to the real engine.
    private ServerSocketChannel standInRootlessEngine() throws Exception {
        Path socket = at("docker.sock");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Files.setAttribute(socket, "unix:uid", 65_534);
        environment("DOCKER_HOST", "unix://" + socket);
        standInDocker("unset DOCKER_HOST\n");
        return server;
    }

    @Test
    void aRootlessEngineMayNotPublishPrivilegedPorts() throws Exception {
        try (ServerSocketChannel _ = standInRootlessEngine()) {
            Map<String, Object> web = container("ports", Map.of("80", "127.0.0.1:81"), "stable", 0L);

            BlockResult.Failure failure = failed("run_container", web);

            assertThat(failure.message())
                    .matches(
                            "port 127\\.0\\.0\\.1:81/tcp needs a right that this rootless engine lacks: ports below \\d{2,} are root's");
            assertThat(failure.hint()).contains("net.ipv4.ip_unprivileged_port_start=81");
            assertThat(plan("run_container", web).warnings())
                    .singleElement()
                    .asString()
                    .contains("needs a right");

            // As after setcap on rootlesskit: a process of that name with root's rights, and one below it.
            Path standInRootlesskit = Files.copy(Path.of("/bin/dash"), at("rootlesskit"));
            Process rootlesskit =
                    new ProcessBuilder(standInRootlesskit.toString(), "-c", "sleep 600 & echo $!; wait").start();
            try {
                Files.writeString(at("docker.pid"), rootlesskit.inputReader().readLine());
                assertThat(output(run("run_container", web), "docker_mode")).isEqualTo("rootless");
                assertThat(inspect("{{.State.Status}}")).isEqualTo("running");
            } finally {
                rootlesskit.descendants().forEach(ProcessHandle::destroy);
                rootlesskit.destroy();
                rootlesskit.waitFor();
            }
        }
    }

    @Test
    void aRootlessEngineGivesNoUlimitAboveItsOwn() throws Exception {
        Process standInEngine = new ProcessBuilder("sh", "-c", "ulimit -n 256; echo ready; read line").start();
        try (ServerSocketChannel _ = standInRootlessEngine()) {
            assertThat(standInEngine.inputReader().readLine()).isEqualTo("ready");
            Files.writeString(at("docker.pid"), standInEngine.pid() + "\n");
            Map<String, Object> web = stopped("ulimits", Map.of("nofile", "128:1024", "core", 0L));

            assertThat(failed("run_container", with(web, "limits", "enforce")).message())
                    .isEqualTo("the ulimit nofile=128:1024 is above what this rootless engine may give (128:256)");
            BlockResult result = converges("run_container", web, created());

            assertThat(result.warnings())
                    .singleElement()
                    .asString()
                    .endsWith("container " + named("web") + " gets that");
            assertThat(inspect("{{range .HostConfig.Ulimits}}{{.Name}}={{.Soft}}:{{.Hard}} {{end}}")
                            .split(" "))
                    .containsExactlyInAnyOrder("nofile=128:256", "core=0:0");
        } finally {
            standInEngine.destroy();
            standInEngine.waitFor();
        }
    }

    @Test
    void waitsUntilAContainerIsHealthyAndStartsAnUnhealthyOneAgain() throws Exception {
        Map<String, Object> health =
                Map.of("cmd", "test -e /data/ok", "interval", 1L, "timeout", "10s", "retries", 1L, "start_period", 0L);
        Map<String, Object> web = container(
                "health",
                health,
                "volumes",
                Map.of(folder.toString(), "/data"),
                "wait",
                "healthy",
                "wait_timeout",
                60L,
                "stable",
                0L);

        assertThat(failed("run_container", web).message()).contains("is unhealthy", "it has been removed again");

        Files.createFile(at("ok"));
        converges("run_container", web, change("container " + named("web"), "absent", "running"));
        Files.delete(at("ok"));
        while (!inspect("{{.State.Health.Status}}").equals("unhealthy")) {
            Thread.onSpinWait();
        }
        Files.createFile(at("ok"));
        String started = inspect("{{.State.StartedAt}}");
        BlockResult planned = plan("run_container", web);
        if (!planned.changes().isEmpty()) { // Its check may have run again since.
            assertThat(planned.changes()).containsExactly(change("health", "unhealthy", "healthy"));
        }
        run("run_container", web);
        assertThat(inspect("{{.State.Health.Status}}")).isEqualTo("healthy");
        assertThat(started).isNotEmpty();
    }

    @Test
    void saysWhatIsMissingBeforeTheOldContainerIsTouched() throws Exception {
        BlockResult.Failure network = failed("run_container", stopped("network", "nosuch"));
        assertThat(network.message()).endsWith("wants the network nosuch, which the engine doesn't have");
        assertThat(network.hint()).isEqualTo("create it first: docker network create nosuch");
        assertThat(failed("run_container", stopped("health", Map.of("comand", "x")))
                        .message())
                .isEqualTo("health has no \"comand\"");
        assertThat(failed("run_container", container("wait", "healthy", "stable", 0L))
                        .message())
                .contains("has no health check to wait for");
        assertThat(run("run_container", stopped("pull", "always")).warnings())
                .anySatisfy(
                        warning -> assertThat(warning).contains("can't be pulled, so the one that is here is taken"));
        assertThat(run("run_container", stopped("command", List.of("sleep", "500")))
                        .status())
                .isEqualTo(Status.OK);
    }
}
