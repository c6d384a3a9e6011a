package dev.podwright.connection;

import dev.podwright.source.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Which user a shell runs as. The password travels on standard input only, never in an argument.
///
/// @param user empty for the login user
/// @param flags further arguments of the method's program
public record Become(Optional<String> user, Optional<Secret> password, Method method, List<String> flags) {
    /// The login user itself.
    public static final Become NOT = new Become(Optional.empty(), Optional.empty(), Method.SUDO, List.of());

    public Become {
        flags = List.copyOf(flags);
    }

    /// By sudo.
    public static Become user(String user, Optional<Secret> password) {
        return new Become(Optional.of(user), password, Method.SUDO, List.of());
    }

    /// The program that makes one user another.
    public enum Method {
        SUDO,
        /// Asks for the password of the user to become.
        SU,
        /// Takes no password without a terminal, so its rule must ask for none.
        DOAS;

        /// @param name as in `become_method`
        public static Optional<Method> named(String name) {
            return Stream.of(values())
                    .filter(method -> method.program().equals(name))
                    .findFirst();
        }

        /// The name of its program, which is also the method's.
        String program() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
