package dev.podwright.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// Where a run's tasks lie in its time, in percent of the whole.
///
/// @param begin when the run began
/// @param span how long it took
record HtmlTimeline(Instant begin, Duration span) {
    private static final int TICKS = 4;

    Map<String, Object> bar(HtmlTask task) {
        double end = percent(Duration.between(begin, task.event().time()));
        double width = Math.min(percent(task.event().took()), end);
        return Map.of(
                "anchor", task.anchor(),
                "css", HtmlTask.css(task.state()),
                "title", task.name() + ": " + task.state().word() + ", " + task.took(),
                "left", decimal(end - width),
                "width", decimal(width));
    }

    /// The scale's marks, evenly apart.
    List<Map<String, Object>> ticks() {
        return IntStream.rangeClosed(0, TICKS)
                .mapToObj(tick -> Map.<String, Object>of(
                        "left",
                        decimal(tick * 100.0 / TICKS),
                        "time",
                        Text.duration(span.multipliedBy(tick).dividedBy(TICKS))))
                .toList();
    }

    private double percent(Duration part) {
        return span.isZero() ? 0 : Math.clamp(part.toNanos() * 100.0 / span.toNanos(), 0, 100);
    }

    private static String decimal(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
