package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import dev.podwright.report.ExitCode;
import dev.podwright.source.InvalidInputException;
import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.source.Suggestions;
import dev.podwright.source.Vault;
import dev.podwright.source.VaultException;
import dev.podwright.source.VaultPassword;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `podwright vault ACTION FILE…`: files that are encrypted as Ansible Vault does it.
final class VaultCommand implements Command {
    static final List<String> ACTIONS =
            List.of("create", "decrypt", "edit", "encrypt", "encrypt_string", "rekey", "view");

    @Parameter(required = true, description = "ACTION")
    private List<String> words = new ArrayList<>();

    @ParametersDelegate
    private VaultOptions options = new VaultOptions();

    @Parameter(
            names = {"--encrypt-vault-id"},
            category = "Vault",
            placeholder = "ID",
            description = "which of the given passwords to encrypt with, where there are several")
    private String encryptId = "";

    @Parameter(
            names = {"--new-vault-id"},
            category = "Vault",
            placeholder = "[ID@]SOURCE",
            description = "rekey: the new password with its id")
    private String newId = "";

    @Parameter(
            names = {"--new-vault-password-file"},
            category = "Vault",
            placeholder = "FILE",
            description = "rekey: the new password is in this file")
    private String newFile = "";

    @Parameter(
            names = {"-n", "--name"},
            placeholder = "NAME",
            description = "encrypt_string: the variable's name, so that the output can stand in a YAML file")
    private String name = "";

    @Parameter(
            names = {"--output"},
            placeholder = "FILE",
            description = "encrypt, decrypt: write to this file instead; - is standard output")
    private String output = "";

    @Override
    public ExitCode run(Environment environment) {
        String action = words.getFirst();
        if (!ACTIONS.contains(action)) {
            throw new UsageException(
                    "podwright vault can't \"" + action + "\"",
                    Suggestions.didYouMean(action, ACTIONS, "it can " + String.join(", ", ACTIONS)));
        }
        List<Path> files = words.stream().skip(1).map(Path::of).toList();
        VaultFiles vault = vault(environment);
        switch (action) {
            case "encrypt_string" -> encryptString(environment, vault);
            case "create" -> vault.create(only(action, files));
            case "edit" -> each(some(action, files), vault::edit);
            case "view" -> each(some(action, files), file -> environment.out().print(vault.read(file)));
            case "encrypt" -> each(some(action, files), file -> vault.encrypt(file, target(files, file)));
            case "decrypt" -> each(some(action, files), file -> vault.decrypt(file, target(files, file)));
            default -> {
                VaultPassword next = next(environment);
                each(some(action, files), file -> vault.rekey(file, next));
            }
        }
        return ExitCode.OK;
    }

    private VaultFiles vault(Environment environment) {
        List<VaultPassword> passwords = options.passwords(environment);
        if (passwords.isEmpty()) {
            passwords = List.of(new VaultSources(environment).asked(VaultPassword.DEFAULT_ID));
        }
        Vault vault = Vault.of(passwords);
        String id = encryptId.isEmpty() ? passwords.getFirst().id() : encryptId;
        if (!vault.ids().contains(id)) {
            throw new UsageException("no password of the id " + id + " was given", "give it with --vault-id");
        }
        return new VaultFiles(vault, id, environment);
    }

    private VaultPassword next(Environment environment) {
        VaultSources sources = new VaultSources(environment);
        if (!newId.isEmpty()) {
            return sources.labelled(newId);
        }
        return newFile.isEmpty()
                ? sources.labelled(VaultPassword.DEFAULT_ID + "@prompt")
                : sources.file(VaultPassword.DEFAULT_ID, newFile);
    }

    /// What stands in the command line would be seen in the process list, so the value is asked for or piped in.
    private void encryptString(Environment environment, VaultFiles vault) {
        if (words.size() > 1) {
            throw new UsageException(
                    "encrypt_string takes no value in the command line, where others could see it",
                    "it asks for it, or takes it from standard input");
        }
        String encrypted = vault.encryptString();
        if (name.isEmpty()) {
            environment.out().print("!vault |\n" + encrypted.indent(10));
        } else {
            environment.out().print(name + ": !vault |\n" + encrypted.indent(10));
        }
    }

    private Path target(List<Path> files, Path file) {
        if (output.isEmpty()) {
            return file;
        }
        if (files.size() > 1) {
            throw new UsageException("--output takes the content of one file, and there are " + files.size(), "");
        }
        return Path.of(output);
    }

    private static Path only(String action, List<Path> files) {
        if (files.size() != 1) {
            throw new UsageException("vault " + action + " takes one file", "");
        }
        return files.getFirst();
    }

    private static List<Path> some(String action, List<Path> files) {
        if (files.isEmpty()) {
            throw new UsageException("vault " + action + " takes a file, or several", "");
        }
        return files;
    }

    private interface Work {
        void on(Path file) throws VaultException;
    }

    /// Goes on with the other files where one can't be read.
    private static void each(List<Path> files, Work work) {
        Problems problems = new Problems();
        for (Path file : files) {
            try {
                work.on(file);
            } catch (VaultException e) {
                problems.add(Location.named(file.toString()), String.valueOf(e.getMessage()));
            } catch (InvalidInputException e) {
                for (Problem problem : e.problems()) {
                    problems.add(problem);
                }
            }
        }
        problems.throwIfAny();
    }
}
