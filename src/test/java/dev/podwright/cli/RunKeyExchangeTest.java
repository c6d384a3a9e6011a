package dev.podwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.OpenSshServer;
import dev.podwright.report.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The operator chooses the key exchange, and is told which it has become.
@Timeout(60)
class RunKeyExchangeTest {
    @TempDir
    static Path folder;

    private static OpenSshServer server;

    private final FakeEnvironment podwright = new FakeEnvironment();

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = OpenSshServer.start(Files.createDirectory(folder.resolve("sshd")));
        Files.writeString(folder.resolve("site.yml"), "- hosts: all\n  tasks:\n    - command: \"true\"\n");
        Files.writeString(folder.resolve("ssh_config"), "KexAlgorithms ecdh-sha2-nistp256\n");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void prepare() throws IOException {
        podwright.with("XDG_STATE_HOME", folder.resolve("state").toString());
        inventory("{}");
    }

    private static void inventory(String variables) throws IOException {
        String vars = server.inventory().replaceFirst("}}\n$", "}, hosts: {gpu-01: %s}}\n".formatted(variables));
        Files.writeString(folder.resolve("hosts.yml"), vars);
    }

    private String runs(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "run", folder + "/site.yml", "-i", folder + "/hosts.yml", "--ssh-config", folder + "/ssh_config"));
        words.addAll(List.of(more));
        assertThat(podwright.run(words.toArray(String[]::new)))
                .as(podwright.out() + podwright.err())
                .isEqualTo(ExitCode.OK);
        return podwright.out();
    }

    private static String connectedBy(String keyExchange) {
        return "\ngpu-01: connected as %s@127.0.0.1:%d by %s, aes128-gcm@openssh.com, host key ssh-ed25519\n"
                .formatted(System.getProperty("user.name"), server.port(), keyExchange);
    }

    @Test
    void theSshConfigurationsIsTold() {
        assertThat(runs("-vvv")).contains(connectedBy("ecdh-sha2-nistp256"));
    }

    @Test
    void lessIsToldToThoseWhoAskForLess() {
        assertThat(runs("-vv")).contains("\ngpu-01: connected\n");
    }

    @Test
    void theInventorysWinsOverTheSshConfigurations() throws IOException {
        inventory("{wanted: p384, kex_algorithms: \"ecdh-sha2-nist[=wanted]\"}");

        assertThat(runs("-vvv")).contains(connectedBy("ecdh-sha2-nistp384"));
    }

    @Test
    void oneThatIsNotKnownIsRefusedAtOnce() {
        assertThat(podwright.run("ping", "--kex-algorithms", "^curve25519-sha265"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(podwright.err()).contains("\"curve25519-sha265\" is not known: did you mean \"curve25519-sha256\"?");
    }

    @Test
    void theCommandLinesWinsOverBothAndIsInTheEvents() throws IOException {
        inventory("{kex_algorithms: ecdh-sha2-nistp384}");

        assertThat(runs("-vvv", "--kex-algorithms", "^ecdh-sha2-nistp521", "--report", "json=" + folder + "/events"))
                .contains(connectedBy("ecdh-sha2-nistp521"));
        assertThat(folder.resolve("events"))
                .content()
                .contains("\"ssh\":{\"user\":\"" + System.getProperty("user.name")
                        + "\",\"address\":\"127.0.0.1\",\"port\":"
                        + server.port()
                        + ",\"key_exchange\":\"ecdh-sha2-nistp521\",\"cipher\":\"aes128-gcm@openssh.com\""
                        + ",\"host_key\":\"ssh-ed25519\"}");
    }
}
