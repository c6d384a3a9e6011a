package dev.podwright.connection;

import dev.podwright.connection.ConnectionException.Kind;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Starts shells of one user on one connection.
///
/// The login shell may be any: it only has to know `exec` and single quotes. Where another user is wanted, a small
/// script first looks whether the login user already is that user; only otherwise sudo or its like is asked. A password
/// is written only after the prompt for it was shown (see [BecomeCommand]).
///
/// @param shell command line of the shell, `sh`
/// @param limit how long it may take until the shell answers
record ShellStart(Connection connection, Become become, String shell, Duration limit) {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    ShellStart(Connection connection, Become become) {
        this(connection, become, "sh", LIMIT);
    }

    ShellProcess open(String name, ShellProcess.Events events) throws ConnectionException {
        return open(name, events, _ -> {});
    }

    /// @param ahead sends what goes along with the prelude, before the shell has answered
    ShellProcess open(String name, ShellProcess.Events events, Consumer<ShellProcess> ahead)
            throws ConnectionException {
        BecomeCommand command = BecomeCommand.of(become, shell);
        ShellProcess process = new ShellProcess(connection.start(command.text()), name, events);
        try {
            if (become.user().isPresent() && command.mayAsk()) {
                answerPrompt(process, command);
            }
            process.sendPrelude();
            ahead.accept(process);
            await(process);
            return process;
        } catch (InterruptedException e) {
            process.close();
            Thread.currentThread().interrupt();
            throw new ConnectionException(Kind.LOST, "interrupted while a shell was started", "", e);
        } catch (ConnectionException e) {
            process.close();
            throw e;
        }
    }

    private void answerPrompt(ShellProcess process, BecomeCommand command)
            throws ConnectionException, InterruptedException {
        Handshake handshake = process.handshake();
        boolean inTime = handshake.await(said -> said.said(command.started()) || said.times(command.asks()) > 0, limit);
        if (inTime && !handshake.said(command.started()) && !handshake.hasEnded()) {
            process.send(password() + "\n");
            inTime = handshake.await(said -> said.said(command.started()) || said.times(command.asks()) > 1, limit);
        }
        if (!inTime) {
            throw tooSlow(handshake);
        }
        if (handshake.said(command.started())) {
            return;
        }
        if (handshake.times(command.asks()) > 1) {
            throw BecomeRefusal.ofPassword(become).exception();
        }
        throw refused(process);
    }

    private String password() throws ConnectionException {
        return become.password()
                .orElseThrow(() -> BecomeRefusal.withoutPassword(become).exception())
                .reveal();
    }

    private void await(ShellProcess process) throws ConnectionException, InterruptedException {
        Handshake handshake = process.handshake();
        if (!handshake.await(Handshake::isReady, limit)) {
            throw tooSlow(handshake);
        }
        if (!handshake.isReady()) {
            throw refused(process);
        }
    }

    private ConnectionException tooSlow(Handshake handshake) {
        return new ConnectionException(
                become.user().isPresent() ? Kind.BECOME : Kind.UNREACHABLE,
                "no shell answered within " + limit.toSeconds() + " seconds" + quote(handshake.text()),
                "Look at what the login shell's start-up files do when there is no terminal.");
    }

    private ConnectionException refused(ShellProcess process) throws InterruptedException {
        Handshake handshake = process.handshake();
        handshake.awaitEnd(Duration.ofSeconds(1));
        int status = process.process().waitFor(Duration.ofSeconds(1)).orElse(-1);
        if (become.user().isPresent()) {
            return BecomeRefusal.of(handshake.text(), status, become).exception();
        }
        return connection.noShell(status, handshake.text());
    }

    static String quote(String text) {
        return text.isEmpty() ? "" : ": " + text.lines().map(String::strip).collect(Collectors.joining(" / "));
    }
}
