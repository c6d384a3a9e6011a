package dev.podwright.report;

import dev.podwright.connection.BlockResult.Change;
import dev.podwright.engine.Outcome;
import dev.podwright.engine.RunEvent.TaskFinished;
import dev.podwright.engine.TaskResult;
import dev.podwright.source.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A finished task as the page's template wants it.
///
/// @param play the play it belongs to, counted from 1
/// @param number counts all of the run, for links within the page
record HtmlTask(TaskFinished event, int play, int number) {
    State state() {
        return State.of(event.outcome());
    }

    /// The name of the place on the page that tells all about it.
    String anchor() {
        return "task-" + number;
    }

    String name() {
        return (event.handler() ? "handler " : "") + event.name();
    }

    /// How it ended, with a link to more.
    Map<String, Object> link() {
        return Map.of("anchor", anchor(), "state", state().word(), "css", css(state()), "took", took());
    }

    String took() {
        long millis = event.took().toMillis();
        return millis < 1000 ? millis + " ms" : Text.duration(event.took());
    }

    Map<String, Object> values() {
        Map<String, Object> values = outcome(
                event.outcome(), new ChangeText(new Paint(false), event.diff().orElse(true)));
        values.put("anchor", anchor());
        values.put("name", name());
        values.put("type", event.type());
        values.put("place", event.location().toString());
        values.put("took", took());
        return values;
    }

    private static Map<String, Object> outcome(Outcome outcome, ChangeText text) {
        State state = State.of(outcome);
        TaskResult result = outcome.result().hidden() ? TaskResult.EMPTY : outcome.result();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("state", state.word());
        values.put("css", css(state));
        values.put("notable", state.isNotable());
        values.put("hidden", outcome.result().hidden());
        values.put("msg", result.msg());
        values.put("hint", result.hint());
        values.put("template", result.place());
        values.put("rc", result.rc());
        values.put(
                "changes",
                result.changes().stream().map(change -> change(change, text)).toList());
        values.put("warnings", result.warnings());
        values.put("stdout", result.stdout().stripTrailing());
        values.put("stderr", result.stderr().stripTrailing());
        values.put(
                "outputs",
                result.outputs().entrySet().stream()
                        .map(output -> output.getKey() + " = " + Json.compact(output.getValue()))
                        .sorted()
                        .toList());
        values.put(
                "items", result.items().stream().map(item -> item(item, text)).toList());
        return values;
    }

    private static Map<String, Object> item(TaskResult.Item item, ChangeText text) {
        Map<String, Object> values = outcome(item.outcome(), text);
        values.put("label", item.label());
        return values;
    }

    /// The first line says what changed, those behind it are a unified diff.
    private static Map<String, Object> change(Change change, ChangeText text) {
        List<String> lines = text.lines(List.of(change));
        return Map.of(
                "what",
                lines.getFirst(),
                "diff",
                lines.stream().skip(1).map(HtmlTask::diffLine).toList());
    }

    private static Map<String, Object> diffLine(String line) {
        String css = switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+' -> "added";
            case '-' -> "removed";
            case '@' -> "hunk";
            default -> "same";
        };
        return Map.of("css", css, "text", line);
    }

    /// The state as a class of the page's style sheet.
    static String css(State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
