package dev.podwright.engine;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.ConnectionException;
import dev.podwright.connection.SmallFacts;
import dev.podwright.connection.Target;
import dev.podwright.source.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// One host through a whole run: its connection, what is known of it, how it fares.
final class HostRun implements AutoCloseable {
    private final RunContext run;
    private final String name;
    private final HostVariables variables;
    private final HostCounter counter = new HostCounter();
    private volatile Optional<HostConnection> connection = Optional.empty();
    private Optional<Target> target = Optional.empty();
    private volatile boolean stopped;

    HostRun(RunContext run, String name) {
        this.run = run;
        this.name = name;
        this.variables = new HostVariables(() -> run.hosts().declared(name));
    }

    String name() {
        return name;
    }

    HostVariables variables() {
        return variables;
    }

    HostCounter counter() {
        return counter;
    }

    /// Whether it takes no part in the run any more.
    boolean isStopped() {
        return stopped;
    }

    void stop() {
        stopped = true;
    }

    /// The connection, after [#connect].
    HostConnection connection() {
        return connection.orElseThrow(() -> new IllegalStateException(name() + " is not connected"));
    }

    /// Connects, unless it is connected in the same way already, and gathers the small facts.
    synchronized void connect(ConnectionSettings settings) throws ConnectionException, InterruptedException {
        variables.connection(settings.variables());
        Target wanted = settings.target();
        if (target.equals(Optional.of(wanted))
                && connection.isPresent()
                && connection().isOpen()) {
            return;
        }
        close();
        settings.secrets().forEach(run.mask()::learn);
        connection = Optional.of(HostConnection.open(wanted, run.connector(), settings.becomePassword()));
        target = Optional.of(wanted);
        gatherFacts();
    }

    /// Takes a connection that is kept, with what is known of the host; where nothing is, gathers the small facts.
    void use(HostConnection kept, ConnectionSettings settings, Optional<KeptHost.Facts> known)
            throws ConnectionException, InterruptedException {
        variables.connection(settings.variables());
        settings.secrets().forEach(run.mask()::learn);
        connection = Optional.of(kept);
        target = Optional.of(settings.target());
        if (known.isEmpty()) {
            gatherFacts();
            return;
        }
        variables.gathered(known.get().gathered());
        known.get().given().forEach(variables::fact);
    }

    boolean hasConnection() {
        return connection.isPresent();
    }

    /// Connects anew, so that what belongs to a login holds; facts stay.
    synchronized void reconnect() throws ConnectionException {
        connection().close();
        connection().reopen();
    }

    /// Gathers the small facts, also anew after a reboot; facts that tasks gave stay.
    void gatherFacts() throws ConnectionException, InterruptedException {
        BlockResult result = new AwaitBlock(connection().ask(SmallFacts.block())).get();
        if (result.status() != BlockResult.Status.OK) {
            String message =
                    result.failure().map(BlockResult.Failure::message).orElse("the host's facts could not be gathered");
            throw new ConnectionException(
                    ConnectionException.Kind.LOST,
                    name() + ": " + message,
                    result.stderr().strip());
        }
        Map<String, Object> facts = SmallFacts.read(result);
        variables.gathered(facts);
        run.events()
                .send(new RunEvent.HostConnected(
                        Instant.now(),
                        name(),
                        connection().transport().map(transport -> transport.map(run.mask()::text)),
                        run.mask().map(facts)));
    }

    /// Says that the host can't be reached, and takes it out of the run.
    ///
    /// @param ignored whether it stays in the run for later plays (`ignore_unreachable`)
    void unreachable(String message, String hint, boolean ignored) {
        stopped = !ignored;
        Outcome outcome = new Outcome.Unreachable(TaskResult.message(message), ignored);
        counter.count(outcome);
        run.events()
                .send(new RunEvent.HostUnreachable(
                        Instant.now(),
                        name(),
                        run.mask().text(message),
                        run.mask().text(hint)));
    }

    /// Ends what runs on the host.
    ///
    /// @return done when it has ended
    CompletableFuture<?> interrupt() {
        return connection
                .<CompletableFuture<?>>map(HostConnection::interrupt)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    @Override
    public void close() {
        connection.ifPresent(HostConnection::close);
        connection = Optional.empty();
    }

    /// How to connect to a host in a play.
    ///
    /// @param variables the evaluated connection variables
    record ConnectionSettings(
            Target target, Map<String, Object> variables, Optional<Secret> becomePassword, List<Secret> secrets) {}
}
