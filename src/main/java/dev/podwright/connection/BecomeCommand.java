package dev.podwright.connection;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The command line that starts a shell as another user, and the prompt by which its program asks for a password.
///
/// @param shell command line of the shell
/// @param started a word that the shell says once it runs as that user
/// @param asks how the program asks for a password: sudo with a prompt made up for this one time, su with its own
record BecomeCommand(Become become, String shell, String started, Pattern asks, String ownPrompt) {
    private static final Pattern SU_PROMPT = Pattern.compile("password[^\\n]{0,40}: ?$", Pattern.CASE_INSENSITIVE);

    static BecomeCommand of(Become become, String shell) {
        String prompt = "[" + RandomWord.next() + "]";
        Pattern asks = become.method() == Become.Method.SU ? SU_PROMPT : Pattern.compile(Pattern.quote(prompt));
        return new BecomeCommand(become, shell, RandomWord.next(), asks, prompt);
    }

    /// Whether the program may ask for a password at its standard input.
    boolean mayAsk() {
        return switch (become.method()) {
            case SUDO -> become.password().isPresent();
            case SU -> true;
            case DOAS -> false;
        };
    }

    String text() {
        if (become.user().isEmpty()) {
            return "exec " + shell;
        }
        String user = become.user().get();
        List<String> words =
                new ArrayList<>(List.of("sh", "-c", ShellResource.BECOME.oneLine(), "sh", user, started, shell));
        words.add(become.method().program());
        words.addAll(
                switch (become.method()) {
                    case SUDO -> sudo(user);
                    case SU -> su(user);
                    case DOAS -> doas(user);
                });
        return words.stream().map(ShellResource::quoted).collect(Collectors.joining(" ", "exec ", ""));
    }

    private List<String> sudo(String user) {
        List<String> words = new ArrayList<>();
        words.addAll(become.password().isPresent() ? List.of("-S", "-p", ownPrompt) : List.of("-n"));
        words.addAll(List.of("-H", "-u", user));
        words.addAll(become.flags());
        words.add("--");
        words.addAll(shellWords());
        return words;
    }

    /// With a plain sh, since a service's user may have no login shell.
    private List<String> su(String user) {
        List<String> words = new ArrayList<>(List.of("-s", "/bin/sh"));
        words.addAll(become.flags());
        words.addAll(List.of(user, "-c", "printf %s " + started + "; exec " + shell));
        return words;
    }

    private List<String> doas(String user) {
        List<String> words = new ArrayList<>(List.of("-n", "-u", user));
        words.addAll(become.flags());
        words.add("--");
        words.addAll(shellWords());
        return words;
    }

    private List<String> shellWords() {
        return List.of("sh", "-c", "printf %s \"$1\"; exec $2", "sh", started, shell);
    }
}
