package dev.podwright.tasktypes;

import static dev.podwright.tasktypes.ToolkitHost.CONFIG;
import static dev.podwright.tasktypes.ToolkitHost.PACKAGES;
import static dev.podwright.tasktypes.ToolkitHost.toolkit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import dev.podwright.lab.Lab;
import dev.podwright.lab.LabHosts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// `install_nvidia_toolkit` with a real engine under systemd, real containers and real apt. The packages are stand-ins
/// from a mirror on the host's file system, and the GPU is one that a stand-in of nvidia-smi replays.
@Lab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstallNvidiaToolkitTest {
    private static final String OWN_KEYS =
            "{\n    \"log-opts\" : {\"max-size\":\"10m\"},\n    \"shutdown-timeout\": 1\n}\n";
    private static final String UUID = "GPU-b05d4238-8fdb-eca2-b5be-1a1f1fdc868e";

    private final ToolkitHost host;

    InstallNvidiaToolkitTest(LabHosts hosts, @TempDir Path folder) throws Exception {
        host = new ToolkitHost(hosts, folder);
    }

    @AfterAll
    void leaveTheHostAsItWas() {
        host.close();
    }

    /// A host with a running engine that has settings of its own, two containers, and no toolkit.
    @BeforeEach
    void startAgain() {
        host.clean(OWN_KEYS);
        String sleep = " --network none --stop-signal KILL podwright-toolkit:1 /bin/sleep 999;";
        host.shell("docker run -d --name toolkit-web --restart always" + sleep + "docker run -d --name toolkit-job"
                + sleep);
    }

    private String startedAt(String container) {
        return host.shell("docker inspect --format '{{.State.StartedAt}} {{.State.Running}}' " + container);
    }

    @Test
    void aFirstInstallationSaysWhichContainersItsRestartStops() {
        List<String> before = host.machine().snapshot();
        BlockResult planned = host.plan(toolkit());
        assertThat(host.machine().snapshot()).isEqualTo(before);
        assertThat(planned.changes())
                .as(planned.toString())
                .contains(
                        new Change("package nvidia-container-toolkit", "absent", "installed"),
                        new Change(CONFIG + " runtimes.nvidia.path", "absent", "nvidia-container-runtime"),
                        new Change(CONFIG + " features.cdi", "absent", "true"),
                        new Change(
                                "docker engine",
                                "running since before the toolkit was there",
                                "restarted, which stops its containers: toolkit-job, toolkit-web"),
                        new Change("CDI specification /etc/cdi/nvidia.yaml", "absent", "driver 580.159.04, GPUs: 1"));
        assertThat(host.shell("ls /etc/cdi /usr/bin/nvidia-ctk 2>&1 || :")).contains("No such file");

        BlockResult applied = host.changed(toolkit());
        assertThat(applied.changes()).isEqualTo(planned.changes());
        assertThat(applied.outputs().get("restarted")).containsExactly(List.of("system"));
        assertThat(applied.outputs().get("runtime")).containsExactly(List.of("true"));
        assertThat(startedAt("toolkit-web")).endsWith("true\n");
        assertThat(startedAt("toolkit-job")).endsWith("false\n");
        assertThat(host.shell("cat " + CONFIG))
                .startsWith(OWN_KEYS.substring(0, OWN_KEYS.length() - 3))
                .contains("\"cdi\" : true");
        assertThat(host.shell("ls " + CONFIG + ".*~")).isNotBlank();

        String run = "docker run --rm --network none ";
        assertThat(host.shell(run + "--gpus all podwright-toolkit:1 /bin/echo ok"))
                .isEqualTo("ok\n");
        assertThat(host.shell(run + "--runtime nvidia podwright-toolkit:1 /bin/echo ok"))
                .isEqualTo("ok\n");
        assertThat(host.shell(run + "--device nvidia.com/gpu=" + UUID
                        + " podwright-toolkit:1 /bin/cat /usr/lib/libcuda.so.580.159.04"))
                .isEqualTo("stand-in\n");
    }

    @Test
    void whatDriftedIsMendedByAReloadThatContainersDontNotice() {
        host.changed(toolkit());
        host.shell("sed -i -e 's/nvidia-container-runtime\"/gone\"/' -e 's/10m/20m/' " + CONFIG);
        String before = startedAt("toolkit-web");

        assertThat(host.changed(toolkit("default_runtime", true)).changes())
                .containsExactly(
                        new Change(CONFIG + " runtimes.nvidia.path", "gone", "nvidia-container-runtime"),
                        new Change(CONFIG + " default-runtime", "absent", "nvidia"));
        assertThat(startedAt("toolkit-web")).isEqualTo(before);
        assertThat(host.shell("cat " + CONFIG)).contains("\"max-size\":\"20m\"");
        assertThat(host.shell("docker info --format '{{.DefaultRuntime}}'")).isEqualTo("nvidia\n");

        // What is in the file but was never taken up is noticed.
        host.shell("cp " + CONFIG + " /tmp/wanted; printf '{\"default-runtime\": \"runc\"}' >" + CONFIG
                + "; systemctl reload docker; n=0; until docker info --format '{{.DefaultRuntime}}' | grep -q runc || [ $n = 60 ];"
                + " do n=$((n + 1)); sleep 1; done; cp /tmp/wanted " + CONFIG);
        assertThat(host.changed(toolkit("default_runtime", true)).changes())
                .containsExactly(new Change("docker engine", "running with a former configuration", "reloaded"));
    }

    @Test
    void withLiveRestoreARestartKeepsContainers() {
        host.shell(
                "printf '{\"live-restore\": true, \"shutdown-timeout\": 1}' >" + CONFIG + "; systemctl reload docker");
        String before = startedAt("toolkit-job");

        BlockResult result = host.changed(toolkit());

        assertThat(result.changes())
                .contains(new Change(
                        "docker engine",
                        "running since before the toolkit was there",
                        "restarted (live-restore keeps its containers running: toolkit-job, toolkit-web)"));
        assertThat(startedAt("toolkit-job")).isEqualTo(before);
        assertThat(host.shell("cat " + CONFIG))
                .isEqualTo(
                        "{\"live-restore\": true, \"shutdown-timeout\": 1, \"runtimes\": {\"nvidia\": {\"path\": \"nvidia-container-runtime\"}},"
                                + " \"features\": {\"cdi\": true}}");
    }

    @Test
    void withoutLeaveToRestartItOnlyWarns() {
        String before = startedAt("toolkit-job");

        BlockResult result = host.changed(toolkit("restart", "never"));

        assertThat(result.changes()).noneMatch(change -> change.what().equals("docker engine"));
        assertThat(result.warnings()).singleElement().asString().contains("running since before the toolkit was there");
        assertThat(startedAt("toolkit-job")).isEqualTo(before);
        assertThat(host.shell("docker info --format '{{json .Runtimes}}'")).contains("nvidia-container-runtime");
        assertThat(host.changed(toolkit()).outputs().get("restarted")).containsExactly(List.of("system"));
    }

    @Test
    void listsOfItsPredecessorsAreRemovedAndOthersWithAnotherKeyNamed() {
        String entry =
                "deb [signed-by=/srv/podwright-toolkit/other.asc] file:///srv/podwright-toolkit/stable/deb/amd64 /";
        host.shell("echo '" + entry
                + "' | tee /etc/apt/sources.list.d/nvidia-docker.list >/etc/apt/sources.list.d/site-nvidia.list");

        BlockResult refused = host.run("install_nvidia_toolkit", toolkit());
        assertThat(refused.failure().orElseThrow().message())
                .contains("/etc/apt/sources.list.d/site-nvidia.list line 1")
                .contains("E: Conflicting values set for option Signed-By");

        host.shell("rm /etc/apt/sources.list.d/site-nvidia.list");
        assertThat(host.changed(toolkit("restart", "never")).changes())
                .contains(new Change("/etc/apt/sources.list.d/nvidia-docker.list", "present", "absent"));
        assertThat(host.machine().tryExec("apt-get", "check").status()).isZero();
    }

    @Test
    void anOlderVersionAndAnotherDescriptionOfTheGpus() {
        host.changed(toolkit("restart", "never"));

        BlockResult older = host.changed(toolkit("version", "1.17.0", "restart", "never"));
        assertThat(older.changes())
                .containsExactlyElementsOf(PACKAGES.stream()
                        .map(name -> new Change("package " + name, "1.18.0-1", "1.17.0-1"))
                        .toList());
        assertThat(older.outputs().get("version")).containsExactly(List.of("1.17.0-1"));

        host.shell("sed -i s/580.159.04/570.86.15/ /etc/cdi/nvidia.yaml");
        assertThat(host.changed(toolkit("restart", "never")).changes())
                .containsExactly(new Change(
                        "CDI specification /etc/cdi/nvidia.yaml", "driver 570.86.15", "driver 580.159.04, GPUs: 1"));

        // What older instructions set for rootless engines takes the GPUs from root's.
        host.shell(
                "mkdir -p /etc/nvidia-container-runtime; printf '[nvidia-container-cli]\\nno-cgroups = true\\n'"
                        + " >/etc/nvidia-container-runtime/config.toml; sed -i s/GPU-b05d4238/MIG-b05d4238/ /etc/cdi/nvidia.yaml");
        assertThat(host.changed(toolkit("restart", "never")).changes())
                .containsExactly(
                        new Change("/etc/nvidia-container-runtime/config.toml no-cgroups", "true", "false"),
                        new Change(
                                "CDI specification /etc/cdi/nvidia.yaml",
                                "other GPUs than there are now",
                                "driver 580.159.04, GPUs: 1"));
    }

    @Test
    void aFileThatWouldNotDoIsLeftAsItIs() {
        host.shell("printf '{\\n  \"debug\": true,\\n}\\n' >" + CONFIG);
        assertThat(failure())
                .isEqualTo(CONFIG + ", line 2, column 16: there is a comma before } where nothing follows");
        assertThat(host.shell("cat " + CONFIG)).isEqualTo("{\n  \"debug\": true,\n}\n");

        host.shell("printf '{\"no-such-directive\": true}' >" + CONFIG);
        assertThat(failure()).contains("dockerd does not accept " + CONFIG).contains("no-such-directive");
        assertThat(host.shell("cat " + CONFIG)).isEqualTo("{\"no-such-directive\": true}");
    }

    private String failure() {
        BlockResult result = host.run("install_nvidia_toolkit", toolkit("restart", "never"));
        return result.failure().orElseThrow(() -> new AssertionError(result)).message();
    }

    @Test
    void aRootlessEngineGetsADescriptionInItsUsersHome() {
        Map<String, Object> rootless = Map.of("user", "clerk");
        BlockResult setUp = host.run("setup_rootless", rootless);
        assertThat(setUp.failure()).as(setUp.toString()).isEmpty();
        String config = "/home/clerk/.config/docker/daemon.json";

        BlockResult result = host.changed(toolkit());

        assertThat(result.outputs().get("restarted")).containsExactly(List.of("system"), List.of("clerk"));
        assertThat(result.changes())
                .contains(
                        new Change(config + " cdi-spec-dirs", "absent", "[\"/home/clerk/.config/cdi\"]"),
                        new Change(
                                "CDI specification /home/clerk/.config/cdi/nvidia.yaml",
                                "absent",
                                "driver 580.159.04, GPUs: 1"));
        assertThat(host.shell("stat -c %U " + config + " /home/clerk/.config/cdi/nvidia.yaml"))
                .isEqualTo("clerk\nclerk\n");
        assertThat(host.shell("""
                        run="runuser -u clerk -- env HOME=/home/clerk DOCKER_HOST=unix:///run/user/$(id -u clerk)/docker.sock docker"
                        cd /
                        docker save podwright-toolkit:1 | $run load >/dev/null
                        $run run --rm --network none --device nvidia.com/gpu=%s podwright-toolkit:1 /bin/cat /usr/lib/libcuda.so.580.159.04
                        """.formatted(UUID))).isEqualTo("stand-in\n");
        BlockResult gone = host.run("setup_rootless", Map.of("user", "clerk", "state", "absent", "purge", true));
        assertThat(gone.failure()).as(gone.toString()).isEmpty();
        host.shell("rm -rf /home/clerk/.config/docker /home/clerk/.config/cdi");
    }
}
