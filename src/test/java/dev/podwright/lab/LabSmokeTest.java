package dev.podwright.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every test in the lab relies on.
@Lab(hosts = 2)
class LabSmokeTest {

    private final LabHosts hosts;

    LabSmokeTest(LabHosts hosts) {
        this.hosts = hosts;
    }

    @Test
    void everyHostCanBeLoggedInToWithItsTrueKeyChecked() {
        assertThat(hosts).hasSize(2).allSatisfy(host -> {
            assertThat(ssh(host, "root", "hostname").orThrow().output()).isEqualTo(host.name() + "\n");
        });
    }

    @Test
    void theOperatorHasSudoWithoutAPasswordAndTheClerkOnlyWith() {
        LabHost host = hosts.first();

        assertThat(ssh(host, "operator", "sudo -n id -u").orThrow().output()).isEqualTo("0\n");
        assertThat(ssh(host, "clerk", "sudo -n id -u").error()).contains("a password is required");
        assertThat(ssh(host, "clerk", "echo clerk-password | sudo -S -p '' id -u")
                        .orThrow()
                        .output())
                .isEqualTo("0\n");
    }

    @Test
    void systemdRunsAndGivesEachUserAManagerOfTheirOwn() {
        assertThat(hosts.first().exec("systemctl", "is-system-running")).isEqualTo("running\n");
        assertThat(ssh(hosts.first(), "operator", "systemctl --user is-system-running")
                        .orThrow()
                        .output())
                .isEqualTo("running\n");
    }

    @Test
    void aSnapshotSeesAFileAndNothingElse() {
        LabHost host = hosts.first();
        List<String> before = host.snapshot();

        ssh(host, "operator", "sudo -n mkdir /srv/smoke && echo hello | sudo -n tee /srv/smoke/note")
                .orThrow();
        List<String> after = new ArrayList<>(host.snapshot());
        host.exec("rm", "-r", "/srv/smoke");

        assertThat(after).containsAll(before);
        after.removeAll(before);
        assertThat(after).hasSize(3).allSatisfy(line -> assertThat(line).contains("/srv/smoke"));
        assertThat(host.snapshot()).isEqualTo(before);
    }

    private CommandResult ssh(LabHost host, String user, String command) {
        return CommandResult.of(
                Duration.ofSeconds(60),
                Map.of(),
                "ssh",
                "-F",
                "/dev/null",
                "-i",
                hosts.identity().toString(),
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=yes",
                "-o",
                "UserKnownHostsFile=" + hosts.knownHosts(),
                "-p",
                Integer.toString(host.port()),
                user + "@127.0.0.1",
                command);
    }
}
