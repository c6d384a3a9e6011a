package dev.podwright.cli;

/// A command line that can't be understood; the message says what and the hint, which may be empty, what to do.
final class UsageException extends RuntimeException {
    private final String hint;

    UsageException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    String hint() {
        return hint;
    }
}
