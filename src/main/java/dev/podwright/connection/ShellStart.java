package dev.podwright.connection;

import dev.podwright.connection.ConnectionException.Kind;
import dev.podwright.source.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Starts shells of one user on one connection.
///
/// The login shell may be any: it only has to know `exec` and single quotes. Where another user is wanted, a small
/// script first looks whether the login user already is that user; only otherwise sudo is asked. A password is
/// written only after sudo has shown the prompt that it was given for this one time.
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
        String started = RandomWord.next();
        String prompt = "[" + RandomWord.next() + "]";
        String command = command(started, prompt);
        ShellProcess process = new ShellProcess(connection.start(command), name, events);
        try {
            if (become.user().isPresent() && become.password().isPresent()) {
                answerPrompt(process, started, prompt, become.password().get());
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

    private String command(String started, String prompt) {
        if (become.user().isEmpty()) {
            return "exec " + shell;
        }
        String user = become.user().get();
        List<String> words = new ArrayList<>(List.of("sh", "-c", ShellResource.BECOME.oneLine(), "sh", user, started));
        words.add(shell);
        words.addAll(become.password().isPresent() ? List.of("-S", "-p", prompt) : List.of("-n"));
        words.addAll(List.of("-H", "-u", user));
        words.addAll(become.flags());
        words.addAll(List.of("--", "sh", "-c", "printf %s \"$1\"; exec $2", "sh", started, shell));
        return words.stream().map(ShellResource::quoted).collect(Collectors.joining(" ", "exec ", ""));
    }

    private void answerPrompt(ShellProcess process, String started, String prompt, Secret password)
            throws ConnectionException, InterruptedException {
        Handshake handshake = process.handshake();
        boolean inTime = handshake.await(said -> said.said(started) || said.complaints(prompt) > 0, limit);
        if (inTime && !handshake.said(started) && !handshake.hasEnded()) {
            process.send(password.reveal() + "\n");
            inTime = handshake.await(said -> said.said(started) || said.complaints(prompt) > 1, limit);
        }
        if (!inTime) {
            throw tooSlow(handshake);
        }
        if (!handshake.said(started)) {
            if (handshake.complaints(prompt) > 1) {
                throw new ConnectionException(
                        Kind.BECOME,
                        "sudo refused the password",
                        "Check the password given by -K or become_password; it is the login user's, not "
                                + become.user().orElse("root") + "'s.");
            }
            throw refused(process);
        }
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
            return SudoRefusal.of(handshake.text(), status, become.user().get()).exception();
        }
        return new ConnectionException(
                Kind.UNREACHABLE,
                "the login works, but no shell could be started (exit status " + status + ")" + quote(handshake.text()),
                "Log in by hand and see whether the account has a login shell and sh can be found.");
    }

    static String quote(String text) {
        return text.isEmpty() ? "" : ": " + text.lines().map(String::strip).collect(Collectors.joining(" / "));
    }
}
