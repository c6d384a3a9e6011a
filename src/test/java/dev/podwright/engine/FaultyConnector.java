package dev.podwright.engine;

import dev.podwright.connection.Connection;
import dev.podwright.connection.ConnectionException;
import dev.podwright.connection.Connector;
import dev.podwright.connection.ForwardingConnection;
import dev.podwright.connection.LocalConnector;
import dev.podwright.connection.RemoteProcess;
import dev.podwright.connection.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Connections to this machine that tasks can cut: a connection is lost once there is a file `lost`, which connecting
/// anew takes away, and there are no new ones while there is a file `gone`. A task cuts it by
/// `touch lost; kill -9 $$; exit`.
record FaultyConnector(Path folder) implements Connector {

    @Override
    public Connection connect(Target target) throws ConnectionException {
        if (Files.exists(folder.resolve("gone"))) {
            throw new ConnectionException(ConnectionException.Kind.UNREACHABLE, "no route", "find one");
        }
        try {
            Files.deleteIfExists(folder.resolve("lost"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Faulty(new LocalConnector().connect(target), folder.resolve("lost"));
    }

    private static final class Faulty extends ForwardingConnection {
        private final Path lost;

        Faulty(Connection connection, Path lost) {
            super(connection);
            this.lost = lost;
        }

        @Override
        public RemoteProcess start(String command) throws ConnectionException {
            if (!isOpen()) {
                throw new ConnectionException(ConnectionException.Kind.LOST, "the connection was cut", "");
            }
            return connection.start(command);
        }

        @Override
        public boolean isOpen() {
            return Files.notExists(lost) && connection.isOpen();
        }
    }
}
