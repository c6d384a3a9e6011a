package dev.podwright.connection;

import dev.podwright.source.Secret;
import java.nio.file.Path;
import java.util.Optional;

/// Knows the passphrases of encrypted keys, for instance by asking the operator. May be called from several threads.
@FunctionalInterface
public interface Passphrases {
    Passphrases NONE = _ -> Optional.empty();

    Optional<Secret> of(Path key);
}
