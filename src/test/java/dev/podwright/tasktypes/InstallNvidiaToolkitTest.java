package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.Become;
import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Status;
import dev.podwright.connection.Connection;
import dev.podwright.lab.Lab;
import dev.podwright.lab.LabHost;
import dev.podwright.lab.LabHosts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// `install_nvidia_toolkit` with a real engine under systemd, real containers and real apt. The packages are stand-ins
/// from a mirror on the host's file system, and the GPU is one that a stand-in of nvidia-smi replays.
@Lab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InstallNvidiaToolkitTest {
    private static final String CONFIG = "/etc/docker/daemon.json";
    private static final String OWN_KEYS =
            "{\n    \"log-opts\" : {\"max-size\":\"10m\"},\n    \"shutdown-timeout\": 1\n}\n";
    private static final List<String> PACKAGES = List.of(
            "nvidia-container-toolkit",
            "nvidia-container-toolkit-base",
            "libnvidia-container-tools",
            "libnvidia-container1");
    private static final String UUID = "GPU-b05d4238-8fdb-eca2-b5be-1a1f1fdc868e";

    private final LabHost machine;
    private final Connection connection;
    private final TaskTypeHarness host;

    InstallNvidiaToolkitTest(LabHosts hosts) throws Exception {
        machine = hosts.first();
        connection = LabConnection.to(hosts);
        host = TaskTypeHarness.on(connection, Become.user("root", Optional.empty()));
    }

    @BeforeAll
    void prepare(@TempDir Path folder) throws Exception {
        List<String> packages = new ArrayList<>();
        for (String version : List.of("1.17.0-1", "1.18.0-1")) {
            PACKAGES.forEach(name -> packages.add(name + "=" + version));
        }
        AptRepository mirror =
                AptRepository.in(folder.resolve("mirror/stable/deb/amd64"), packages.toArray(String[]::new));
        Files.writeString(folder.resolve("mirror/gpgkey"), mirror.key());
        Files.writeString(
                folder.resolve("mirror/other.asc"),
                Files.readString(mirror.folder().resolve("other.asc")));
        upload(folder.resolve("mirror"), "/srv/podwright-toolkit");
        upload(Path.of("src/test/resources/nvidia-smi"), "/srv/podwright-smi");
        upload(Path.of("src/test/resources/dev/podwright/tasktypes/apt-repository/host"), "/srv/podwright-gpu");
        assertThat(host.run("install_docker", Map.of()).failure()).isEmpty();
        assertThat(host.run("package", Map.of("name", "busybox-static")).failure())
                .isEmpty();
        shell("""
                printf '#!/bin/sh\\nexec /srv/podwright-smi/nvidia-smi "$@"\\n' >/usr/local/bin/nvidia-smi
                chmod 0755 /usr/local/bin/nvidia-smi /srv/podwright-smi/nvidia-smi
                echo stand-in >/usr/lib/libcuda.so.580.159.04
                cd "$(mktemp -d)"
                mkdir bin
                cp /bin/busybox bin/
                for name in sleep cat echo; do ln -s busybox bin/$name; done
                tar -c . | docker import - podwright-toolkit:1
                """);
    }

    private void upload(Path folder, String to) throws Exception {
        Path archive = Files.createTempFile("podwright", ".tar");
        Process tar = new ProcessBuilder(
                        "tar", "-C", folder.toString(), "--exclude=work", "-cf", archive.toString(), ".")
                .start();
        assertThat(tar.waitFor()).isZero();
        connection.upload(archive, "/tmp/podwright-upload.tar");
        Files.delete(archive);
        shell("mkdir -p " + to + "; tar -C " + to
                + " -xf /tmp/podwright-upload.tar; rm /tmp/podwright-upload.tar; chmod -R a+rX " + to);
    }

    @AfterAll
    void leaveTheHostAsItWas() {
        clean("");
        shell(
                "docker rmi -f podwright-toolkit:1; rm -rf /srv/podwright-* /usr/local/bin/nvidia-smi /usr/lib/libcuda.so.580.159.04");
        host.close();
        connection.close();
    }

    /// A host with a running engine that has settings of its own, two containers, and no toolkit.
    @BeforeEach
    void startAgain() {
        clean(OWN_KEYS);
        shell(
                "docker run -d --name toolkit-web --restart always --network none --stop-signal KILL podwright-toolkit:1 /bin/sleep 999;"
                        + " docker run -d --name toolkit-job --network none --stop-signal KILL podwright-toolkit:1 /bin/sleep 999");
    }

    private void clean(String config) {
        shell("""
                docker rm -f toolkit-web toolkit-job >/dev/null 2>&1 || :
                dpkg --purge %s >/dev/null 2>&1 || :
                rm -rf /etc/docker/daemon.json* /etc/cdi /var/run/cdi /etc/nvidia-container-runtime
                rm -f /etc/apt/sources.list.d/*nvidia* /usr/share/keyrings/*nvidia*
                printf '%%s' '%s' >/tmp/podwright-config
                [ ! -s /tmp/podwright-config ] || cp /tmp/podwright-config /etc/docker/daemon.json
                systemctl reset-failed docker
                systemctl restart docker
                """.formatted(String.join(" ", PACKAGES), config));
    }

    private String shell(String script) {
        return machine.exec("sh", "-c", script);
    }

    private static Map<String, Object> toolkit(Object... namesAndValues) {
        Map<String, Object> parameters = LocalHost.parameters(
                "repository",
                "file:///srv/podwright-toolkit",
                "sysfs",
                "/srv/podwright-gpu/sys",
                "procfs",
                "/srv/podwright-gpu/proc");
        parameters.putAll(LocalHost.parameters(namesAndValues));
        return parameters;
    }

    private BlockResult changed(Map<String, Object> parameters) {
        BlockResult result = host.run("install_nvidia_toolkit", parameters);
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.CHANGED);
        BlockResult again = host.run("install_nvidia_toolkit", parameters);
        assertThat(again.status()).as(again.toString()).isEqualTo(Status.OK);
        return result;
    }

    private String startedAt(String container) {
        return shell("docker inspect --format '{{.State.StartedAt}} {{.State.Running}}' " + container);
    }

    @Test
    void aFirstInstallationSaysWhichContainersItsRestartStops() {
        BlockResult planned = host.plan("install_nvidia_toolkit", toolkit());
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
        assertThat(shell("ls /etc/cdi /usr/bin/nvidia-ctk 2>&1 || :")).contains("No such file");

        BlockResult applied = changed(toolkit());
        assertThat(applied.changes()).isEqualTo(planned.changes());
        assertThat(applied.outputs().get("restarted")).containsExactly(List.of("system"));
        assertThat(applied.outputs().get("runtime")).containsExactly(List.of("true"));
        assertThat(startedAt("toolkit-web")).endsWith("true\n");
        assertThat(startedAt("toolkit-job")).endsWith("false\n");
        assertThat(shell("cat " + CONFIG))
                .startsWith(OWN_KEYS.substring(0, OWN_KEYS.length() - 3))
                .contains("\"cdi\" : true");
        assertThat(shell("ls " + CONFIG + ".*~")).isNotBlank();

        String run = "docker run --rm --network none ";
        assertThat(shell(run + "--gpus all podwright-toolkit:1 /bin/echo ok")).isEqualTo("ok\n");
        assertThat(shell(run + "--runtime nvidia podwright-toolkit:1 /bin/echo ok"))
                .isEqualTo("ok\n");
        assertThat(shell(run + "--device nvidia.com/gpu=" + UUID
                        + " podwright-toolkit:1 /bin/cat /usr/lib/libcuda.so.580.159.04"))
                .isEqualTo("stand-in\n");
    }

    @Test
    void whatDriftedIsMendedByAReloadThatContainersDontNotice() {
        changed(toolkit());
        shell("sed -i -e 's/nvidia-container-runtime\"/gone\"/' -e 's/10m/20m/' " + CONFIG);
        String before = startedAt("toolkit-web");

        assertThat(changed(toolkit("default_runtime", true)).changes())
                .containsExactly(
                        new Change(CONFIG + " runtimes.nvidia.path", "gone", "nvidia-container-runtime"),
                        new Change(CONFIG + " default-runtime", "absent", "nvidia"));
        assertThat(startedAt("toolkit-web")).isEqualTo(before);
        assertThat(shell("cat " + CONFIG)).contains("\"max-size\":\"20m\"");
        assertThat(shell("docker info --format '{{.DefaultRuntime}}'")).isEqualTo("nvidia\n");

        // What is in the file but was never taken up is noticed.
        shell("cp " + CONFIG + " /tmp/wanted; printf '{\"default-runtime\": \"runc\"}' >" + CONFIG
                + "; systemctl reload docker; n=0; until docker info --format '{{.DefaultRuntime}}' | grep -q runc || [ $n = 60 ];"
                + " do n=$((n + 1)); sleep 1; done; cp /tmp/wanted " + CONFIG);
        assertThat(changed(toolkit("default_runtime", true)).changes())
                .containsExactly(new Change("docker engine", "running with a former configuration", "reloaded"));
    }

    @Test
    void withLiveRestoreARestartKeepsContainers() {
        shell("printf '{\"live-restore\": true, \"shutdown-timeout\": 1}' >" + CONFIG + "; systemctl reload docker");
        String before = startedAt("toolkit-job");

        BlockResult result = changed(toolkit());

        assertThat(result.changes())
                .contains(new Change(
                        "docker engine",
                        "running since before the toolkit was there",
                        "restarted (live-restore keeps its containers running: toolkit-job, toolkit-web)"));
        assertThat(startedAt("toolkit-job")).isEqualTo(before);
        assertThat(shell("cat " + CONFIG))
                .isEqualTo(
                        "{\"live-restore\": true, \"shutdown-timeout\": 1, \"runtimes\": {\"nvidia\": {\"path\": \"nvidia-container-runtime\"}},"
                                + " \"features\": {\"cdi\": true}}");
    }

    @Test
    void withoutLeaveToRestartItOnlyWarns() {
        String before = startedAt("toolkit-job");

        BlockResult result = changed(toolkit("restart", "never"));

        assertThat(result.changes()).noneMatch(change -> change.what().equals("docker engine"));
        assertThat(result.warnings()).singleElement().asString().contains("running since before the toolkit was there");
        assertThat(startedAt("toolkit-job")).isEqualTo(before);
        assertThat(shell("docker info --format '{{json .Runtimes}}'")).contains("nvidia-container-runtime");
        assertThat(changed(toolkit()).outputs().get("restarted")).containsExactly(List.of("system"));
    }

    @Test
    void listsOfItsPredecessorsAreRemovedAndOthersWithAnotherKeyNamed() {
        String entry =
                "deb [signed-by=/srv/podwright-toolkit/other.asc] file:///srv/podwright-toolkit/stable/deb/amd64 /";
        shell("echo '" + entry
                + "' | tee /etc/apt/sources.list.d/nvidia-docker.list >/etc/apt/sources.list.d/site-nvidia.list");

        BlockResult refused = host.run("install_nvidia_toolkit", toolkit());
        assertThat(refused.failure().orElseThrow().message())
                .contains("/etc/apt/sources.list.d/site-nvidia.list line 1")
                .contains("E: Conflicting values set for option Signed-By");

        shell("rm /etc/apt/sources.list.d/site-nvidia.list");
        assertThat(changed(toolkit("restart", "never")).changes())
                .contains(new Change("/etc/apt/sources.list.d/nvidia-docker.list", "present", "absent"));
        assertThat(machine.tryExec("apt-get", "check").status()).isZero();
    }

    @Test
    void anOlderVersionAndAnotherDescriptionOfTheGpus() {
        changed(toolkit("restart", "never"));

        BlockResult older = changed(toolkit("version", "1.17.0", "restart", "never"));
        assertThat(older.changes())
                .containsExactlyElementsOf(PACKAGES.stream()
                        .map(name -> new Change("package " + name, "1.18.0-1", "1.17.0-1"))
                        .toList());
        assertThat(older.outputs().get("version")).containsExactly(List.of("1.17.0-1"));

        shell("sed -i s/580.159.04/570.86.15/ /etc/cdi/nvidia.yaml");
        assertThat(changed(toolkit("restart", "never")).changes())
                .containsExactly(new Change(
                        "CDI specification /etc/cdi/nvidia.yaml", "driver 570.86.15", "driver 580.159.04, GPUs: 1"));

        // What older instructions set for rootless engines takes the GPUs from root's.
        shell(
                "mkdir -p /etc/nvidia-container-runtime; printf '[nvidia-container-cli]\\nno-cgroups = true\\n'"
                        + " >/etc/nvidia-container-runtime/config.toml; sed -i s/GPU-b05d4238/MIG-b05d4238/ /etc/cdi/nvidia.yaml");
        assertThat(changed(toolkit("restart", "never")).changes())
                .containsExactly(
                        new Change("/etc/nvidia-container-runtime/config.toml no-cgroups", "true", "false"),
                        new Change(
                                "CDI specification /etc/cdi/nvidia.yaml",
                                "other GPUs than there are now",
                                "driver 580.159.04, GPUs: 1"));
    }

    @Test
    void aFileThatWouldNotDoIsLeftAsItIs() {
        shell("printf '{\\n  \"debug\": true,\\n}\\n' >" + CONFIG);
        assertThat(failure())
                .isEqualTo(CONFIG + ", line 2, column 16: there is a comma before } where nothing follows");
        assertThat(shell("cat " + CONFIG)).isEqualTo("{\n  \"debug\": true,\n}\n");

        shell("printf '{\"no-such-directive\": true}' >" + CONFIG);
        assertThat(failure()).contains("dockerd does not accept " + CONFIG).contains("no-such-directive");
        assertThat(shell("cat " + CONFIG)).isEqualTo("{\"no-such-directive\": true}");
    }

    private String failure() {
        BlockResult result = host.run("install_nvidia_toolkit", toolkit("restart", "never"));
        return result.failure().orElseThrow(() -> new AssertionError(result)).message();
    }
}
