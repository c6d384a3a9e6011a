package dev.podwright.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.podwright.connection.BlockResult.Status;
import dev.podwright.connection.ConnectionException.Kind;
import dev.podwright.connection.Target.HostKeyChecking;
import dev.podwright.source.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Against a real OpenSSH server.
@Timeout(60)
class SshConnectorTest {
    @TempDir
    Path folder;

    private final SshConnector connector = new SshConnector(Passphrases.NONE, Optional.empty(), Duration.ofMillis(10));
    private OpenSshServer server;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        server = OpenSshServer.start(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static BlockResult check(Connection connection, String script) throws ConnectionException {
        try (RemoteShell shell = RemoteShell.open(connection, Become.NOT)) {
            return shell.submit(Blocks.check(script), BlockListener.NONE).join();
        }
    }

    private ConnectionException refusal(Target target) {
        return catchThrowableOfType(
                ConnectionException.class, () -> connector.connect(target).close());
    }

    @Test
    void runsBlocks() throws Exception {
        try (Connection connection = connector.connect(server.target())) {
            assertThat(check(connection, "id -un; echo größe >&2").stdout())
                    .isEqualTo(System.getProperty("user.name") + "\n");
            assertThat(check(connection, "echo größe >&2").stderr()).isEqualTo("größe\n");
        }
    }

    @Test
    void aBlockThatWantsNothingTakesAboutOneRoundTrip() throws Exception {
        try (Connection connection = connector.connect(server.target());
                RemoteShell shell = RemoteShell.open(connection, Become.NOT)) {
            long[] micros = new long[200];
            for (int i = 0; i < micros.length; i++) {
                long start = System.nanoTime();
                shell.submit(Blocks.check(":"), BlockListener.NONE).join();
                micros[i] = (System.nanoTime() - start) / 1000;
            }
            Arrays.sort(micros);
            assertThat(micros[100]).as("median in µs").isLessThan(50_000);
        }
    }

    @Test
    void carriesMegabytesInBothDirectionsAtOnce() throws Exception {
        try (Connection connection = connector.connect(server.target());
                RemoteShell shell = RemoteShell.open(connection, Become.NOT)) {
            List<CompletableFuture<BlockResult>> sent = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                String large = "x".repeat(1 << 20);
                sent.add(shell.submit(
                        Blocks.check("head -c 2000000 /dev/zero | tr '\\0' y; v=" + large), BlockListener.NONE));
            }
            for (CompletableFuture<BlockResult> result : sent) {
                assertThat(result.join().stdout()).hasSize(2_000_000);
            }
        }
    }

    @Test
    void aTimeoutEndsTheRemoteProcesses() throws Exception {
        try (Connection connection = connector.connect(server.target());
                RemoteShell shell = RemoteShell.open(connection, Become.NOT)) {
            CompletableFuture<BlockResult> late = shell.submit(
                    Blocks.keepGoing(Blocks.within(Duration.ofMillis(200), Blocks.check("echo $$; sleep 60"))),
                    BlockListener.NONE);
            CompletableFuture<BlockResult> next = shell.submit(Blocks.check("kill -0 $$; echo on"), BlockListener.NONE);

            assertThat(late.join().status()).isEqualTo(Status.TIMED_OUT);
            assertThat(next.join().stdout()).isEqualTo("on\n");
            String pid = late.join().stdout().strip();
            assertThat(check(connection, "kill -0 " + pid).status()).isEqualTo(Status.FAILED);
        }
    }

    @Test
    void uploadsAFileThatOnlyItsOwnerMayRead() throws Exception {
        Path local = Files.write(folder.resolve("local"), new byte[300_000]);
        Path remote = folder.resolve("it's remote");
        try (Connection connection = connector.connect(server.target())) {
            connection.upload(local, remote.toString());

            assertThat(remote).hasSameBinaryContentAs(local);
            assertThat(Files.getPosixFilePermissions(remote)).hasToString("[OWNER_READ, OWNER_WRITE]");
            assertThatThrownBy(() -> connection.upload(local, remote.toString()))
                    .isInstanceOf(ConnectionException.class)
                    .hasMessageContaining("couldn't be copied");
        }
    }

    @Test
    void refusesAnUnknownHost() throws Exception {
        Path empty = server.known();
        ConnectionException refusal = refusal(server.target(empty, folder.resolve("id")));

        assertThat(refusal.kind()).isEqualTo(Kind.HOST_KEY);
        assertThat(refusal)
                .hasMessageMatching(
                        "gpu-01 \\(127.0.0.1:%d\\): the host key isn't known: ssh-ed25519 SHA256:\\S{43}; looked for \\[127.0.0.1]:%d in %s"
                                .formatted(server.port, server.port, empty));
        assertThat(refusal.hint()).contains("ssh-keyscan -p " + server.port + " 127.0.0.1");
    }

