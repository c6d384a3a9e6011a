package dev.podwright.report;

import dev.podwright.engine.Outcome;
import dev.podwright.engine.RunEvent.HostUnreachable;
import dev.podwright.engine.TaskResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What went wrong in a run, with all that is known about why.
record HtmlFailures(HtmlRun run) {

    List<Map<String, Object>> values() {
        List<Map<String, Object>> failures = new ArrayList<>();
        run.tasks().stream()
                .filter(task -> task.state().isFailure() && !isToldByItsHost(task))
                .forEach(task -> failures.add(failure(task)));
        run.unreachable().values().forEach(event -> failures.add(failure(event)));
        return failures;
    }

    /// A host's loss is its own failure, and says what to do; the task that it interrupted knows no more.
    private boolean isToldByItsHost(HtmlTask task) {
        HostUnreachable event = run.unreachable().get(task.event().host());
        return event != null && task.event().outcome().result().msg().equals(event.message());
    }

    private static Map<String, Object> failure(HtmlTask task) {
        Outcome outcome = task.event().outcome();
        List<Map<String, Object>> causes = new ArrayList<>(List.of(cause("", outcome.result())));
        outcome.result().items().stream()
                .filter(item -> State.of(item.outcome()).isFailure())
                .forEach(item -> causes.add(cause(item.label(), item.outcome().result())));
        return Map.of(
                "host", task.event().host(),
                "css", HtmlTask.css(task.state()),
                "state", task.state().word(),
                "title", task.name(),
                "anchor", task.anchor(),
                "place", task.event().location().toString(),
                "causes", causes);
    }

    private static Map<String, Object> failure(HostUnreachable event) {
        TaskResult result = TaskResult.message(Text.withoutHost(event.host(), event.message()))
                .hint(event.hint());
        return Map.of(
                "host", event.host(),
                "css", HtmlTask.css(State.UNREACHABLE),
                "state", State.UNREACHABLE.word(),
                "title", "connection",
                "anchor", "",
                "place", "",
                "causes", List.of(cause("", result)));
    }

    /// @param item the loop's item that failed; empty for the task itself
    private static Map<String, Object> cause(String item, TaskResult result) {
        TaskResult shown = result.hidden() ? TaskResult.EMPTY : result;
        return Map.of(
                "item", item,
                "hidden", result.hidden(),
                "template", shown.place(),
                "msg", shown.msg(),
                "output", shown.items().isEmpty() ? FailureText.output(shown) : List.of(),
                "hint", shown.hint());
    }
}
