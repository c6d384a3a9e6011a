package dev.podwright.report;

import dev.podwright.engine.RunEvent.TaskFinished;
import dev.podwright.engine.RunEvent.TaskProgress;
import dev.podwright.engine.RunEvent.TaskStarted;
import dev.podwright.report.Paint.Colour;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What each host is working on now, as live lines. Not thread-safe.
final class BusyHosts {
    /// More would push what has ended out of sight on a small terminal.
    private static final int MOST_LINES = 10;

    private final Map<String, Work> working = new LinkedHashMap<>();

    private record Work(int task, String name, Instant since, String progress) {
        Work at(String message) {
            return new Work(task, name, since, message);
        }
    }

    /// @param now when it began by this machine's own clock
    void started(TaskStarted event, Instant now) {
        working.put(event.host(), new Work(event.id(), event.name(), now, ""));
    }

    void progressed(TaskProgress event) {
        working.computeIfPresent(
                event.host(), (_, work) -> work.task() == event.id() ? work.at(event.message()) : work);
    }

    void finished(TaskFinished event) {
        working.computeIfPresent(event.host(), (_, work) -> work.task() == event.id() ? null : work);
    }

    void clear() {
        working.clear();
    }

    void left(String host) {
        working.remove(host);
    }

    List<String> lines(Instant now, int hostWidth, int width, Paint paint) {
        List<String> lines = new ArrayList<>();
        working.entrySet().stream()
                .limit(MOST_LINES)
                .map(entry -> line(entry.getKey(), entry.getValue(), now, hostWidth, width))
                .forEach(line -> lines.add(paint.paint(Colour.CYAN, line)));
        if (working.size() > MOST_LINES) {
            lines.add("… and %s more".formatted(Text.count(working.size() - MOST_LINES, "host")));
        }
        return lines;
    }

    private static String line(String host, Work work, Instant now, int hostWidth, int width) {
        long seconds = Duration.between(work.since(), now).toSeconds();
        String progress = work.progress().isEmpty() ? "" : ": " + Text.oneLine(work.progress());
        String line =
                "%s  %3ds  %s%s".formatted(Text.pad(host, hostWidth), seconds, Text.oneLine(work.name()), progress);
        return Text.cut(line.replace('\t', ' '), width);
    }
}
