package dev.podwright.engine;

import dev.podwright.connection.Block;
import dev.podwright.connection.BlockListener;
import dev.podwright.connection.BlockResult;
import dev.podwright.connection.Connection;
import dev.podwright.connection.ConnectionException;
import dev.podwright.connection.Connector;
import dev.podwright.connection.RemoteShell;
import dev.podwright.connection.SshTransport;
import dev.podwright.connection.Target;
import dev.podwright.source.Secret;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// One connection to a host and the shells on it, one for each user that tasks run as. Used by the host's own thread,
/// and by those of hosts that delegate to it; [#interrupt] may come from any.
final class HostConnection implements AutoCloseable {
    private final Target target;
    private final Connector connector;
    private final Optional<Secret> becomePassword;
    private final Map<Lane, RemoteShell> shells = java.util.Collections.synchronizedMap(new LinkedHashMap<>());
    private volatile Connection connection;

    private HostConnection(Target target, Connector connector, Connection connection, Optional<Secret> becomePassword) {
        this.target = target;
        this.connector = connector;
        this.connection = connection;
        this.becomePassword = becomePassword;
    }

    static HostConnection open(Target target, Connector connector, Optional<Secret> becomePassword)
            throws ConnectionException {
        return new HostConnection(target, connector, connector.connect(target), becomePassword);
    }

    /// Whose blocks go one after the other. What other hosts delegate to this one has shells of its own: a failure
    /// of this host's tasks must not skip it, and what resumes it must not resume them.
    private record Lane(RunAs user, boolean delegated) {}

    /// The shell of a user, started when first asked for.
    ///
    /// @param delegated whether for another host's task
    synchronized RemoteShell shell(RunAs user, boolean delegated) throws ConnectionException {
        Lane lane = new Lane(user, delegated);
        RemoteShell shell = shells.get(lane);
        if (shell == null) {
            reopen();
            shell = RemoteShell.open(connection, user.become(becomePassword));
            shells.put(lane, shell);
        }
        return shell;
    }

    /// Sends a block to the login user's shell; where there is none yet, it is started and asked in one round trip.
    synchronized CompletableFuture<BlockResult> ask(Block block) throws ConnectionException {
        Lane lane = new Lane(RunAs.LOGIN_USER, false);
        RemoteShell shell = shells.get(lane);
        if (shell != null) {
            return shell.submit(block, BlockListener.NONE);
        }
        reopen();
        RemoteShell.Begun begun = RemoteShell.begin(connection, block);
        shells.put(lane, begun.shell());
        return begun.first();
    }

    /// Puts a file where its task expects it; one that a lost connection left there is replaced.
    void upload(Prepared.Upload upload) throws ConnectionException {
        connection.remove(upload.staged());
        connection.upload(upload.local(), upload.staged());
    }

    void removeUploaded(Prepared.Upload upload) throws ConnectionException {
        connection.remove(upload.staged());
    }

    Optional<SshTransport> transport() {
        return connection.transport();
    }

    /// Whether it leads to the machine that this program runs on.
    boolean isLocal() {
        return target.kind() == Target.Kind.LOCAL;
    }

    /// Makes the connection anew, whether it seems to be there or not, by a single attempt.
    synchronized void startOver(Duration limit) throws ConnectionException {
        close();
        connection = connector.connect(target.once(limit));
    }

    boolean isOpen() {
        return connection.isOpen();
    }

    /// Makes the connection anew where it was lost.
    synchronized void reopen() throws ConnectionException {
        if (!connection.isOpen()) {
            close();
            connection = connector.connect(target);
        }
    }

    /// After a failure: blocks sent from now on run again.
    void resume() {
        shells.values().forEach(RemoteShell::resume);
    }

    /// Ends what runs on the host.
    ///
    /// @return done when it has ended
    CompletableFuture<?> interrupt() {
        return CompletableFuture.allOf(List.copyOf(shells.values()).stream()
                .map(RemoteShell::interrupt)
                .toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public void close() {
        List.copyOf(shells.values()).forEach(RemoteShell::close);
        shells.clear();
        connection.close();
    }
}