    @Test
    void refusesAChangedKeyAndNamesTheLine() throws Exception {
        OpenSshServer.key(folder, "other", "ed25519", "");
        Path known = server.known("# mine", server.knownLine("other"));
        ConnectionException refusal = refusal(server.target(known, folder.resolve("id")));

        assertThat(refusal.kind()).isEqualTo(Kind.HOST_KEY);
        assertThat(refusal)
                .hasMessageContaining("the host key has changed")
                .hasMessageContaining(known + ":2 has SHA256:");
    }

    @Test
    void knowsAHostByAnyOfItsKeys() throws Exception {
        Path known = server.known(server.knownLine("host_rsa"));
        try (Connection connection = connector.connect(server.target(known, folder.resolve("id")))) {
            assertThat(connection.isOpen()).isTrue();
        }
    }

    @Test
    void knowsAHashedName() throws Exception {
        Path known = server.known(server.knownLine("host_ed25519"));
        OpenSshServer.run("ssh-keygen", "-q", "-H", "-f", known.toString());
        assertThat(known).content().startsWith("|1|");
        connector.connect(server.target(known, folder.resolve("id"))).close();
    }

    @Test
    void doesNotTakeThePlainPortsKeyForAnotherPorts() throws Exception {
        Path known = server.known(server.knownLine("host_ed25519").replaceFirst("\\S+", "127.0.0.1"));
        assertThat(refusal(server.target(known, folder.resolve("id"))).kind()).isEqualTo(Kind.HOST_KEY);
    }

    @Test
    void refusesARevokedKeyEvenWhereCheckingIsOff() throws Exception {
        Path known = server.known(
                server.knownLine("host_ed25519"),
                "@revoked " + server.knownLine("host_ed25519").replaceFirst("\\S+", "*"));
        Target target = with(server.target(known, folder.resolve("id")), HostKeyChecking.OFF);

        assertThat(refusal(target)).hasMessageContaining("that " + known + ":2 revokes");
    }

    @Test
    void trustsAHostCertificateOfAKnownAuthority() throws Exception {
        Path authority = OpenSshServer.key(folder, "ca", "ed25519", "");
        OpenSshServer.run(
                "ssh-keygen",
                "-q",
                "-s",
                authority.toString(),
                "-I",
                "host",
                "-h",
                "-n",
                "127.0.0.1",
                folder.resolve("host_ed25519.pub").toString());
        server.close();
        Path second = Files.createDirectory(folder.resolve("second"));
        try (OpenSshServer certified = OpenSshServer.start(
                second,
                "HostKey " + folder.resolve("host_ed25519"),
                "HostCertificate " + folder.resolve("host_ed25519-cert.pub"))) {
            String ca = Files.readString(folder.resolve("ca.pub"));
            Path known = certified.known("@cert-authority [127.0.0.1]:* " + ca.strip());
            connector.connect(certified.target(known, second.resolve("id"))).close();
        }
    }

    @Test
    void addsANewHostWhereThatIsWanted() throws Exception {
        Path known = folder.resolve("new/known_hosts");
        Target target = with(server.target(known, folder.resolve("id")), HostKeyChecking.ACCEPT_NEW);
        connector.connect(target).close();

        assertThat(known).hasContent(server.knownLine("host_ed25519"));
        connector.connect(server.target(known, folder.resolve("id"))).close();
    }

    @Test
    void tellsWhatItTriedWhereTheLoginIsRefused() throws Exception {
        Path stranger = OpenSshServer.key(folder, "stranger", "ed25519", "");
        ConnectionException refusal = refusal(server.target(server.known(server.knownLine("host_ed25519")), stranger));

        assertThat(refusal.kind()).isEqualTo(Kind.AUTHENTICATION);
        assertThat(refusal)
                .hasMessageContaining("authentication failed for user " + System.getProperty("user.name")
                        + ": tried publickey (" + stranger);
    }

    @Test
    void namesTheKeyThatIsEncrypted() throws Exception {
        Path key = OpenSshServer.key(folder, "encrypted", "ed25519", "pass");
        Target target = server.target(server.known(server.knownLine("host_ed25519")), key);

        assertThat(refusal(target)).hasMessageContaining(key + " is encrypted and its passphrase isn't known");
    }

    @Test
    void asksForThePassphraseOfAnEncryptedKey() throws Exception {
        Path key = OpenSshServer.key(folder, "encrypted", "ed25519", "pass");
        Files.copy(
                folder.resolve("encrypted.pub"),
                folder.resolve("authorized_keys"),
                StandardCopyOption.REPLACE_EXISTING);
        Target target = server.target(server.known(server.knownLine("host_ed25519")), key);

        new SshConnector(_ -> Optional.of(new Secret("pass")), Optional.empty())
                .connect(target)
                .close();
    }

