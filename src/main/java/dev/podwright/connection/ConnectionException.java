package dev.podwright.connection;

/// A host can't be reached, refused the login, showed an unknown key, or was lost. The message says which, and where
/// known_hosts or the configuration decided; the hint says what to do.
public final class ConnectionException extends Exception {
    private final Kind kind;
    private final String hint;

    public ConnectionException(Kind kind, String message, String hint, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.hint = hint;
    }

    public ConnectionException(Kind kind, String message, String hint) {
        super(message);
        this.kind = kind;
        this.hint = hint;
    }

    public Kind kind() {
        return kind;
    }

    public String hint() {
        return hint;
    }

    public enum Kind {
        UNREACHABLE,
        AUTHENTICATION,
        HOST_KEY,
        /// The login works, but not becoming the other user.
        BECOME,
        /// The connection was there and is gone.
        LOST
    }
}
