package dev.podwright.report;

import dev.podwright.engine.HostStats;
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

/// Remembers what went wrong and says it again at the end, with the recap. Not thread-safe.
final class Closing {
    private final Map<Key, TaskFinished> failures = new LinkedHashMap<>();
    private final Map<String, HostUnreachable> unreachable = new LinkedHashMap<>();
    private boolean plan;

    private record Key(String host, int task) {}

    void started(boolean isPlan) {
        plan = isPlan;
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
