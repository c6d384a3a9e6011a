package dev.podwright.connection;

import dev.podwright.connection.Become.Method;
import dev.podwright.connection.ConnectionException.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// What the refusal of sudo, su or doas means and what to do. Texts as in the sources of sudo (plugins/sudoers,
/// src/exec*.c), util-linux's and busybox's su, and OpenDoas.
///
/// @param what a sentence about it, in which `%s` is the wanted user
record BecomeRefusal(String what, String hint, String said) {
    private record Known(List<String> texts, String what, String hint) {}

    private static final Known WRONG_PASSWORD = new Known(
            List.of("incorrect password attempt", "sorry, try again"),
            "sudo refused the password",
            "Check the password given by -K or become_password; it is the login user's, not %s's.");

    private static final Known SU_WANTS_PASSWORD = new Known(
            List.of(),
            "su asks for the password of %s",
            "Give it by -K or become_password: %s's own, not the login user's.");

    private static final Map<Method, List<Known>> KNOWN = Map.of(
            Method.SUDO,
            List.of(
                    new Known(
                            List.of(
                                    "a password is required",
                                    "a terminal is required to read the password",
                                    "no askpass"),
                            "sudo asks for a password to become %s",
                            "Give it by -K or become_password, or allow the login user sudo without one (NOPASSWD)."),
                    WRONG_PASSWORD,
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
                            List.of("no new privileges", "effective uid is not 0", "must be owned by uid 0"),
                            "sudo can't work on this host",
                            "Look at the mount options (nosuid) and at the container's no-new-privileges setting.")),
            Method.SU,
            List.of(
                    new Known(
                            List.of("authentication failure", "incorrect password", "su: sorry"),
                            "su refused the password",
                            "Check the password given by -K or become_password: it is %s's own, not the login user's."),
                    new Known(
                            List.of("permission denied"),
                            "the login user may not become %s by su",
                            "Look at the host's /etc/pam.d/su (pam_wheel lets only a group's members), or use sudo."),
                    new Known(
                            List.of("must be suid", "setgid:", "cannot set groups", "cannot set user id"),
                            "su can't work on this host",
                            "Look at the mount options (nosuid) and at the container's no-new-privileges setting.")),
            Method.DOAS,
            List.of(
                    new Known(
                            List.of("authentication required", "a tty is required", "authorization required"),
                            "doas asks for a password to become %s, and takes one at a terminal only",
                            "Let the rule in the host's doas.conf need none: permit nopass LOGIN_USER as %s"),
                    new Known(
                            List.of("operation not permitted"),
                            "the login user may not become %s by doas",
                            "Add a rule to the host's doas.conf: permit nopass LOGIN_USER as %s"),
                    new Known(
                            List.of("doas is not enabled"),
                            "doas has no rules on this host",
                            "Write the host's /etc/doas.conf: permit nopass LOGIN_USER as %s"),
                    new Known(
                            List.of("not installed setuid"),
                            "doas can't work on this host",
                            "Look at the mount options (nosuid) and at the container's no-new-privileges setting.")));

    static BecomeRefusal of(String said, int status, Become become) {
        Method method = become.method();
        String program = method.program();
        String user = become.user().orElseThrow();
        String lower = said.toLowerCase(Locale.ROOT).replace('‘', '\'').replace('’', '\'');
        return Stream.concat(KNOWN.getOrDefault(method, List.of()).stream(), common(program).stream())
                .filter(known -> known.texts.stream().anyMatch(lower::contains))
                .findFirst()
                .map(known -> of(known, user, said))
                .orElseGet(() -> new BecomeRefusal(
                        program + " ended with status " + status + " instead of starting a shell as " + user,
                        "Try the same by hand: " + byHand(method, user),
                        said));
    }

    /// Its prompt came again.
    static BecomeRefusal ofPassword(Become become) {
        return of(WRONG_PASSWORD, become.user().orElseThrow(), "");
    }

    /// It asks for a password, and there is none.
    static BecomeRefusal withoutPassword(Become become) {
        return of(SU_WANTS_PASSWORD, become.user().orElseThrow(), "");
    }

    private static BecomeRefusal of(Known known, String user, String said) {
        return new BecomeRefusal(known.what.replace("%s", user), known.hint.replace("%s", user), said);
    }

    private static List<Known> common(String program) {
        return List.of(
                new Known(
                        List.of("unknown user", "does not exist", "no passwd entry"),
                        "there is no user %s on this host",
                        "Correct become_user, or create the user first."),
                new Known(
                        List.of(
                                "'" + program + "': no such file",
                                "can't execute '" + program + "'",
                                program + ": no such file",
                                program + ": not found"),
                        "there is no " + program + " on this host",
                        "Install " + program + ", choose another become_method, log in as %s itself, or set become: "
                                + "false."));
    }

    private static String byHand(Method method, String user) {
        return switch (method) {
            case SUDO -> "sudo -u " + user + " sh";
            case SU -> "su -s /bin/sh " + user;
            case DOAS -> "doas -u " + user + " sh";
        };
    }

    ConnectionException exception() {
        return new ConnectionException(Kind.BECOME, what + ShellStart.quote(said), hint);
    }
}
