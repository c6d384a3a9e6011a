package dev.podwright.report;

import dev.podwright.engine.HostCounter;
import dev.podwright.engine.HostStats;
import dev.podwright.engine.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The end of a run whose journal has none, since its process was killed, or since it is still going on. Not
/// thread-safe.
final class Broken {
    private final Map<String, HostCounter> counters = new LinkedHashMap<>();
    private Optional<RunEvent.RunStarted> started = Optional.empty();
    private Instant last = Instant.EPOCH;
    private boolean ended;

    void hear(RunEvent event) {
        last = event.time();
        switch (event) {
            case RunEvent.RunStarted e -> {
                started = Optional.of(e);
                e.hosts().forEach(host -> counters.put(host, new HostCounter()));
            }
            case RunEvent.TaskFinished e ->
                counters.computeIfAbsent(e.host(), _ -> new HostCounter()).count(e.outcome());
            case RunEvent.RunFinished _ -> ended = true;
            default -> {}
        }
    }

    /// Empty where the journal told the end itself, or not even the beginning.
    Optional<RunEvent> end() {
        return started.filter(_ -> !ended).map(this::interrupted);
    }

    private RunEvent interrupted(RunEvent.RunStarted start) {
        Map<String, HostStats> hosts = new LinkedHashMap<>();
        counters.forEach((host, counter) -> hosts.put(host, counter.stats()));
        return new RunEvent.RunFinished(
                last, start.runId(), hosts, List.copyOf(hosts.keySet()), true, Duration.between(start.time(), last));
    }
}
