package dev.podwright.engine;

import dev.podwright.playbook.LocalFileSearch;
import dev.podwright.source.Reason;
import dev.podwright.source.Secret;
import dev.podwright.source.SourceFile;
import dev.podwright.source.Vault;
import dev.podwright.source.VaultException;
import dev.podwright.template.CallException;
import dev.podwright.template.Lookups;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// Looks things up on this machine. Files are found where the tasks of the playbook find theirs.
///
/// @param secrets hears of each secret that was read
record ControllerLookups(Path folder, Vault vault, Consumer<Secret> secrets) implements Lookups {

    @Override
    public String environment(String name, String otherwise) {
        return Optional.ofNullable(System.getenv(name)).orElse(otherwise);
    }

    @Override
    public Object file(String name) {
        LocalFileSearch search = LocalFileSearch.files(folder);
        Path path = search.find(name)
                .orElseThrow(() -> new CallException(
                        "there is no file " + name + " on this machine", "looked for " + search.lookedFor(name)));
        try {
            String text = SourceFile.read(path).text();
            return Vault.isEncrypted(text) ? secret(path, text) : text.stripTrailing();
        } catch (UncheckedIOException e) {
            throw new CallException("can't read " + path + ": " + Reason.of(e), "is it text, and readable by you?");
        }
    }

    private Secret secret(Path path, String text) {
        try {
            Secret secret = new Secret(vault.decrypt(text).reveal().stripTrailing());
            secrets.accept(secret);
            return secret;
        } catch (VaultException e) {
            throw new CallException(path + " is encrypted: " + e.getMessage(), vault.hint());
        }
    }
}
