package dev.podwright.connection;

import java.nio.file.Path;

/// An open way to a host. Thread-safe: several processes may run at once.
public interface Connection extends AutoCloseable {

    /// Starts a command by the login shell, with pipes and no terminal.
    RemoteProcess start(String command) throws ConnectionException;

    /// Copies a file to a path on the host that must not exist yet, mode 0600, and checks its length and checksum.
    void upload(Path local, String remotePath) throws ConnectionException;

    /// Removes a file that was uploaded; it need not be there.
    void remove(String remotePath) throws ConnectionException;

    /// Whether it still answers, as far as is known without asking.
    boolean isOpen();

    @Override
    void close();
}
