package dev.podwright.report;

import dev.podwright.engine.HostStats;
import dev.podwright.engine.RunEvent;
import dev.podwright.engine.RunEvent.HostUnreachable;
import dev.podwright.engine.RunEvent.RunFinished;
import dev.podwright.engine.RunEvent.TaskFinished;
import dev.podwright.report.Paint.Colour;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Remembers what went wrong and says it again at the end, with the recap. Not thread-safe.
final class Closing {
    private final Map<Key, TaskFinished> failures = new LinkedHashMap<>();
    private final Map<String, HostUnreachable> unreachable = new LinkedHashMap<>();
    private final PendingHandlers handlers = new PendingHandlers();
    private boolean plan;

    private record Key(String host, int task) {}

    void started(boolean isPlan) {
        plan = isPlan;
    }

    /// Hears of every event beside those that have a method of their own.
    void hear(RunEvent event) {
        handlers.hear(event);
    }

    void finished(TaskFinished event) {
        if (State.of(event.outcome()).isFailure()) {
            failures.put(new Key(event.host(), event.id()), event);
        }
    }

    void unreachable(HostUnreachable event) {
        unreachable.put(event.host(), event);
    }

    List<String> lines(RunFinished event, Paint paint, String journals) {
        List<String> lines = new ArrayList<>(failures(paint));
        lines.addAll(handlersNotRun(event, paint));
        lines.add("");
        lines.add(paint.paint(Colour.BOLD, plan ? Recap.planHeadline(event.hosts()) : "RECAP"));
        List<String> recap = Recap.lines(event.hosts());
        List<HostStats> stats = List.copyOf(event.hosts().values());
        for (int i = 0; i < recap.size(); i++) {
            lines.add(paint.paint(colour(stats.get(i)), recap.get(i)));
        }
        lines.add(footer(event, journals));
        return lines;
    }

    private List<String> failures(Paint paint) {
        FailureText text = new FailureText(paint);
        List<List<String>> blocks = new ArrayList<>();
        failures.values().stream()
                .filter(failure -> !isToldByItsHost(failure))
                .forEach(failure -> blocks.add(text.lines(failure)));
        unreachable.values().forEach(event -> blocks.add(text.lines(event)));
        List<String> lines = new ArrayList<>();
        if (!blocks.isEmpty()) {
            lines.add("");
            lines.add(paint.paint(Colour.BOLD, "FAILURES"));
            lines.addAll(blocks.getFirst());
            blocks.stream().skip(1).forEach(block -> {
                lines.add("");
                lines.addAll(block);
            });
        }
        return lines;
    }

    /// Those of hosts that did not come to the run's end; the journal keeps them for another run.
    private List<String> handlersNotRun(RunFinished event, Paint paint) {
        List<String> lines = new ArrayList<>();
        handlers.byHost().forEach((host, notified) -> {
            if (event.unfinished().contains(host)) {
                lines.add("%s: %s"
                        .formatted(
                                Text.printable(host),
                                notified.stream()
                                        .map(handler -> Text.oneLine(handler.handler()))
                                        .collect(Collectors.joining(", "))));
            }
        });
        if (!lines.isEmpty()) {
            lines.addFirst(paint.paint(Colour.BOLD, "NOTIFIED, NOT RUN"));
            lines.addFirst("");
            lines.add("  hint: podwright run --resume " + event.runId() + " runs these handlers too");
        }
        return lines;
    }

    /// The loss of a host is both its own event, which knows what to do, and the end of the task that it interrupted.
    private boolean isToldByItsHost(TaskFinished failure) {
        HostUnreachable event = unreachable.get(failure.host());
        return event != null && failure.outcome().result().msg().equals(event.message());
    }

    private static Colour colour(HostStats stats) {
        if (stats.failed() + stats.unreachable() > 0) {
            return Colour.RED;
        }
        return stats.changed() + stats.unknown() > 0 ? Colour.YELLOW : Colour.GREEN;
    }

    private static String footer(RunFinished event, String journals) {
        String took = Text.duration(event.took());
        String end = event.interrupted()
                ? "Interrupted after " + took
                : Text.count(event.hosts().size(), "host") + " in " + took;
        Path journal = Path.of(journals, event.runId() + Journal.SUFFIX);
        return journals.isEmpty() || !Files.exists(journal) ? end : end + "; journal: " + journal;
    }
}
