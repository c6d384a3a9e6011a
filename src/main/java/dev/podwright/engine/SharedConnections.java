package dev.podwright.engine;

import dev.podwright.connection.Connection;
import dev.podwright.connection.ConnectionException;
import dev.podwright.connection.Connector;
import dev.podwright.connection.RemoteProcess;
import dev.podwright.connection.SshTransport;
import dev.podwright.connection.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Lends out a few connections to one host, each to several users at once: a login takes many round trips, a further
/// shell on it few. A connection is closed when its last user is done with it. Thread-safe.
final class SharedConnections implements Connector {
    /// Servers allow ten sessions on a connection by default (MaxSessions). A user may have a shell of the login user,
    /// one of root, and for a moment one more.
    private static final int USERS = 4;

    private final Connector connector;
    /// Guarded by this object's lock, as is what is in them.
    private final List<Shared> connections = new ArrayList<>();
    private Optional<CompletableFuture<Boolean>> coming = Optional.empty();

    SharedConnections(Connector connector) {
        this.connector = connector;
    }

    @Override
    public Connection connect(Target target) throws ConnectionException {
        while (true) {
            CompletableFuture<Boolean> made;
            boolean ours = false;
            synchronized (this) {
                Optional<Connection> free = lend();
                if (free.isPresent()) {
                    return free.get();
                }
                if (coming.isEmpty()) {
                    coming = Optional.of(new CompletableFuture<>());
                    ours = true;
                }
                made = coming.get();
            }
            if (ours) {
                return make(target, made);
            }
            await(target, made);
        }
    }

    /// Whether there is one that stands.
    synchronized boolean isAnyOpen() {
        return connections.stream().anyMatch(shared -> shared.connection.isOpen());
    }

    private Optional<Connection> lend() {
        return connections.stream()
                .filter(shared -> shared.users < USERS && shared.connection.isOpen())
                .findFirst()
                .map(Lent::new);
    }

    /// Several that need a connection at once don't each make one: where the host can't be reached, all know it when
    /// the first does.
    private Connection make(Target target, CompletableFuture<Boolean> made) throws ConnectionException {
        try {
            Connection connection = connector.connect(target);
            synchronized (this) {
                coming = Optional.empty();
                Shared shared = new Shared(connection);
                connections.add(shared);
                return new Lent(shared);
            }
        } catch (ConnectionException e) {
            if (!Thread.currentThread().isInterrupted()) {
                made.completeExceptionally(e);
            }
            throw e;
        } finally {
            synchronized (this) {
                coming = Optional.empty();
            }
            made.complete(true);
        }
    }

    private static void await(Target target, CompletableFuture<Boolean> made) throws ConnectionException {
        try {
            made.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ConnectionException failure) {
                throw new ConnectionException(
                        failure.kind(), String.valueOf(failure.getMessage()), failure.hint(), failure);
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionException(ConnectionException.Kind.UNREACHABLE, target.name() + ": interrupted", "", e);
        }
    }

    private static final class Shared {
        private final Connection connection;
        private int users;

        Shared(Connection connection) {
            this.connection = connection;
        }
    }

    /// One user's hold on a connection.
    private final class Lent implements Connection {
        private final Shared shared;
        private boolean back;

        /// To be made with the lock held.
        Lent(Shared shared) {
            this.shared = shared;
            shared.users++;
        }

        @Override
        public RemoteProcess start(String command) throws ConnectionException {
            return shared.connection.start(command);
        }

        @Override
        public ConnectionException noShell(int status, String said) {
            return shared.connection.noShell(status, said);
        }

        @Override
        public Optional<SshTransport> transport() {
            return shared.connection.transport();
        }

        @Override
        public void upload(Path local, String remotePath) throws ConnectionException {
            shared.connection.upload(local, remotePath);
        }

        @Override
        public void remove(String remotePath) throws ConnectionException {
            shared.connection.remove(remotePath);
        }

        @Override
        public boolean isOpen() {
            synchronized (SharedConnections.this) {
                return !back && shared.connection.isOpen();
            }
        }

        @Override
        public void close() {
            synchronized (SharedConnections.this) {
                if (back) {
                    return;
                }
                back = true;
                shared.users--;
                if (shared.users > 0) {
                    return;
                }
                connections.remove(shared);
            }
            shared.connection.close();
        }
    }
}
