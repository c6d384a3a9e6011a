package dev.podwright.connection;

import java.util.concurrent.CompletableFuture;

/// One long-lived `sh` of one user on a host, to which blocks are sent without waiting for those before them. Blocks
/// run
/// in the order they were submitted. Thread-safe.
public final class RemoteShell implements AutoCloseable {
    private RemoteShell() {}

    /// Starts the shell and waits until it answers.
    ///
    /// @throws ConnectionException where the shell can't be started or the other user can't be become
    public static RemoteShell open(Connection connection, Become become) throws ConnectionException {
        throw new UnsupportedOperationException("connection/RemoteShell is being written");
    }

    /// Sends a block. The future always completes normally; a lost connection is the result
    /// [BlockResult.Status#LOST].
    /// After a timeout or a lost shell this object starts a new shell by itself for the next block, where the
    /// connection
    /// still stands.
    public CompletableFuture<BlockResult> submit(Block block, BlockListener listener) {
        throw new UnsupportedOperationException("connection/RemoteShell is being written");
    }

    /// After a failure: blocks submitted from now on run again.
    public void resume() {
        throw new UnsupportedOperationException("connection/RemoteShell is being written");
    }

    /// The block that is running is ended on the host, as by a timeout.
    public void interrupt() {
        throw new UnsupportedOperationException("connection/RemoteShell is being written");
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("connection/RemoteShell is being written");
    }
}
