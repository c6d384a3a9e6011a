package dev.podwright.report;

import dev.podwright.engine.Notified;
import dev.podwright.source.InvalidInputException;
import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A run as its journal tells of it.
///
/// @param plan whether it only checked
/// @param playbooks their files, as they were named for it
/// @param unfinished the hosts that did not come to its end: all of them where the run itself did not
/// @param notified the handlers that were notified on those hosts and have not run
public record PastRun(
        String runId,
        boolean plan,
        List<String> playbooks,
        Set<String> unfinished,
        Map<String, List<Notified>> notified) {
    /// Of the run as a whole and of handlers.
    private static final Pattern TOLD =
            Pattern.compile("\\{\"kind\":\"(run_|play_started|handler_notified|host_left_play|task_finished).*}");

    /// Reads a run's [Journal].
    ///
    /// @param run its id, the beginning of it, or `latest`
    /// @throws InvalidInputException where there is no such run, or its journal can't be read
    public static PastRun read(Path stateFolder, String run) {
        Location place = Location.named("--resume " + run);
        Path file = Journals.of(stateFolder).find(run, place);
        try {
            return of(events(file))
                    .orElseThrow(() ->
                            new InvalidInputException(new Problem(place, "its journal has no beginning: " + file)));
        } catch (IOException e) {
            throw new InvalidInputException(new Problem(place, "its journal can't be read: " + e));
        }
    }

    /// The events that count here. A run that was killed may have left half a line.
    private static List<JsonValue> events(Path file) throws IOException {
        List<JsonValue> events = new ArrayList<>();
        try (Stream<String> lines = Files.lines(file)) {
            for (String line : (Iterable<String>) lines::iterator) {
                if (TOLD.matcher(line).matches()) {
                    events.add(JsonValue.read(line));
                }
            }
        }
        return events;
    }

    private static Optional<PastRun> of(List<JsonValue> events) {
        return kind("run_started", events).map(started -> {
            JsonValue hosts = kind("run_finished", events)
                    .map(finished -> finished.get("unfinished"))
                    .orElseGet(() -> started.get("hosts"));
            Set<String> unfinished = new LinkedHashSet<>(texts(hosts));
            Map<String, List<Notified>> notified = pending(events).byHost();
            notified.keySet().retainAll(unfinished);
            return new PastRun(
                    started.get("run").text(),
                    started.get("plan").is(true),
                    texts(started.get("playbooks")),
                    unfinished,
                    notified);
        });
    }

    private static PendingHandlers pending(List<JsonValue> events) {
        PendingHandlers pending = new PendingHandlers();
        for (JsonValue event : events) {
            String host = event.get("host").text();
            int task = event.get("task").number();
            int play = event.get("play").number();
            switch (event.get("kind").text()) {
                case "play_started" -> pending.playStarted(play);
                case "handler_notified" -> {
                    String handler = event.get("handler").text();
                    pending.notified(
                            host, task, new Notified(play, event.get("list").number(), handler));
                }
                case "host_left_play" -> pending.left(host, play);
                default -> {
                    if (hasRun(event)) {
                        pending.ran(host, task);
                    }
                }
            }
        }
        return pending;
    }

    private static boolean hasRun(JsonValue event) {
        return event.get("kind").is("task_finished")
                && event.get("handler").is(true)
                && !List.of("failed", "unreachable").contains(event.get("state").text());
    }

    private static Optional<JsonValue> kind(String kind, List<JsonValue> events) {
        return events.stream().filter(event -> event.get("kind").is(kind)).findFirst();
    }

    private static List<String> texts(JsonValue list) {
        return list.items().stream().map(JsonValue::text).toList();
    }
}
