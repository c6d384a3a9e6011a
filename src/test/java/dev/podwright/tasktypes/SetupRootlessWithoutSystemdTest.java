package dev.podwright.tasktypes;

import static dev.podwright.tasktypes.RootlessHost.change;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.Connection;
import dev.podwright.lab.Lab;
import dev.podwright.lab.LabHost;
import dev.podwright.lab.LabHosts;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// `setup_rootless` on a bare host whose services are init scripts, so that nothing watches over a user's engine.
@Lab(image = "trixie-sysvinit", fresh = true)
class SetupRootlessWithoutSystemdTest {
    private static final String RUNTIME = "/home/operator/.docker/run";

    @Test
    void startsAnEngineThatStaysAndStartsItAgainHoweverItEnded(LabHosts hosts) throws Exception {
        LabHost machine = hosts.first();
        try (Connection connection = LabConnection.to(hosts);
                RootlessHost host = RootlessHost.on(connection)) {
            BlockResult set = host.converges(Map.of());
            assertThat(set.warnings()).anyMatch(warning -> warning.contains("nothing starts the rootless engine"));
            assertThat(LocalHost.output(set, "host")).isEqualTo("unix://" + RUNTIME + "/docker.sock");
            assertThat(LocalHost.output(set, "limits_supported")).isEqualTo("false");

            machine.exec("sh", "-c", RootlessHost.IMAGE, "sh", RUNTIME + "/docker.sock");
            docker(machine, "run -d --name pod --restart always shell:1 /bin/sleep 600");
            machine.exec("sh", "-c", "kill -9 \"$(cat " + RUNTIME + "/docker.pid)\"");
            assertThat(host.converges(Map.of()).changes())
                    .containsExactly(change("rootless engine of operator", "stopped", "running"));
            assertThat(docker(machine, "container inspect -f {{.State.Status}} pod"))
                    .isEqualTo("running\n");

            machine.exec("sh", "-c", """
                    for pid in $(grep -ls rootlesskit /proc/[0-9]*/comm | cut -d / -f 3); do kill -9 "$pid"; done
                    """);
            assertThat(host.converges(Map.of()).changes())
                    .containsExactly(change("rootless engine of operator", "stopped", "running"));
            assertThat(docker(machine, "container inspect -f {{.State.Status}} pod"))
                    .isEqualTo("running\n");

            assertThat(host.converges(Map.of("state", "absent", "purge", true)).changes())
                    .containsExactly(
                            change("rootless engine of operator", "running", "stopped"),
                            change("images, containers and volumes of operator", "present", "absent"));
            assertThat(machine.exec("ps", "-u", "operator", "-o", "comm=")).doesNotContain("docker", "containerd");
        }
    }

    private static String docker(LabHost machine, String arguments) {
        return machine.exec("sh", "-c", "docker -H unix://" + RUNTIME + "/docker.sock " + arguments);
    }
}
