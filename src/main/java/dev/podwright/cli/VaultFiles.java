package dev.podwright.cli;

import dev.podwright.source.InvalidInputException;
import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import dev.podwright.source.Reason;
import dev.podwright.source.Secret;
import dev.podwright.source.Vault;
import dev.podwright.source.VaultException;
import dev.podwright.source.VaultPassword;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// Encrypts and decrypts files in place. Whatever is written can be read by its owner alone, and takes the place
/// of what was there in one step.
///
/// @param id of the password that new content is encrypted with
record VaultFiles(Vault vault, String id, Environment environment) {
    private static final String OUT = "-";

    /// The decrypted content.
    String read(Path file) throws VaultException {
        String text = text(file);
        if (!Vault.isEncrypted(text)) {
            throw problem(file, "the file isn't encrypted", "podwright vault encrypt " + file + " does that");
        }
        return vault.decrypt(text).reveal();
    }

    void encrypt(Path file, Path target) throws VaultException {
        String text = text(file);
        if (Vault.isEncrypted(text)) {
            throw problem(file, "the file is encrypted already", "rekey gives it another password, edit opens it");
        }
        write(target, vault.encrypt(text, id));
    }

    void decrypt(Path file, Path target) throws VaultException {
        write(target, read(file));
    }

    /// Encrypts with another password.
    void rekey(Path file, VaultPassword next) throws VaultException {
        write(file, Vault.of(List.of(next)).encrypt(read(file), next.id()));
    }

    void create(Path file) {
        if (Files.exists(file)) {
            throw problem(file, "the file is there already");
        }
        try {
            write(file, vault.encrypt(edited(""), id));
        } catch (VaultException e) {
            throw problem(file, String.valueOf(e.getMessage()));
        }
    }

    /// Opens the editor on the decrypted content. An unchanged file is left alone.
    void edit(Path file) throws VaultException {
        String before = read(file);
        String after = edited(before);
        if (!after.equals(before)) {
            write(file, vault.encrypt(after, id));
        }
    }

    /// Asks for a value, or takes all of standard input where that is no terminal.
    String encryptString() {
        try {
            String value = environment.terminal()
                    ? environment
                            .askPassword()
                            .apply("Value to encrypt")
                            .map(Secret::reveal)
                            .orElse("")
                    : environment.input().get();
            return vault.encrypt(value, id);
        } catch (VaultException e) {
            throw new InvalidInputException(
                    new Problem(Location.named("encrypt_string"), String.valueOf(e.getMessage())));
        }
    }

    /// The content lies in a folder of the operator's own while it is edited, and nowhere afterwards.
    private String edited(String content) {
        String editor = environment.variable("EDITOR").isEmpty() ? "vi" : environment.variable("EDITOR");
        try {
            Path folder = Files.createTempDirectory("podwright-vault");
            Path file = folder.resolve("content.yml");
            try {
                Files.writeString(privateFile(file), content);
                List<String> command = new ArrayList<>(List.of(editor.strip().split("\\s+")));
                command.add(file.toString());
                int status = new ProcessBuilder(command).inheritIO().start().waitFor();
                if (status != 0) {
                    throw problem(file, "the editor (" + editor + ") ended with status " + status);
                }
                return Files.readString(file);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new InvalidInputException(new Problem(Location.named(editor), "can't edit: " + e));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InvalidInputException(new Problem(Location.named(editor), "interrupted"));
        }
    }

    private String text(Path file) {
        try {
            return file.toString().equals(OUT) ? environment.input().get() : Files.readString(file);
        } catch (IOException e) {
            throw problem(file, "the file can't be read: " + Reason.of(e));
        }
    }

    private void write(Path file, String text) {
        if (file.toString().equals(OUT)) {
            environment.out().print(text);
            return;
        }
        try {
            Path beside = file.resolveSibling("." + file.getFileName() + ".podwright-new");
            Files.deleteIfExists(beside);
            Files.writeString(privateFile(beside), text);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw problem(file, "the file can't be written: " + Reason.of(e));
        }
    }

    private static Path privateFile(Path file) throws IOException {
        return Files.createFile(
                file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static InvalidInputException problem(Path file, String message) {
        return problem(file, message, "");
    }

    private static InvalidInputException problem(Path file, String message, String hint) {
        return new InvalidInputException(new Problem(Location.named(file.toString()), message, hint));
    }
}
