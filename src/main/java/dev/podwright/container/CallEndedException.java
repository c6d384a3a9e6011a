package dev.podwright.container;

/// The call was ended before it was done; what ran on the host was ended there.
public final class CallEndedException extends PodwrightException {
    private final Reason reason;

    CallEndedException(Failed failed, Reason reason) {
        super(failed);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /// Why it was ended.
    public enum Reason {
        DEADLINE,
        /// Whoever waited for it was interrupted, or cancelled it.
        CANCELLED,
        /// Podwright was closed.
        CLOSED
    }
}
