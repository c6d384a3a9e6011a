package dev.podwright.template;

/// A function was called with arguments that it can do nothing with. The message holds no values that may be secrets.
public final class CallException extends IllegalArgumentException {
    private final String hint;

    /// @param hint what to do
    public CallException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    public String hint() {
        return hint;
    }
}