    @Test
    void usesTheAgentForAnEncryptedKey() throws Exception {
        Path key = OpenSshServer.key(folder, "agent_key", "ed25519", "");
        Files.copy(
                folder.resolve("agent_key.pub"),
                folder.resolve("authorized_keys"),
                StandardCopyOption.REPLACE_EXISTING);
        Path socket = folder.resolve("agent");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
        try {
            agent.inputReader().readLine();
            ProcessBuilder add = new ProcessBuilder("ssh-add", "-q", key.toString());
            add.environment().put("SSH_AUTH_SOCK", socket.toString());
            assertThat(add.start().waitFor()).isZero();
            OpenSshServer.run("ssh-keygen", "-q", "-p", "-N", "pass", "-f", key.toString());
            Target target = server.target(server.known(server.knownLine("host_ed25519")), key);

            new SshConnector(Passphrases.NONE, Optional.of(socket))
                    .connect(target)
                    .close();
        } finally {
            agent.destroy();
        }
    }

    @Test
    void goesThroughAJumpHost() throws Exception {
        Target target = server.target();
        Target behind = new Target(
                target.name(),
                target.kind(),
                target.address(),
                target.port(),
                target.user(),
                target.password(),
                target.identityFiles(),
                target.knownHosts(),
                target.hostKeyChecking(),
                target.sshConfig(),
                Optional.of(System.getProperty("user.name") + "@127.0.0.1:" + server.port),
                target.keyExchanges(),
                target.connectTimeout(),
                0,
                List.of());
        try (Connection connection = connector.connect(behind)) {
            assertThat(check(connection, "echo through").stdout()).isEqualTo("through\n");
        }
    }

    @Test
    void readsTheSshConfiguration() throws Exception {
        server.target();
        Path config = Files.writeString(folder.resolve("own_config"), """
                Host other
                  Port 1
                Host gpu-* !gpu-02
                  HostName 127.0.0.1
                  Port %d
                  User %s
                  IdentityFile "%s/id"
                  IdentitiesOnly yes
                  UserKnownHostsFile %s/known_hosts
                """.formatted(
                        server.port, System.getProperty("user.name"), folder, folder));
        Target target = Target.of("gpu-01", Map.of("ssh_config", config.toString()));

        connector.connect(target).close();
    }

    @Test
    void saysThatTheConnectionWasRefused() throws Exception {
        Target target = server.target();
        server.close();
        assertThat(refusal(target).kind()).isIn(Kind.UNREACHABLE);
        assertThat(refusal(target)).hasMessage("gpu-01 (127.0.0.1:" + server.port + "): connection refused");
    }

    @Test
    void givesUpOnAServerThatNeverSpeaks() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Target target = Target.of(
                    "quiet",
                    Map.of(
                            "address",
                            "127.0.0.1",
                            "port",
                            (long) silent.getLocalPort(),
                            "connect_timeout",
                            "0.3",
                            "connect_retries",
                            1L,
                            "known_hosts",
                            "/dev/null"));
            assertThat(refusal(target))
                    .hasMessage("quiet (127.0.0.1:" + silent.getLocalPort() + "): no answer within 0.3 s");
        }
    }

    /// Many times: what is asked for while a connection is being closed finds it in any state.
    @RepeatedTest(3)
    void aLostConnectionLosesItsBlocks() throws Exception {
        for (int i = 0; i < 12; i++) {
            Connection connection = connector.connect(server.target());
            RemoteShell shell = RemoteShell.open(connection, Become.NOT);
            CountDownLatch started = new CountDownLatch(1);
            CompletableFuture<BlockResult> running = shell.submit(Blocks.check("sleep 30"), new BlockListener() {
                @Override
                public void started() {
                    started.countDown();
                }
            });
            CompletableFuture<BlockResult> waiting = shell.submit(Blocks.check(":"), BlockListener.NONE);
            started.await();
            connection.close();

            BlockResult lost = running.get(20, TimeUnit.SECONDS);
            BlockResult neverBegun = waiting.get(20, TimeUnit.SECONDS);
            assertThat(lost.status()).isEqualTo(Status.LOST);
            assertThat(lost.failure().orElseThrow().phase()).isEqualTo("check");
            assertThat(neverBegun.status()).isEqualTo(Status.LOST);
            assertThat(neverBegun.failure().orElseThrow().phase()).isEmpty();
            assertThat(shell.submit(Blocks.check(":"), BlockListener.NONE)
                            .get(20, TimeUnit.SECONDS)
                            .status())
                    .isEqualTo(Status.LOST);
        }
    }

    private static Target with(Target target, HostKeyChecking checking) {
        return new Target(
                target.name(),
                target.kind(),
                target.address(),
                target.port(),
                target.user(),
                target.password(),
                target.identityFiles(),
                target.knownHosts(),
                Optional.of(checking),
                target.sshConfig(),
                target.proxyJump(),
                target.keyExchanges(),
                target.connectTimeout(),
                0,
                List.of());
    }
}
