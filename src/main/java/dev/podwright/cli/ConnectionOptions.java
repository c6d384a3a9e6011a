package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import dev.podwright.source.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// How hosts are reached, and as whom; what isn't given here the inventory and the SSH configuration decide.
final class ConnectionOptions {
    private static final String GROUP = "Connection";

    @Parameter(
            names = {"-u", "--user"},
            category = GROUP,
            placeholder = "USER",
            description = "log in as this user")
    private String user = "";

    @Parameter(
            names = {"-b", "--become"},
            category = GROUP,
            description = "run tasks as another user, by default root")
    private boolean become;

    @Parameter(
            names = {"--become-user"},
            category = GROUP,
            placeholder = "USER",
            description = "the user to become")
    private String becomeUser = "";

    @Parameter(
            names = {"--become-method"},
            category = GROUP,
            placeholder = "METHOD",
            validateWith = Choice.OfBecomeMethod.class,
            description = "how to become them: sudo (the default), su or doas")
    private String becomeMethod = "";

    @Parameter(
            names = {"--private-key", "--key-file"},
            category = GROUP,
            placeholder = "FILE",
            description = "log in with this key")
    private String privateKey = "";

    @Parameter(
            names = {"-c", "--connection"},
            category = GROUP,
            placeholder = "KIND",
            validateWith = Choice.OfConnection.class,
            description = "ssh, local or docker")
    private String connection = "";

    @Parameter(
            names = {"-T", "--timeout"},
            category = GROUP,
            placeholder = "SECONDS",
            validateWith = Positive.class,
            description = "how long connecting may take")
    private int timeout;

    @Parameter(
            names = {"-k", "--ask-pass"},
            category = GROUP,
            description = "ask for the login password")
    private boolean askPassword;

    @Parameter(
            names = {"-K", "--ask-become-pass"},
            category = GROUP,
            description = "ask for the password of sudo, or of the user to become by su")
    private boolean askBecomePassword;

    @Parameter(
            names = {"--connection-password-file", "--conn-pass-file"},
            category = GROUP,
            placeholder = "FILE",
            description = "take the login password from a file's first line")
    private String passwordFile = "";

    @Parameter(
            names = {"--become-password-file", "--become-pass-file"},
            category = GROUP,
            placeholder = "FILE",
            description = "take the sudo password from a file's first line")
    private String becomePasswordFile = "";

    @Parameter(
            names = {"--known-hosts"},
            category = GROUP,
            placeholder = "FILE",
            description = "known host keys are in this file")
    private String knownHosts = "";

    @Parameter(
            names = {"--ssh-config"},
            category = GROUP,
            placeholder = "FILE",
            description = "instead of ~/.ssh/config")
    private String sshConfig = "";

    @Parameter(
            names = {"--host-key-checking"},
            category = GROUP,
            placeholder = "MODE",
            validateWith = Choice.OfHostKeyChecking.class,
            description = "strict (the default), accept-new, or off")
    private String hostKeyChecking = "";

    @Parameter(
            names = {"--kex-algorithms"},
            category = GROUP,
            placeholder = "LIST",
            validateWith = KeyExchangeList.class,
            description = "key exchanges, as KexAlgorithms of ssh_config has them")
    private String kexAlgorithms = "";

    @Parameter(
            names = {"-f", "--forks"},
            category = GROUP,
            placeholder = "NUMBER",
            validateWith = Positive.class,
            description = "how many hosts are worked at once (50)")
    private int forks = 50;

    int forks() {
        return forks;
    }

    /// What was given, by the name of the connection variable that it overrides.
    Map<String, Object> overrides() {
        Map<String, Object> overrides = new LinkedHashMap<>();
        putIfGiven(overrides, "user", user);
        putIfGiven(overrides, "become_user", becomeUser);
        putIfGiven(overrides, "become_method", becomeMethod);
        putIfGiven(overrides, "identity_file", privateKey);
        putIfGiven(overrides, "connection", connection);
        putIfGiven(overrides, "known_hosts", knownHosts);
        putIfGiven(overrides, "ssh_config", sshConfig);
        putIfGiven(overrides, "host_key_checking", hostKeyChecking);
        putIfGiven(overrides, "kex_algorithms", kexAlgorithms);
        if (become) {
            overrides.put("become", true);
        }
        if (timeout > 0) {
            overrides.put("connect_timeout", (long) timeout);
        }
        return overrides;
    }

    Optional<Secret> password(Environment environment) {
        return Passwords.read(environment, askPassword, passwordFile, "SSH password", "--connection-password-file");
    }

    /// @param login offered for an empty answer, as in Ansible
    Optional<Secret> becomePassword(Environment environment, Optional<Secret> login) {
        String prompt =
                login.isPresent() && askBecomePassword ? "sudo password (empty: the SSH password)" : "sudo password";
        return Passwords.read(environment, askBecomePassword, becomePasswordFile, prompt, "--become-password-file")
                .map(given -> given.reveal().isEmpty() ? login.orElse(given) : given);
    }

    private static void putIfGiven(Map<String, Object> overrides, String name, String value) {
        if (!value.isEmpty()) {
            overrides.put(name, value);
        }
    }
}
