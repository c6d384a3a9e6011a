package dev.podwright.connection;

import dev.podwright.source.Secret;
import java.util.List;
import java.util.Optional;

/// Which user a shell runs as. The password travels on standard input only, never in an argument.
///
/// @param user empty for the login user
/// @param flags further flags for sudo
public record Become(Optional<String> user, Optional<Secret> password, List<String> flags) {
    /// The login user itself.
    public static final Become NOT = new Become(Optional.empty(), Optional.empty(), List.of());

    public Become {
        flags = List.copyOf(flags);
    }

    public static Become user(String user, Optional<Secret> password) {
        return new Become(Optional.of(user), password, List.of());
    }
}
