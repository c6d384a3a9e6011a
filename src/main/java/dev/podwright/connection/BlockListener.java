package dev.podwright.connection;

/// Hears of a block while it runs, on the shell's reader threads. Must return quickly.
public interface BlockListener {
    BlockListener NONE = new BlockListener() {};

    /// The host has begun it.
    default void started() {}

    /// Output as it comes, whole lines where there are line ends.
    default void output(boolean stderr, String text) {}

    /// A file begins to come from the host (`pw_send_file`); what came by then of another is void.
    default void fileBegins() {}

    /// A part of a file from the host.
    default void file(byte[] bytes, int length) {}

    /// A long step has begun (`pw_progress`).
    default void progress(String message) {}
}
