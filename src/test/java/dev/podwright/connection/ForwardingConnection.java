package dev.podwright.connection;

import java.nio.file.Path;
import java.util.Optional;

/// Another connection, some of whose ways a test changes.
public abstract class ForwardingConnection implements Connection {
    protected final Connection connection;

    protected ForwardingConnection(Connection connection) {
        this.connection = connection;
    }

    @Override
    public RemoteProcess start(String command) throws ConnectionException {
        return connection.start(command);
    }

    @Override
    public ConnectionException noShell(int status, String said) {
        return connection.noShell(status, said);
    }

    @Override
    public Optional<SshTransport> transport() {
        return connection.transport();
    }

    @Override
    public void upload(Path local, String remotePath) throws ConnectionException {
        connection.upload(local, remotePath);
    }

    @Override
    public void remove(String remotePath) throws ConnectionException {
        connection.remove(remotePath);
    }

    @Override
    public boolean isOpen() {
        return connection.isOpen();
    }

    @Override
    public void close() {
        connection.close();
    }
}
