package dev.podwright.inventory;

import dev.podwright.source.JsonSchema;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A variable that says how to reach a host, or as whom.
///
/// @param aliases Ansible's names for it
/// @param form what it takes
/// @param doc what it means, as Markdown
public record ConnectionVariable(String name, List<String> aliases, ConnectionForm form, String doc) {
    private static final List<ConnectionVariable> ALL = List.of(
            of(
                    "address",
                    ConnectionForm.TEXT,
                    "The host name or IP address to connect to; the host's name in the inventory unless said otherwise.",
                    "ansible_host",
                    "ansible_ssh_host"),
            of(
                    "port",
                    ConnectionForm.PORT,
                    "The port of the SSH server; 22 unless said otherwise.",
                    "ansible_port",
                    "ansible_ssh_port"),
            of("user", ConnectionForm.TEXT, "The user to log in as.", "ansible_user", "ansible_ssh_user"),
            of(
                    "password",
                    ConnectionForm.TEXT,
                    "The password to log in with. Better: a key, or `-k`, or a value that Ansible Vault has encrypted.",
                    "ansible_password",
                    "ansible_ssh_pass",
                    "ansible_ssh_password"),
            of(
                    "connection",
                    ConnectionForm.CONNECTION,
                    "How the host is reached: `ssh`, `local` for the machine that Podwright runs on, or `docker` for a container on it.",
                    "ansible_connection"),
            of(
                    "identity_file",
                    ConnectionForm.TEXTS,
                    "The private key to log in with, or a list of such files.",
                    "ansible_ssh_private_key_file",
                    "ansible_private_key_file"),
            of(
                    "become",
                    ConnectionForm.BOOL,
                    "Whether tasks run as another user, by default root, through `become_method`.",
                    "ansible_become"),
            of("become_user", ConnectionForm.TEXT, "The user to become.", "ansible_become_user"),
            of(
                    "become_method",
                    ConnectionForm.TEXT,
                    "How to become another user: `sudo` (the default), `su` or `doas`.",
                    "ansible_become_method"),
            of(
                    "become_flags",
                    ConnectionForm.TEXT,
                    "Further arguments for the program that does it, such as sudo.",
                    "ansible_become_flags"),
            of(
                    "become_password",
                    ConnectionForm.TEXT,
                    "The password that sudo asks for, or of the user to become by su. Better: `-K`, or a value that Ansible Vault has encrypted.",
                    "ansible_become_password",
                    "ansible_become_pass"),
            of(
                    "host_key_checking",
                    ConnectionForm.KEY_CHECKING,
                    "`strict`: only hosts whose keys are known. `accept-new`: a host is trusted the first time it is seen."
                            + " `off`: no check.",
                    "ansible_host_key_checking",
                    "ansible_ssh_host_key_checking"),
            of("known_hosts", ConnectionForm.TEXT, "The file of known host keys, instead of `~/.ssh/known_hosts`."),
            of("ssh_config", ConnectionForm.TEXT, "The SSH configuration, instead of `~/.ssh/config`."),
            of(
                    "proxy_jump",
                    ConnectionForm.TEXT,
                    "A host to connect through: `[user@]host[:port]`, or several with commas."),
            of(
                    "kex_algorithms",
                    ConnectionForm.KEY_EXCHANGES,
                    "By which key exchanges the host may be reached, instead of `KexAlgorithms` in the SSH configuration and written"
                            + " like it: a list in the order of preference, or behind `+` what is added to those offered anyway, behind `^`"
                            + " what is put in front of them, behind `-` what is taken away. Weak ones have to be named."),
            of(
                    "connect_timeout",
                    ConnectionForm.SECONDS,
                    "How many seconds connecting may take.",
                    "ansible_timeout",
                    "ansible_ssh_timeout"),
            of(
                    "docker_extra_args",
                    ConnectionForm.TEXT,
                    "Further arguments for `docker`, with `connection: docker`.",
                    "ansible_docker_extra_args"),
            of("connect_retries", ConnectionForm.RETRIES, "How often connecting is tried again."));

    public ConnectionVariable {
        aliases = List.copyOf(aliases);
    }

    private static ConnectionVariable of(String name, ConnectionForm form, String doc, String... aliases) {
        return new ConnectionVariable(name, List.of(aliases), form, doc);
    }

    public static List<ConnectionVariable> all() {
        return ALL;
    }

    /// @param name ours
    static Optional<ConnectionVariable> find(String name) {
        return ALL.stream().filter(variable -> variable.name.equals(name)).findFirst();
    }

    /// @param alias one of Ansible's names
    static Optional<ConnectionVariable> ofAlias(String alias) {
        return ALL.stream().filter(variable -> variable.aliases.contains(alias)).findFirst();
    }

    /// Ours first.
    Stream<String> names() {
        return Stream.concat(Stream.of(name), aliases.stream());
    }

    JsonSchema schema() {
        return form.schema().described(doc);
    }
}
