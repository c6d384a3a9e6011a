package dev.podwright.connection;

import java.nio.file.Path;
import java.util.Optional;

/// An open way to a host. Thread-safe: several processes may run at once.
public interface Connection extends AutoCloseable {

    /// Starts a command by the login shell, with pipes and no terminal.
    RemoteProcess start(String command) throws ConnectionException;

    /// What it means that a command of this connection gave no shell.
    ///
    /// @param status its exit status, -1 where it isn't known
    /// @param said what it said on both streams
    default ConnectionException noShell(int status, String said) {
        return new ConnectionException(
                ConnectionException.Kind.UNREACHABLE,
                "the login works, but no shell could be started (exit status " + status + ")" + ShellStart.quote(said),
                "Log in by hand and see whether the account has a login shell and sh can be found.");
    }

    /// What was negotiated for it, where it goes by SSH.
    default Optional<SshTransport> transport() {
        return Optional.empty();
    }

    /// Copies a file to a path on the host that must not exist yet, mode 0600, and checks its length and checksum.
    void upload(Path local, String remotePath) throws ConnectionException;

    /// Removes a file that was uploaded; it need not be there.
    void remove(String remotePath) throws ConnectionException;

    /// Whether it still answers, as far as is known without asking.
    boolean isOpen();

    @Override
    void close();
}
