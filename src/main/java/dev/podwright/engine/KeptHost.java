package dev.podwright.engine;

import dev.podwright.connection.ConnectionException;
import dev.podwright.connection.Connector;
import dev.podwright.inventory.Host;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A host between calls: its connections with their shells, and its facts. Each call has shells of its own, so that
/// several work at once; those of a call that ended serve the next. Thread-safe.
final class KeptHost implements AutoCloseable {
    private final Host host;
    private final SharedConnections connections;
    private final Duration idle;
    private final Semaphore turns;
    /// The most recently used last. Guarded by this object's lock, as are the following.
    private final Deque<Idle> waiting = new ArrayDeque<>();
    private Optional<Facts> facts = Optional.empty();
    private boolean watched;
    private boolean closed;

    KeptHost(Host host, Connector connector, CallLimits limits) {
        this.host = host;
        this.connections = new SharedConnections(connector);
        this.idle = limits.idle();
        this.turns = new Semaphore(limits.callsPerHost(), true);
    }

    private record Idle(HostConnection connection, Instant since) {}

    /// What is known of the host.
    ///
    /// @param gathered by connecting
    /// @param given by tasks
    record Facts(Map<String, Object> gathered, Map<String, Object> given) {}

    Host host() {
        return host;
    }

    /// Calls that run for long, such as those that follow a log, don't take another's turn.
    Semaphore turns() {
        return turns;
    }

    /// A connection for one call, which gives it back or closes it.
    HostConnection take(HostRun.ConnectionSettings settings) throws ConnectionException {
        List<HostConnection> lost = new ArrayList<>();
        try {
            synchronized (this) {
                while (!waiting.isEmpty()) {
                    HostConnection connection = waiting.removeLast().connection();
                    if (connection.isOpen()) {
                        return connection;
                    }
                    lost.add(connection);
                }
                if (!connections.isAnyOpen()) {
                    // The host may have been booted since, or be another one.
                    facts = Optional.empty();
                }
            }
        } finally {
            lost.forEach(HostConnection::close);
        }
        return HostConnection.open(settings.target(), connections, settings.becomePassword());
    }

    void giveBack(HostConnection connection) {
        synchronized (this) {
            if (!closed) {
                waiting.addLast(new Idle(connection, Instant.now()));
                watch();
                return;
            }
        }
        connection.close();
    }

    synchronized Optional<Facts> facts() {
        return facts;
    }

    /// Facts gathered by connecting.
    synchronized void gathered(Map<String, Object> values) {
        facts = Optional.of(
                new Facts(Map.copyOf(values), facts.map(Facts::given).orElse(Map.of())));
    }

    /// Facts that tasks gave.
    synchronized void given(Map<String, Object> values) {
        facts = facts.map(known -> {
            Map<String, Object> all = new HashMap<>(known.given());
            all.putAll(values);
            return new Facts(known.gathered(), Map.copyOf(all));
        });
    }

    /// Sees to it that idle connections are closed in time. To be called with the lock held.
    private void watch() {
        if (watched || waiting.isEmpty()) {
            return;
        }
        watched = true;
        Duration left =
                Duration.between(Instant.now(), waiting.getFirst().since().plus(idle));
        CompletableFuture.delayedExecutor(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS)
                .execute(() -> Thread.startVirtualThread(this::closeIdle));
    }

    private void closeIdle() {
        List<HostConnection> old = new ArrayList<>();
        synchronized (this) {
            watched = false;
            Instant limit = Instant.now().minus(idle);
            while (!waiting.isEmpty() && !waiting.getFirst().since().isAfter(limit)) {
                old.add(waiting.removeFirst().connection());
            }
            watch();
        }
        old.forEach(HostConnection::close);
    }

    @Override
    public void close() {
        List<Idle> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(waiting);
            waiting.clear();
        }
        all.forEach(one -> one.connection().close());
    }
}
