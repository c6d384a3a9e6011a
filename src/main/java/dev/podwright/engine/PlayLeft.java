package dev.podwright.engine;

/// A host leaves the play early without a failure of its own. Control flow, so without a stack trace.
final class PlayLeft extends Exception {
    private final boolean aborted;

    private PlayLeft(String message, boolean aborted) {
        super(message, null, false, false);
        this.aborted = aborted;
    }

    /// A `meta` task said so: the host takes part in the next play.
    static PlayLeft asPlanned() {
        return new PlayLeft("the play was ended by the playbook", false);
    }

    /// Too many hosts failed, or one in a way that is fatal for all.
    static PlayLeft aborted() {
        return new PlayLeft("the play was ended for all hosts", true);
    }

    /// Whether the host takes no further part in the run.
    boolean isAborted() {
        return aborted;
    }
}
