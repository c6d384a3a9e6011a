package dev.podwright.report;

import dev.podwright.engine.Outcome;
import dev.podwright.engine.RunEvent.TaskFinished;
import dev.podwright.engine.TaskResult;
import dev.podwright.report.Paint.Colour;
import dev.podwright.source.Json;
import java.util.ArrayList;
import java.util.List;

/// A finished task as lines: its state, host and name, and indented below what there is to see of it.
///
/// @param hostWidth columns of the longest host name
record TaskText(ConsoleOptions options, Paint paint, int hostWidth) {
    private static final String INDENT = " ".repeat(State.WIDTH + 2);
    private static final String STEP = "  ";

    /// A task's own word on diffs goes before the operator's.
    List<String> lines(TaskFinished event) {
        return event.diff()
                .map(diff -> new TaskText(options.withDiff(diff), paint, hostWidth))
                .orElse(this)
                .text(event);
    }

    private List<String> text(TaskFinished event) {
        State state = State.of(event.outcome());
        TaskResult result = event.outcome().result();
        List<String> lines = new ArrayList<>();
        lines.add(headline(state, event.host(), name(event) + reason(state, result)) + took(event));
        boolean debug = event.type().equals("debug");
        details(state, result, debug).forEach(line -> lines.add(INDENT + line));
        return lines;
    }

    String headline(State state, String host, String text) {
        String word = paint.paint(state.colour(), Text.pad(state.word(), State.WIDTH));
        return word + STEP + Text.pad(Text.printable(host), hostWidth) + STEP + text;
    }

    String progress(String host, String message) {
        return Text.pad("…", State.WIDTH) + STEP + Text.pad(Text.printable(host), hostWidth) + STEP + message;
    }

    private static String name(TaskFinished event) {
        return (event.handler() ? "handler " : "") + Text.oneLine(event.name());
    }

    private String took(TaskFinished event) {
        return event.took().toMillis() < 1000 ? "" : paint.paint(Colour.DIM, " (" + Text.duration(event.took()) + ")");
    }

    /// Why it ended so, where that fits on the line.
    private static String reason(State state, TaskResult result) {
        boolean told = state == State.SKIPPED || state == State.UNKNOWN;
        return told && !result.hidden() && !result.msg().isEmpty() ? ": " + Text.oneLine(result.msg()) : "";
    }

    private List<String> details(State state, TaskResult result, boolean debug) {
        if (result.hidden()) {
            return state.isNotable() ? List.of("(hidden by no_log)") : List.of();
        }
        List<String> lines = new ArrayList<>();
        if (tellsMessage(state, debug) && result.items().isEmpty()) {
            lines.addAll(Text.lines(result.msg()));
        }
        if (result.items().isEmpty()) {
            lines.addAll(new ChangeText(paint, options.diff()).lines(result.changes()));
        }
        result.warnings().forEach(warning -> lines.add(warning(warning)));
        result.items().forEach(item -> lines.addAll(item(item, debug)));
        if (options.taskOutputs() && !debug) {
            result.outputs().forEach((name, value) -> lines.add(name + " = " + Json.compact(value)));
        }
        if (options.streams() && result.items().isEmpty()) {
            lines.addAll(stream("stdout", result.stdout()));
            lines.addAll(stream("stderr", result.stderr()));
        }
        return lines;
    }

    private boolean tellsMessage(State state, boolean debug) {
        return switch (state) {
            case FAILED, IGNORED, RESCUED, UNREACHABLE -> true;
            case SKIPPED, UNKNOWN -> false;
            case OK, CHANGED, WOULD_CHANGE -> debug || options.taskOutputs();
        };
    }

    private String warning(String text) {
        return paint.paint(Colour.MAGENTA, "warning: " + Text.oneLine(text));
    }

    private List<String> item(TaskResult.Item item, boolean debug) {
        Outcome outcome = item.outcome();
        State state = State.of(outcome);
        if (!debug
                && !options.taskOutputs()
                && !state.isNotable()
                && outcome.result().warnings().isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        String word = paint.paint(state.colour(), state.word());
        lines.add(word + " " + Text.oneLine(item.label()) + reason(state, outcome.result()));
        details(state, outcome.result(), debug).forEach(line -> lines.add(STEP + line));
        return lines;
    }

    private static List<String> stream(String name, String text) {
        return Text.lines(text).stream().map(line -> name + " | " + line).toList();
    }
}
