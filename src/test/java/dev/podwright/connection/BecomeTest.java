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
import java.util.function.UnaryOperator;
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
    /// As su without a terminal: the prompt on standard error, one line of standard input.
    private static final String STAND_IN_SU = """
            #!/bin/sh
            printf 'Password: ' >&2
            read -r password
            [ "$password" = right ] || { echo 'su: Authentication failure' >&2; exit 1; }
            while [ "$1" != -c ]; do shift; done
            exec sh "$@"
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

    private static Become by(Become.Method method, String user, String password, String... flags) {
        return new Become(
                Optional.of(user),
                Optional.of(password).filter(text -> !text.isEmpty()).map(Secret::new),
                method,
                List.of(flags));
    }

    private static String run(RemoteShell shell, String script) {
        return shell.submit(Blocks.check(script), BlockListener.NONE).join().stdout();
    }

    /// A connection on which `sudo` is that script.
    private Connection withSudo(String script) throws IOException {
        return with("sudo", script);
    }

    private Connection with(String program, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(program), script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return new Rewritten(local, command -> "PATH=" + folder + ":$PATH; " + command);
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
        Connection connection = new Rewritten(local, command -> "PATH=" + bin + "; " + command);

        assertThat(refusal(connection, user("daemon", ""))).hasMessageStartingWith("there is no sudo on this host");
    }

    @Test
    void saysWhatSudoersDemands() throws IOException {
        Connection connection =
                withSudo("#!/bin/sh\necho 'sudo: sorry, you must have a tty to run sudo' >&2\nexit 1\n");

        assertThat(refusal(connection, user("daemon", "")))
                .hasMessageStartingWith("sudo on this host demands a terminal");
    }

    @Test
    void becomesAServiceUserByTheRealSu() throws ConnectionException {
        onlyAsRootWith("su");
        try (RemoteShell shell = open(local, by(Become.Method.SU, "nobody", ""))) {
            assertThat(run(shell, "id -un; echo $HOME")).isEqualTo("nobody\n/nonexistent\n");
        }
    }

    @Test
    void givesTheRealSuItsFlags() throws ConnectionException {
        onlyAsRootWith("su");
        try (RemoteShell shell = open(local, by(Become.Method.SU, "nobody", "", "-g", "daemon"))) {
            assertThat(run(shell, "id -un; id -gn")).isEqualTo("nobody\ndaemon\n");
        }
    }

    @Test
    void aTimeoutEndsWhatRunsAsAnotherUserByTheRealSu() throws ConnectionException {
        onlyAsRootWith("su");
        try (RemoteShell shell = open(local, by(Become.Method.SU, "nobody", ""))) {
            Block slow = Blocks.keepGoing(Blocks.within(Duration.ofMillis(200), Blocks.check("sleep 60")));
            BlockResult result = shell.submit(slow, BlockListener.NONE).join();

            assertThat(result.failure().orElseThrow().message()).endsWith("200 ms and was ended");
            assertThat(run(shell, "id -un")).isEqualTo("nobody\n");
        }
    }

    @Test
    void theRealSuNeedsAPasswordOfOthersThanRoot() throws ConnectionException {
        onlyAsRootWith("su");
        ConnectionException refusal = refusal(asNobody(), by(Become.Method.SU, "daemon", ""));

        assertThat(refusal).hasMessage("su asks for the password of daemon");
        assertThat(refusal.hint()).contains("-K", "become_password", "daemon's own");
    }

    @Test
    void theRealSuRefusesAWrongPassword() throws ConnectionException {
        onlyAsRootWith("su");
        ConnectionException refusal = refusal(asNobody(), by(Become.Method.SU, "daemon", "not-it"));

        assertThat(refusal.kind()).isEqualTo(Kind.BECOME);
        assertThat(refusal).hasMessageStartingWith("su refused the password: ");
        assertThat(refusal.getMessage() + refusal.hint()).doesNotContain("not-it");
    }

    @Test
    void theRealSuKnowsNoSuchUser() {
        onlyAsRootWith("su");
        assertThat(refusal(local, by(Become.Method.SU, "no-such-user", "")))
                .hasMessageStartingWith("there is no user no-such-user on this host: su: ");
    }

    @Test
    void answersThePromptOfAStandInForSu() throws IOException, ConnectionException {
        Connection connection = with("su", STAND_IN_SU);
        try (RemoteShell shell = open(connection, by(Become.Method.SU, "daemon", "right"))) {
            assertThat(run(shell, "cat; echo in")).isEqualTo("in\n");
        }
    }

    @Test
    void becomesAnotherUserByTheRealDoas() throws ConnectionException, IOException {
        onlyAsRootWith("doas");
        Connection connection = asNobodyWhoseDoasRulesAre("permit nopass nobody as daemon");
        try (RemoteShell shell = open(connection, by(Become.Method.DOAS, "daemon", ""))) {
            assertThat(run(shell, "id -un; echo $HOME")).isEqualTo("daemon\n/usr/sbin\n");
        }
    }

    @Test
    void theRealDoasTakesNoPasswordWithoutATerminal() throws ConnectionException, IOException {
        onlyAsRootWith("doas");
        Connection connection = asNobodyWhoseDoasRulesAre("permit nobody as daemon");

        assertThat(refusal(connection, by(Become.Method.DOAS, "daemon", "secret")))
                .hasMessage("doas asks for a password to become daemon, and takes one at a terminal only: "
                        + "doas: Authentication required")
                .extracting(ConnectionException::hint)
                .asString()
                .contains("permit nopass");
    }

    @Test
    void theRealDoasNeedsARule() throws ConnectionException {
        onlyAsRootWith("doas");
        ConnectionException refusal = refusal(asNobody(), by(Become.Method.DOAS, "daemon", ""));

        assertThat(refusal.kind()).isEqualTo(Kind.BECOME);
        assertThat(refusal.getMessage())
                .matches("(doas has no rules on this host|the login user may not become daemon by doas): doas: .*");
        assertThat(refusal.hint()).contains("permit nopass LOGIN_USER as daemon");
    }

    @Test
    void becomesAnotherUserByAStandInForDoas() throws IOException, ConnectionException {
        Connection connection = with("doas", """
                #!/bin/sh
                [ "$1 $2 $3 $4" = '-n -u daemon --' ] || exit 9
                shift 4
                exec "$@"
                """);
        try (RemoteShell shell = open(connection, by(Become.Method.DOAS, "daemon", "never-sent"))) {
            assertThat(run(shell, "echo in")).isEqualTo("in\n");
        }
    }

    private Connection asNobody() {
        return new Rewritten(
                local,
                command -> "exec setpriv --reuid=nobody --regid=nogroup --clear-groups sh -c "
                        + ShellResource.quoted(command));
    }

    /// In a mount namespace of its own, with a copy of /etc that has these rules.
    private Connection asNobodyWhoseDoasRulesAre(String rules) throws IOException {
        Path etc = folder.resolve("etc");
        Path script = Files.writeString(folder.resolve("with-rules"), """
                set -e
                [ -d %1$s ] || cp -a /etc %1$s
                echo '%2$s' >%1$s/doas.conf
                chmod 600 %1$s/doas.conf
                mount --bind %1$s /etc
                exec setpriv --reuid=nobody --regid=nogroup --clear-groups sh -c "$1"
                """.formatted(etc, rules));
        return new Rewritten(local, command -> "exec unshare -m sh " + script + " " + ShellResource.quoted(command));
    }

    private static void onlyAsRootWithSudo() {
        onlyAsRootWith("sudo");
    }

    /// Where it can't run it is skipped, but not in CI.
    private static void onlyAsRootWith(String program) {
        boolean possible =
                System.getProperty("user.name").equals("root") && Files.isExecutable(Path.of("/usr/bin", program));
        Assumptions.assumeTrue(possible || System.getenv("CI") != null, "needs root and " + program);
        assertThat(possible).as("needs root and " + program).isTrue();
    }

    /// Starts other commands.
    private static final class Rewritten extends ForwardingConnection {
        private final UnaryOperator<String> rewriting;

        Rewritten(Connection connection, UnaryOperator<String> rewriting) {
            super(connection);
            this.rewriting = rewriting;
        }

        @Override
        public RemoteProcess start(String command) throws ConnectionException {
            return connection.start(rewriting.apply(command));
        }
    }
}
