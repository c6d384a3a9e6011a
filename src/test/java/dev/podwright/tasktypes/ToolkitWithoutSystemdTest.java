package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Status;
import dev.podwright.lab.NeedsLab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `install_nvidia_toolkit` where an engine was started by hand, in a throwaway copy of this machine: a real dockerd of
/// its own, and stand-in packages.
@NeedsLab
@Timeout(180)
class ToolkitWithoutSystemdTest {
    private static final String DOCKERD =
            "dockerd --bridge=none --iptables=false --data-root=/engine --exec-root=/engine/exec ";

    @TempDir
    Path folder;

    private ThrowawayRoot machine;
    private Map<String, Object> toolkit;

    @BeforeEach
    void open() throws Exception {
        AptRepository mirror = AptRepository.in(
                folder.resolve("mirror/stable/deb/amd64"),
                "nvidia-container-toolkit=1.18.0-1",
                "nvidia-container-toolkit-base=1.18.0-1",
                "libnvidia-container-tools=1.18.0-1",
                "libnvidia-container1=1.18.0-1");
        Files.writeString(folder.resolve("mirror/gpgkey"), mirror.key());
        toolkit = Map.of("repository", "file://" + folder.resolve("mirror"), "users", List.of());
        machine = ThrowawayRoot.withoutNetwork("dash", Files.createDirectory(folder.resolve("root")));
    }

    @AfterEach
    void close() {
        machine.close();
    }

    private void start(String flags) {
        machine.shell("PATH=$PATH:/usr/sbin; setsid " + DOCKERD + flags + " >/var/log/docker.log 2>&1 </dev/null &");
        BlockResult up = machine.run("wait_for", Map.of("path", "/var/run/docker.sock", "timeout", 60L));
        assertThat(up.failure()).as(up.toString()).isEmpty();
    }

    private String words() {
        return machine.shell("tr '\\0' ' ' </proc/$(cat /var/run/docker.pid)/cmdline");
    }

    @Test
    void anEngineStartedByHandIsRestartedWithTheSameWords() {
        start("--log-level=warn");
        machine.shell(
                "mkdir -p /srv/conf; echo '{}' >/srv/conf/daemon.json; chmod 0640 /srv/conf/daemon.json; mkdir -p /etc/docker;"
                        + " ln -sf /srv/conf/daemon.json /etc/docker/daemon.json");
        String before = words();

        BlockResult planned = machine.plan("install_nvidia_toolkit", toolkit);
        BlockResult applied = machine.run("install_nvidia_toolkit", toolkit);

        assertThat(applied.status()).as(applied.toString()).isEqualTo(Status.CHANGED);
        assertThat(applied.changes())
                .isEqualTo(planned.changes())
                .contains(new Change(
                        "docker engine",
                        "running since before the toolkit was there",
                        "restarted (no container runs)"));
        assertThat(words().replaceFirst("^\\S*/", "")).isEqualTo(before.replaceFirst("^\\S*/", ""));
        assertThat(machine.shell("stat -c '%a %F' /srv/conf/daemon.json /etc/docker/daemon.json"))
                .isEqualTo("640 regular file\n777 symbolic link\n");
        BlockResult again = machine.run("install_nvidia_toolkit", toolkit);
        assertThat(again.status()).as(again.toString()).isEqualTo(Status.OK);
        machine.shell("kill $(cat /var/run/docker.pid)");
    }

    @Test
    void whatAnEngineWasToldByAFlagIsNotPutIntoItsFileAsWell() {
        start("--add-runtime=other=/bin/true");

        BlockResult result = machine.run("install_nvidia_toolkit", toolkit);

        assertThat(result.failure().orElseThrow().message())
                .startsWith(
                        "the docker engine was started with --add-runtime; with runtimes in /etc/docker/daemon.json too");
        machine.shell("kill $(cat /var/run/docker.pid)");
    }
}
