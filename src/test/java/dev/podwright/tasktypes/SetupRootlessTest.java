package dev.podwright.tasktypes;

import static dev.podwright.tasktypes.RootlessHost.change;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Status;
import dev.podwright.connection.Connection;
import dev.podwright.lab.Lab;
import dev.podwright.lab.LabHosts;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// `setup_rootless` on a bare host whose engine is an older one, and what may be declared of it besides.
@Lab(image = "bookworm", fresh = true)
class SetupRootlessTest {
    private static final String SOCKET = "/run/user/1000/docker.sock";

    @Test
    void setsUpAndThenDeclaresMoreOfIt(LabHosts hosts) throws Exception {
        try (Connection connection = LabConnection.to(hosts);
                RootlessHost host = RootlessHost.on(connection)) {
            BlockResult set = host.converges(Map.of());
            assertThat(LocalHost.output(set, "host")).isEqualTo("unix://" + SOCKET);
            assertThat(LocalHost.output(set, "user")).as("who used sudo").isEqualTo("operator");
            assertThat(LocalHost.output(set, "mode")).isEqualTo("rootless");

            hosts.first().exec("sh", "-c", RootlessHost.IMAGE, "sh", SOCKET);
            hosts.first()
                    .exec(
                            "docker",
                            "-H",
                            "unix://" + SOCKET,
                            "run",
                            "-d",
                            "--name",
                            "pod",
                            "shell:1",
                            "/bin/sleep",
                            "600");
            Map<String, Object> data = Map.of("config", Map.of("max-concurrent-uploads", 1L));
            BlockResult configured = host.converges(data);
            assertThat(configured.changes())
                    .containsExactly(
                            change("/home/operator/.config/docker/daemon.json max-concurrent-uploads", "absent", "1"),
                            change(
                                    "rootless engine of operator",
                                    "running",
                                    "restarted, which stops its containers: pod"));
            assertThat(hosts.first().exec("stat", "-c", "%U", "/home/operator/.config/docker/daemon.json"))
                    .isEqualTo("operator\n");

            // A lab host comes with 0, as Docker gives it to containers.
            assertThat(host.converges(Map.of("privileged_ports", false)).changes())
                    .containsExactly(change("sysctl net.ipv4.ip_unprivileged_port_start", "0", "1024"));
            String published = "docker -H unix://" + SOCKET + " run --rm -p 127.0.0.1:80:80 shell:1 /bin/sh -c :";
            assertThat(hosts.first().tryExec("sh", "-c", published).error())
                    .contains("cannot expose privileged port 80");
            assertThat(host.converges(Map.of("privileged_ports", true)).changes())
                    .containsExactly(change("sysctl net.ipv4.ip_unprivileged_port_start", "1024", "0"));
            hosts.first().exec("sh", "-c", published);
        }
    }

    @Test
    void refusesWhoCantHaveOne(LabHosts hosts) throws Exception {
        try (Connection connection = LabConnection.to(hosts);
                RootlessHost host = RootlessHost.on(connection)) {
            assertThat(host.run(Map.of("user", "root")).failure().orElseThrow().message())
                    .isEqualTo("rootless Docker can't be for root");
            assertThat(host.run(Map.of("user", "nobody-here"))
                            .failure()
                            .orElseThrow()
                            .message())
                    .isEqualTo("there is no user nobody-here on this host");
            assertThat(host.plan(Map.of("user", "nobody-here")).status())
                    .as("an earlier task may make it")
                    .isEqualTo(Status.DEFERRED);
        }
    }
}
