package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.Become;
import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Status;
import dev.podwright.connection.Connection;
import dev.podwright.lab.Lab;
import dev.podwright.lab.LabHosts;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// `install_docker` on a bare host whose services are init scripts. (Hosts with systemd: see the acceptance tests; with
/// neither: the container tests' own machine.)
@Lab(image = "trixie-sysvinit", fresh = true)
class InstallDockerTest {

    @Test
    void installsOnceAndKnowsAnEngineThatIsJustComingUp(LabHosts hosts) throws Exception {
        try (Connection connection = LabConnection.to(hosts);
                TaskTypeHarness host = TaskTypeHarness.on(connection, Become.user("root", Optional.empty()))) {
            BlockResult planned = host.plan("install_docker", Map.of());
            assertThat(planned.changes()).hasSize(2);
            assertThat(planned.changes().getFirst().to()).startsWith("docker.io, docker-cli");
            assertThat(planned.changes().getLast()).isEqualTo(new Change("docker service", "stopped", "running"));
            BlockResult installed = host.run("install_docker", Map.of());
            assertThat(installed.status()).as(installed.toString()).isEqualTo(Status.CHANGED);
            assertThat(installed.changes()).isEqualTo(planned.changes());
            assertThat(host.run("install_docker", Map.of()).status()).isEqualTo(Status.OK);

            BlockResult restarted = host.run("service", Map.of("name", "docker", "state", "restarted"));
            assertThat(restarted.status()).as(restarted.toString()).isEqualTo(Status.CHANGED);
            assertThat(host.run("install_docker", Map.of()).changes()).isEmpty();
        }
    }
}
