package dev.podwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.lab.Lab;
import dev.podwright.lab.LabHost;
import dev.podwright.lab.LabHosts;
import dev.podwright.report.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing runs on a host whose key isn't the known one.
@Lab(hosts = 2)
class HostKeyTest {
    private final LabHost host;
    private final LabHost other;
    private final Path knownHosts;
    private final Operator operator;

    HostKeyTest(LabHosts hosts, @TempDir Path folder) {
        this.host = hosts.hosts().get(0);
        this.other = hosts.hosts().get(1);
        this.knownHosts = folder.resolve("known_hosts");
        this.operator = Operator.loggingIn(
                "operator", folder, hosts.inventory(), "-l", host.name(), "--known-hosts", knownHosts.toString());
        operator.writes("touch.yml", """
                - hosts: all
                  gather_facts: false
                  tasks:
                    - name: Touch
                      command: touch /tmp/host-key-test
                """);
    }

    @AfterEach
    void tidyUp() {
        host.exec("rm", "-f", "/tmp/host-key-test");
    }

    @Test
    void aChangedKeyIsRefusedWithTheLineOfKnownHosts() {
        operator.writes("known_hosts", "# the old host\n" + known(host, key(other)));

        Told run = operator.run("touch.yml");

        assertThat(run.exitCode()).isEqualTo(ExitCode.HOST_UNREACHABLE);
        assertThat(run.out())
                .contains("the host key has changed: it offers ssh-ed25519 " + fingerprint(host))
                .contains("but " + knownHosts + ":2 has " + fingerprint(other))
                .contains("hint: If the host was really reinstalled");
        assertThat(touched()).isFalse();
    }

    @Test
    void acceptNewDoesNotAcceptAChangedKey() {
        String line = known(host, key(other));
        operator.writes("known_hosts", line);

        Told run = operator.run("touch.yml", "--host-key-checking", "accept-new");

        assertThat(run.exitCode()).isEqualTo(ExitCode.HOST_UNREACHABLE);
        assertThat(knownHosts).hasContent(line);
        assertThat(touched()).isFalse();
    }

    @Test
    void anUnknownHostIsRefusedWithItsFingerprint() {
        Told run = operator.run("touch.yml");

        assertThat(run.exitCode()).isEqualTo(ExitCode.HOST_UNREACHABLE);
        assertThat(run.out())
                .contains("the host key isn't known: ssh-ed25519 " + fingerprint(host))
                .contains("ssh-keyscan -p " + host.port() + " 127.0.0.1 >> " + knownHosts);
        assertThat(knownHosts).doesNotExist();
        assertThat(touched()).isFalse();
    }

    @Test
    void acceptNewRemembersTheKeySoThatStrictAcceptsItFromThenOn() throws IOException {
        Told first = operator.run("touch.yml", "--host-key-checking", "accept-new");

        assertThat(first.exitCode()).as(first.out()).isEqualTo(ExitCode.OK);
        assertThat(Files.readString(knownHosts)).isEqualTo(known(host, key(host)));
        assertThat(touched()).isTrue();
        assertThat(operator.run("touch.yml").exitCode()).isEqualTo(ExitCode.OK);
    }

    private boolean touched() {
        return host.tryExec("test", "-e", "/tmp/host-key-test").status() == 0;
    }

    private static String known(LabHost where, String key) {
        return "[127.0.0.1]:%d %s%n".formatted(where.port(), key);
    }

    /// Type and key, without the comment.
    private static String key(LabHost host) {
        String[] words = host.exec("cat", "/etc/ssh/ssh_host_ed25519_key.pub").split(" ", -1);
        return words[0] + " " + words[1].strip();
    }

    private static String fingerprint(LabHost host) {
        return host.exec("ssh-keygen", "-lf", "/etc/ssh/ssh_host_ed25519_key.pub")
                .split(" ", -1)[1];
    }
}
