package dev.podwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.lab.Lab;
import dev.podwright.lab.LabHost;
import dev.podwright.lab.LabHosts;
import dev.podwright.report.ExitCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One play over hosts of which all but one have something wrong with them: each is told for itself, and none holds up
/// another.
@Lab(hosts = 2)
class SeveralHostsTest {
    private static final String PLAYBOOK = """
            - name: Everywhere
              hosts: all
              become: true
              tasks:
                - name: The package
                  package: {name: "[=wanted]"}
                - name: A note
                  copy: {dest: /opt/several, content: "here\\n"}
            """;

    /// A package that can't be configured, which keeps apt from installing any other.
    private static final String BREAK = """
            set -eu
            cd "$(mktemp -d)"
            mkdir -p broken/DEBIAN
            printf '%s\\n' 'Package: broken' 'Version: 1' 'Architecture: all' 'Maintainer: nobody <n@example.org>' \\
                'Description: fails' >broken/DEBIAN/control
            printf '%s\\n' '#!/bin/sh' 'echo "the licence server does not answer" >&2' 'exit 3' >broken/DEBIAN/postinst
            chmod 0755 broken/DEBIAN/postinst
            dpkg-deb --build broken >/dev/null
            dpkg -i broken.deb >/dev/null 2>&1 || :
            """;

    private final LabHost healthy;
    private final LabHost broken;
    private final Operator operator;

    SeveralHostsTest(LabHosts hosts, @TempDir Path folder) throws IOException {
        this.healthy = hosts.hosts().get(0);
        this.broken = hosts.hosts().get(1);
        Operator nobody = new Operator(folder, List.of());
        nobody.writes("everywhere.yml", PLAYBOOK);
        this.operator = Operator.of(folder, nobody.writes("inventory.yml", inventory(hosts)));
    }

    private static String inventory(LabHosts hosts) throws IOException {
        return """
                all:
                  vars:
                    address: 127.0.0.1
                    user: operator
                    identity_file: "%s"
                    known_hosts: "%s"
                    wanted: dash
                  hosts:
                    healthy: {port: %d}
                    nowhere: {port: %d, connect_retries: 2}
                    broken: {port: %d, wanted: less}
                    guarded: {port: %d, user: clerk}
                """.formatted(
                        hosts.identity(),
                        hosts.knownHosts(),
                        hosts.hosts().get(0).port(),
                        closedPort(),
                        hosts.hosts().get(1).port(),
                        hosts.hosts().get(0).port());
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @BeforeEach
    void breakOne() {
        broken.exec("sh", "-c", BREAK);
    }

    @AfterEach
    void repairIt() {
        broken.exec(
                "sh", "-c", "rm -f /var/lib/dpkg/info/broken.postinst; dpkg --purge broken less; rm -f /opt/several");
        healthy.exec("rm", "-f", "/opt/several");
    }

    @Test
    void eachHostEndsInItsOwnStateAndUnreachableWins() {
        Told run = operator.run("everywhere.yml");

        assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.HOST_UNREACHABLE);
        assertThat(run.out())
                .containsPattern("healthy +: ok=2 changed=1 unreachable=0 failed=0 ")
                .containsPattern("nowhere +: ok=0 changed=0 unreachable=1 failed=0 ")
                .containsPattern("broken +: ok=0 changed=0 unreachable=0 failed=1 ")
                .containsPattern("guarded +: ok=0 changed=0 unreachable=0 failed=1 ");
        assertThat(healthy.exec("cat", "/opt/several")).isEqualTo("here\n");
        assertThat(broken.tryExec("test", "-e", "/opt/several").status()).isNotZero();
    }

    @Test
    void aHealthyHostIsNotHeldUp() {
        Told run = operator.run("everywhere.yml");

        Instant gaveUp = Instant.parse(
                String.valueOf(run.event("host_unreachable", "nowhere").get("time")));
        assertThat(run.tasks().stream().filter(task -> task.host().equals("healthy")))
                .hasSize(2)
                .allSatisfy(task -> assertThat(task.time()).isBefore(gaveUp));
    }

    @Test
    void withoutTheUnreachableHostTheFailedOnesCount() {
        assertThat(operator.run("everywhere.yml", "-l", "all:!nowhere").exitCode())
                .isEqualTo(ExitCode.HOST_FAILED);
        assertThat(operator.run("everywhere.yml", "-l", "healthy").exitCode()).isEqualTo(ExitCode.OK);
    }

    @Test
    void anUnreachableHostIsToldWithItsAddressAndWhatToDo() {
        Told run = operator.run("everywhere.yml", "-l", "nowhere");

        String closing = run.out().substring(run.out().indexOf("FAILURES"));
        assertThat(closing).containsPattern("""
                nowhere: unreachable
                  nowhere \\(127.0.0.1:\\d+\\): connection refused
                  hint: Is sshd running there, and on that port\\?
                """);
    }

    @Test
    void aFailedPackageIsToldWithItsPlaceTheTemplatesLineAndWhatAptSaid() {
        Told run = operator.run("everywhere.yml", "-l", "broken");

        String closing = run.out().substring(run.out().indexOf("FAILURES"));
        assertThat(closing)
                .contains("broken: The package\n")
                .containsPattern("at \\S*everywhere.yml:5:7\n")
                .containsPattern("in templates/lib/package_(run|explain).sh:\\d+\n")
                .contains("the licence server does not answer")
                .contains("hint: ");
    }

    @Test
    void aMissingSudoPasswordIsToldWithWhatToDo() {
        Told run = operator.run("everywhere.yml", "-l", "guarded");

        String closing = run.out().substring(run.out().indexOf("FAILURES"));
        assertThat(closing)
                .contains("guarded: The package\n")
                .containsPattern("at \\S*everywhere.yml:5:7\n")
                .contains("sudo asks for a password to become root")
                .contains("hint: Give it by -K or become_password");
    }
}
