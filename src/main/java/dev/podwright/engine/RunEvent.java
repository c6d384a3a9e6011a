package dev.podwright.engine;

import dev.podwright.connection.SshTransport;
import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Something that happened in a run; all output is made from these. Every text in an event has its secrets masked
/// already.
public sealed interface RunEvent {
    Instant time();

    /// @param plan whether this run only checks
    record RunStarted(Instant time, String runId, boolean plan, List<String> playbooks, List<String> hosts)
            implements RunEvent {}

    record PlayStarted(Instant time, int play, String name, List<String> hosts) implements RunEvent {}

    /// @param transport empty where it isn't SSH that leads there
    record HostConnected(Instant time, String host, Optional<SshTransport> transport, Map<String, Object> facts)
            implements RunEvent {}

    /// @param message why, @param hint what to do
    record HostUnreachable(Instant time, String host, String message, String hint) implements RunEvent {}

    /// @param id one number a task of a play, the same on all hosts; loops run under one id
    record TaskStarted(Instant time, String host, int id, String name, String type, Location location)
            implements RunEvent {}

    record TaskProgress(Instant time, String host, int id, String message) implements RunEvent {}

    record TaskOutput(Instant time, String host, int id, boolean stderr, String text) implements RunEvent {}

    /// @param handler whether it ran as a handler
    /// @param diff whether changed content is to be shown as a diff; empty leaves it to the operator
    record TaskFinished(
            Instant time,
            String host,
            int id,
            String name,
            String type,
            Location location,
            boolean handler,
            Optional<Boolean> diff,
            Outcome outcome,
            Duration took)
            implements RunEvent {
        /// Of a task that leaves it to the operator how its changes are shown.
        public TaskFinished(
                Instant time,
                String host,
                int id,
                String name,
                String type,
                Location location,
                boolean handler,
                Outcome outcome,
                Duration took) {
            this(time, host, id, name, type, location, handler, Optional.empty(), outcome, took);
        }
    }

    /// A changed task asked for a handler that wasn't asked for before; a TaskFinished tells that it has run.
    ///
    /// @param id the handler's
    record HandlerNotified(Instant time, String host, int id, Notified handler) implements RunEvent {}

    /// The play ended early for a host, by a `meta` task: handlers that were notified are given up.
    record HostLeftPlay(Instant time, String host, int play) implements RunEvent {}

    record Warning(Instant time, String host, String message, String hint) implements RunEvent {}

    record InputWarning(Instant time, Problem problem) implements RunEvent {}

    record PlayFinished(Instant time, int play) implements RunEvent {}

    /// @param unfinished the hosts that did not come to the run's end, in inventory order
    record RunFinished(
            Instant time,
            String runId,
            Map<String, HostStats> hosts,
            List<String> unfinished,
            boolean interrupted,
            Duration took)
            implements RunEvent {}
}
