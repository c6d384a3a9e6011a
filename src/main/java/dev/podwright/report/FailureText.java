package dev.podwright.report;

import dev.podwright.engine.RunEvent.HostUnreachable;
import dev.podwright.engine.RunEvent.TaskFinished;
import dev.podwright.engine.TaskResult;
import dev.podwright.report.Paint.Colour;
import java.util.ArrayList;
import java.util.List;

/// A failure in full, as it is told again at the end of a run.
record FailureText(Paint paint) {
    private static final int LAST_LINES = 10;
    private static final String STEP = "  ";

    List<String> lines(TaskFinished event) {
        TaskResult result = event.outcome().result();
        List<String> lines = new ArrayList<>();
        lines.add(headline(event.host() + ": " + Text.oneLine(event.name())));
        lines.add(STEP + "at " + event.location());
        if (result.hidden()) {
            lines.add(STEP + "(hidden by no_log)");
            return lines;
        }
        details(result).forEach(line -> lines.add(STEP + line));
        for (TaskResult.Item item : result.items()) {
            if (State.of(item.outcome()).isFailure()) {
                lines.add(STEP + "item " + Text.oneLine(item.label()));
                itemDetails(item).forEach(line -> lines.add(STEP + STEP + line));
            }
        }
        return lines;
    }

    List<String> lines(HostUnreachable event) {
        List<String> lines = new ArrayList<>(List.of(headline(event.host() + ": unreachable")));
        Text.lines(Text.withoutHost(event.host(), event.message())).forEach(line -> lines.add(STEP + line));
        hint(event.hint()).forEach(line -> lines.add(STEP + line));
        return lines;
    }

    private String headline(String text) {
        return paint.paint(Colour.RED, Text.printable(text));
    }

    private List<String> itemDetails(TaskResult.Item item) {
        TaskResult result = item.outcome().result();
        return result.hidden() ? List.of("(hidden by no_log)") : details(result);
    }

    private List<String> details(TaskResult result) {
        List<String> lines = new ArrayList<>();
        if (!result.place().isEmpty()) {
            lines.add("in " + result.place());
        }
        lines.addAll(Text.lines(result.msg()));
        if (result.items().isEmpty()) {
            lines.addAll(output(result));
        }
        lines.addAll(hint(result.hint()));
        return lines;
    }

    /// The end of what it wrote, on standard error if there was anything. A task that runs nothing on the host has no
    /// exit status, and isn't said to have been silent.
    static List<String> output(TaskResult result) {
        if (!result.stderr().isBlank()) {
            return last("stderr", result.stderr());
        }
        if (!result.stdout().isBlank()) {
            return last("stdout", result.stdout());
        }
        return result.rc() == 0 ? List.of() : List.of("exit status %d, no output".formatted(result.rc()));
    }

    private static List<String> last(String stream, String text) {
        List<String> all = Text.lines(text);
        int skipped = Math.max(0, all.size() - LAST_LINES);
        List<String> lines = new ArrayList<>();
        if (skipped > 0) {
            lines.add(stream + " | … " + Text.count(skipped, "line") + " before");
        }
        all.stream().skip(skipped).forEach(line -> lines.add(stream + " | " + line));
        return lines;
    }

    private List<String> hint(String hint) {
        return hint.isEmpty()
                ? List.of()
                : Text.lines("hint: " + hint).stream()
                        .map(line -> paint.paint(Colour.CYAN, line))
                        .toList();
    }
}
