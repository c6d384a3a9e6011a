package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import dev.podwright.source.Vault;
import dev.podwright.source.VaultPassword;
import java.util.ArrayList;
import java.util.List;

/// The passwords of Ansible Vault, given as to Ansible.
final class VaultOptions {
    private static final String GROUP = "Vault";

    @Parameter(
            names = {"-J", "--ask-vault-pass", "--ask-vault-password"},
            category = GROUP,
            description = "ask for the password of what Ansible Vault has encrypted")
    private boolean ask;

    @Parameter(
            names = {"--vault-password-file", "--vault-pass-file"},
            category = GROUP,
            splitter = Whole.class,
            placeholder = "FILE",
            description =
                    "the vault password is in this file, or printed by it where it is executable; may be repeated;"
                            + " else $ANSIBLE_VAULT_PASSWORD_FILE")
    private List<String> files = new ArrayList<>();

    @Parameter(
            names = {"--vault-id"},
            category = GROUP,
            splitter = Whole.class,
            placeholder = "[ID@]SOURCE",
            description = "a vault password with its id: SOURCE is a file, an executable, or prompt; may be repeated")
    private List<String> ids = new ArrayList<>();

    /// Asks for passwords and reads files, so it is called once.
    ///
    /// @throws dev.podwright.source.InvalidInputException where a password can't be had
    Vault open(Environment environment) {
        return Vault.of(passwords(environment));
    }

    List<VaultPassword> passwords(Environment environment) {
        VaultSources sources = new VaultSources(environment);
        List<VaultPassword> passwords = new ArrayList<>();
        ids.forEach(id -> passwords.add(sources.labelled(id)));
        files.forEach(file -> passwords.add(sources.file(VaultPassword.DEFAULT_ID, file)));
        if (ask) {
            passwords.add(sources.asked(VaultPassword.DEFAULT_ID));
        }
        String usual = environment.variable("ANSIBLE_VAULT_PASSWORD_FILE");
        if (passwords.isEmpty() && !usual.isEmpty()) {
            passwords.add(sources.file(VaultPassword.DEFAULT_ID, usual));
        }
        return passwords;
    }
}
