package dev.podwright.connection;

import dev.podwright.connection.ConnectionException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// This machine itself.
final class LocalConnection implements Connection {
    private final LocalProcesses processes = new LocalProcesses();

    @Override
    public RemoteProcess start(String command) throws ConnectionException {
        try {
            return processes.start(List.of("sh", "-c", command));
        } catch (IOException e) {
            throw new ConnectionException(Kind.UNREACHABLE, "no sh could be started: " + e.getMessage(), "", e);
        }
    }

    @Override
    public void upload(Path local, String remotePath) throws ConnectionException {
        Path target = Path.of(remotePath);
        try {
            Files.createFile(
                    target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(target, Files.readAllBytes(local));
        } catch (IOException e) {
            throw new ConnectionException(Kind.LOST, local + " couldn't be copied to " + remotePath + ": " + e, "", e);
        }
    }

    @Override
    public void remove(String remotePath) throws ConnectionException {
        try {
            Files.deleteIfExists(Path.of(remotePath));
        } catch (IOException e) {
            throw new ConnectionException(Kind.LOST, remotePath + " couldn't be removed: " + e, "", e);
        }
    }

    @Override
    public boolean isOpen() {
        return processes.isOpen();
    }

    @Override
    public void close() {
        processes.close();
    }
}
