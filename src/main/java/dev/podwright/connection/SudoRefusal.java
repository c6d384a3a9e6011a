package dev.podwright.connection;

import dev.podwright.connection.ConnectionException.Kind;
import java.util.List;
import java.util.Locale;

/// What sudo's refusal means and what to do. Texts as in sudo's sources (plugins/sudoers, src/exec*.c).
///
/// @param what a sentence about it, in which `%s` is the wanted user
record SudoRefusal(String what, String hint, String said) {
    private record Known(List<String> texts, String what, String hint) {}

    private static final List<Known> KNOWN = List.of(
            new Known(
                    List.of("a password is required", "a terminal is required to read the password", "no askpass"),
                    "sudo asks for a password to become %s",
                    "Give it by -K or become_password, or allow the login user sudo without one (NOPASSWD)."),
            new Known(
                    List.of("incorrect password attempt", "sorry, try again"),
                    "sudo refused the password",
                    "Check the password given by -K or become_password; it is the login user's."),
            new Known(
                    List.of(
                            "not in the sudoers file",
                            "may not run sudo",
                            "is not allowed to",
                            "not allowed to execute"),
                    "the login user may not become %s by sudo",
                    "Add a rule for the login user to the host's sudoers (visudo)."),
            new Known(
                    List.of("must have a tty", "no tty present"),
                    "sudo on this host demands a terminal",
                    "Remove `Defaults requiretty` from the host's sudoers (visudo)."),
            new Known(
                    List.of("unknown user"),
                    "there is no user %s on this host",
                    "Correct become_user, or create the user first."),
            new Known(
                    List.of("no new privileges", "effective uid is not 0", "must be owned by uid 0"),
                    "sudo can't work on this host",
                    "Look at the mount options (nosuid) and at the container's no-new-privileges setting."),
            new Known(
                    List.of("'sudo': no such file", "can't execute 'sudo'", "sudo: no such file", "sudo: not found"),
                    "there is no sudo on this host",
                    "Install sudo, log in as %s itself, or set become: false."));

    static SudoRefusal of(String said, int status, String user) {
        String lower = said.toLowerCase(Locale.ROOT).replace('‘', '\'').replace('’', '\'');
        for (Known known : KNOWN) {
            if (known.texts.stream().anyMatch(lower::contains)) {
                return new SudoRefusal(known.what.replace("%s", user), known.hint.replace("%s", user), said);
            }
        }
        String what = "sudo ended with status " + status + " instead of starting a shell as " + user;
        return new SudoRefusal(what, "Try the same by hand: sudo -u " + user + " sh", said);
    }

    ConnectionException exception() {
        return new ConnectionException(Kind.BECOME, what + ShellStart.quote(said), hint);
    }
}
