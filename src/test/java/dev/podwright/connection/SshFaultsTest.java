package dev.podwright.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.podwright.connection.BlockResult.Status;
import dev.podwright.connection.ConnectionException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.DefaultKeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.keyboard.KeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.shell.ProcessShellFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Against an embedded server (Apache MINA SSHD) that is made to misbehave.
@Timeout(60)
class SshFaultsTest {
    @TempDir
    Path folder;

    private final SshConnector connector = new SshConnector(Passphrases.NONE, Optional.empty(), Duration.ofMillis(10));
    private final SshServer server = SshServer.setUpDefaultServer();
    private final AtomicInteger attempts = new AtomicInteger();

    @BeforeEach
    void start() throws IOException {
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
        server.setPasswordAuthenticator((_, password, _) -> {
            attempts.incrementAndGet();
            return password.equals("right");
        });
        server.setUserAuthFactories(List.of(UserAuthPasswordFactory.INSTANCE));
        server.setCommandFactory(
                (channel, command) -> new ProcessShellFactory(command, "sh", "-c", command).createShell(channel));
        server.start();
        Files.writeString(folder.resolve("config"), "IdentityFile none\nIdentitiesOnly yes\n");
    }

    @AfterEach
    void stop() throws IOException {
        server.stop(true);
    }

    private Target target(Map<String, Object> more) {
        Map<String, Object> variables = new HashMap<>(Map.of(
                "address",
                "127.0.0.1",
                "port",
                (long) server.getPort(),
                "user",
                "me",
                "ssh_config",
                folder.resolve("config").toString(),
                "known_hosts",
                folder.resolve("known_hosts").toString(),
                "host_key_checking",
                "accept-new",
                "connect_retries",
                0L));
        variables.putAll(more);
        return Target.of("gpu-01", variables);
    }

    private ConnectionException refusal(Target target) {
        return catchThrowableOfType(
                ConnectionException.class, () -> connector.connect(target).close());
    }

    private static String run(Connection connection) throws ConnectionException {
        try (RemoteShell shell = RemoteShell.open(connection, Become.NOT)) {
            return shell.submit(Blocks.check("echo here"), BlockListener.NONE)
                    .join()
                    .stdout();
        }
    }

    @Test
    void logsInByPassword() throws ConnectionException {
        try (Connection connection = connector.connect(target(Map.of("password", "right")))) {
            assertThat(run(connection)).isEqualTo("here\n");
        }
    }

    @Test
    void saysThatThePasswordWasRefusedAndDoesNotSayIt() {
        ConnectionException refusal = refusal(target(Map.of("password", "wrong-one")));

        assertThat(refusal.kind()).isEqualTo(Kind.AUTHENTICATION);
        assertThat(refusal)
                .hasMessageContaining("authentication failed for user me: tried password")
                .hasMessageNotContaining("wrong-one");
    }

    @Test
    void aRefusedPasswordIsNotTriedAgain() {
        refusal(target(Map.of("password", "wrong", "connect_retries", 5L)));

        assertThat(attempts).hasValue(1);
    }

    @Test
    void saysThatThereIsNothingToLogInWith() {
        assertThat(refusal(target(Map.of())))
                .hasMessageContaining("tried nothing, for there is neither key nor password");
    }

    @Test
    void answersAKeyboardInteractiveQuestionByThePassword() throws ConnectionException {
        server.setUserAuthFactories(List.of(UserAuthKeyboardInteractiveFactory.INSTANCE));
        KeyboardInteractiveAuthenticator asks = new DefaultKeyboardInteractiveAuthenticator();
        server.setKeyboardInteractiveAuthenticator(asks);
        try (Connection connection = connector.connect(target(Map.of("password", "right")))) {
            assertThat(run(connection)).isEqualTo("here\n");
        }
    }

    @Test
    void aConnectionThatDropsInTheMiddleLosesItsBlocks() throws Exception {
        Connection connection = connector.connect(target(Map.of("password", "right")));
        RemoteShell shell = RemoteShell.open(connection, Become.NOT);
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<BlockResult> running = shell.submit(Blocks.check("echo half; sleep 5"), new BlockListener() {
            @Override
            public void output(boolean stderr, String text) {
                started.countDown();
            }
        });
        CompletableFuture<BlockResult> waiting = shell.submit(Blocks.check(":"), BlockListener.NONE);
        started.await();

        server.getActiveSessions().forEach(session -> session.close(true));

        assertThat(running.join().status()).isEqualTo(Status.LOST);
        assertThat(running.join().stdout()).isEqualTo("half\n");
        assertThat(running.join().failure().orElseThrow().message()).contains("while this block ran");
        assertThat(waiting.join().failure().orElseThrow().message()).contains("before this block began");
    }

    @Test
    void refusesAServerWhoseKeyHasChanged() throws Exception {
        connector.connect(target(Map.of("password", "right"))).close();
        int port = server.getPort();
        server.stop(true);
        SshServer other = SshServer.setUpDefaultServer();
        other.setHost("127.0.0.1");
        other.setPort(port);
        other.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
        other.setPasswordAuthenticator((_, _, _) -> {
            attempts.addAndGet(100);
            return true;
        });
        other.start();
        try {
            Target target = Target.of(
                    "gpu-01",
                    Map.of(
                            "address",
                            "127.0.0.1",
                            "port",
                            (long) port,
                            "password",
                            "right",
                            "host_key_checking",
                            "accept-new",
                            "known_hosts",
                            folder.resolve("known_hosts").toString(),
                            "ssh_config",
                            folder.resolve("config").toString()));
            assertThat(refusal(target))
                    .hasMessageContaining("the host key has changed")
                    .hasMessageContaining("known_hosts:1 has SHA256:");
            assertThat(attempts).as("the password must not be sent").hasValueLessThan(100);
        } finally {
            other.stop(true);
        }
    }
}
