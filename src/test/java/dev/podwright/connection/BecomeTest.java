package dev.podwright.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.podwright.connection.ConnectionException.Kind;
import dev.podwright.source.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Becoming another user: by the real sudo where the tests run as root, else and for passwords by a stand-in that
/// talks like it.
@Timeout(30)
class BecomeTest {
    /// Asks for the password `right` on standard error, as `sudo -S -p PROMPT` does.
    private static final String STAND_IN_ASKS = """
            #!/bin/sh
            while [ "$1" != -p ]; do shift; done
            prompt=$2
            while [ "$1" != -- ]; do shift; done
            shift
            for attempt in 1 2 3; do
                printf %s "$prompt" >&2
                read -r password || exit 1
                if [ "$password" = right ]; then exec "$@"; fi
                echo 'Sorry, try again.' >&2
            done
            echo 'sudo: 3 incorrect password attempts' >&2
            exit 1
            """;
    /// Needs no password, as with NOPASSWD: whatever it's sent goes to the shell.
    private static final String STAND_IN_NOPASSWD = """
            #!/bin/sh
            while [ "$1" != -- ]; do shift; done
            shift
            exec "$@"
            """;

    @TempDir
    Path folder;

    private final LocalConnection local = new LocalConnection();

    private RemoteShell open(Connection connection, Become become) throws ConnectionException {
        return RemoteShell.open(new ShellStart(connection, become, "sh", Duration.ofSeconds(10)));
    }

    private static Become user(String user, String password) {
        return Become.user(
                user, Optional.of(password).filter(text -> !text.isEmpty()).map(Secret::new));
    }

    private static String run(RemoteShell shell, String script) {
        return shell.submit(Blocks.check(script), BlockListener.NONE).join().stdout();
    }

    /// A connection on which `sudo` is that script.
    private Connection withSudo(String script) throws IOException {
        Path sudo = Files.writeString(folder.resolve("sudo"), script);
        Files.setPosixFilePermissions(sudo, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Prefixed(local, "PATH=" + folder + ":$PATH; ");
    }

    private ConnectionException refusal(Connection connection, Become become) {
        return catchThrowableOfType(
                ConnectionException.class, () -> open(connection, become).close());
    }

    @Test
    void becomesAnotherUserByTheRealSudo() throws ConnectionException {
        onlyAsRootWithSudo();
        try (RemoteShell shell = open(local, user("nobody", ""))) {
            assertThat(run(shell, "id -un; echo $HOME")).isEqualTo("nobody\n/nonexistent\n");
        }
    }

    @Test
    void aTimeoutEndsWhatRunsAsAnotherUserByTheRealSudo() throws ConnectionException {
        onlyAsRootWithSudo();
        try (RemoteShell shell = open(local, user("nobody", ""))) {
            Block slow = Blocks.keepGoing(Blocks.within(Duration.ofMillis(200), Blocks.check("sleep 60")));
            BlockResult result = shell.submit(slow, BlockListener.NONE).join();

            assertThat(result.failure().orElseThrow().message()).endsWith("200 ms and was ended");
            assertThat(run(shell, "id -un")).isEqualTo("nobody\n");
        }
    }

    @Test
    void theRealSudoNeedsNoPasswordOfRootAndIsNotGivenOne() throws ConnectionException {
        onlyAsRootWithSudo();
        try (RemoteShell shell = open(local, user("nobody", "exit 3"))) {
            assertThat(run(shell, "id -un")).isEqualTo("nobody\n");
        }
    }

    @Test
    void theRealSudoKnowsNoSuchUser() {
        onlyAsRootWithSudo();
        ConnectionException refusal = refusal(local, user("no-such-user", ""));

        assertThat(refusal.kind()).isEqualTo(Kind.BECOME);
        assertThat(refusal).hasMessageStartingWith("there is no user no-such-user on this host");
    }

    @Test
    void needsNoSudoToBecomeTheLoginUser() throws IOException, ConnectionException {
        Connection connection = withSudo("#!/bin/sh\nexit 9\n");
        try (RemoteShell shell = open(connection, user(System.getProperty("user.name"), "secret"))) {
            assertThat(run(shell, "echo here")).isEqualTo("here\n");
        }
    }

    @Test
    void answersThePromptOfAStandInForSudo() throws IOException, ConnectionException {
        try (RemoteShell shell = open(withSudo(STAND_IN_ASKS), user("daemon", "right"))) {
            assertThat(run(shell, "cat; echo in")).isEqualTo("in\n");
        }
    }

    @Test
    void givesAWrongPasswordToAStandInForSudoOnce() throws IOException {
        ConnectionException refusal = refusal(withSudo(STAND_IN_ASKS), user("daemon", "wrong"));

        assertThat(refusal.kind()).isEqualTo(Kind.BECOME);
        assertThat(refusal).hasMessage("sudo refused the password");
        assertThat(refusal.hint()).doesNotContain("wrong").contains("-K");
    }

    @Test
    void doesNotFeedThePasswordToTheShellWhereAStandInForSudoDoesNotAsk() throws IOException, ConnectionException {
        Path marker = folder.resolve("marker");
        try (RemoteShell shell = open(withSudo(STAND_IN_NOPASSWD), user("daemon", "touch " + marker))) {
            assertThat(run(shell, "echo in")).isEqualTo("in\n");
            assertThat(marker).doesNotExist();
        }
    }

    @Test
    void saysWhatToDoWhereSudoAsksAndThereIsNoPassword() throws IOException {
        Connection connection = withSudo("#!/bin/sh\necho 'sudo: a password is required' >&2\nexit 1\n");

        assertThat(refusal(connection, user("daemon", "")))
                .hasMessage("sudo asks for a password to become daemon: sudo: a password is required")
                .extracting(ConnectionException::hint)
                .asString()
                .contains("-K", "become_password", "NOPASSWD");
    }

    @Test
    void saysThatThereIsNoSudo() throws IOException {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        for (String program : List.of("sh", "id", "env")) {
            Files.createSymbolicLink(bin.resolve(program), Path.of("/usr/bin", program));
        }
        Connection connection = new Prefixed(local, "PATH=" + bin + "; ");

        assertThat(refusal(connection, user("daemon", ""))).hasMessageStartingWith("there is no sudo on this host");
    }

    @Test
    void saysWhatSudoersDemands() throws IOException {
        Connection connection =
                withSudo("#!/bin/sh\necho 'sudo: sorry, you must have a tty to run sudo' >&2\nexit 1\n");

        assertThat(refusal(connection, user("daemon", "")))
                .hasMessageStartingWith("sudo on this host demands a terminal");
    }

    /// Where it can't run it is skipped, but not in CI.
    private static void onlyAsRootWithSudo() {
        boolean possible =
                System.getProperty("user.name").equals("root") && Files.isExecutable(Path.of("/usr/bin/sudo"));
        Assumptions.assumeTrue(possible || System.getenv("CI") != null, "needs root and sudo");
        assertThat(possible).as("needs root and sudo").isTrue();
    }

    /// Puts something before each command.
    private record Prefixed(Connection connection, String prefix) implements Connection {
        @Override
        public RemoteProcess start(String command) throws ConnectionException {
            return connection.start(prefix + command);
        }

        @Override
        public void upload(Path local, String remotePath) throws ConnectionException {
            connection.upload(local, remotePath);
        }

        @Override
        public void remove(String remotePath) throws ConnectionException {
            connection.remove(remotePath);
        }

        @Override
        public boolean isOpen() {
            return connection.isOpen();
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
