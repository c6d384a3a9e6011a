package dev.podwright.engine;

import dev.podwright.connection.BlockResult.Change;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is known of a task on a host after it ended; the same values that `register` gives to the playbook.
///
/// @param msg one sentence: why it failed or was skipped, or what `debug` said; may be empty
/// @param hint what to do about a failure; may be empty
/// @param place where in a template the failing command stands, such as `templates/run_container/apply.sh.ftl:34`;
///     may be empty
/// @param outputs the task type's outputs, typed
/// @param items results of a loop's items, in order, each with its label; empty without a loop
/// @param kind which failure it is, as the template names it for programs, such as `port_taken`; may be empty
/// @param hidden whether `no_log` forbids showing anything but the state
public record TaskResult(
        List<Change> changes,
        String msg,
        String hint,
        String place,
        int rc,
        String stdout,
        String stderr,
        List<String> warnings,
        Map<String, Object> outputs,
        List<Item> items,
        String kind,
        boolean hidden) {
    public static final TaskResult EMPTY =
            new TaskResult(List.of(), "", "", "", 0, "", "", List.of(), Map.of(), List.of(), false);

    public TaskResult {
        changes = List.copyOf(changes);
        warnings = List.copyOf(warnings);
        outputs = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
        items = List.copyOf(items);
    }

    /// The result of a task that didn't fail in a way that has a name.
    public TaskResult(
            List<Change> changes,
            String msg,
            String hint,
            String place,
            int rc,
            String stdout,
            String stderr,
            List<String> warnings,
            Map<String, Object> outputs,
            List<Item> items,
            boolean hidden) {
        this(changes, msg, hint, place, rc, stdout, stderr, warnings, outputs, items, "", hidden);
    }

    public static TaskResult message(String msg) {
        return new TaskResult(List.of(), msg, "", "", 0, "", "", List.of(), Map.of(), List.of(), false);
    }

    /// The same result with another message.
    public TaskResult message(String text, String newHint) {
        return new TaskResult(
                changes, text, newHint, place, rc, stdout, stderr, warnings, outputs, items, kind, hidden);
    }

    /// The same result of a task that, as the playbook says, changed nothing by what it did.
    public TaskResult withoutChanges() {
        return new TaskResult(List.of(), msg, hint, place, rc, stdout, stderr, warnings, outputs, items, kind, hidden);
    }

    /// The same result with other outputs.
    public TaskResult outputs(Map<String, Object> others) {
        return new TaskResult(changes, msg, hint, place, rc, stdout, stderr, warnings, others, items, kind, hidden);
    }

    /// The same result with a hint.
    public TaskResult hint(String text) {
        return new TaskResult(changes, msg, text, place, rc, stdout, stderr, warnings, outputs, items, kind, hidden);
    }

    /// The same result of a failure of that kind.
    TaskResult kind(String word) {
        return new TaskResult(changes, msg, hint, place, rc, stdout, stderr, warnings, outputs, items, word, hidden);
    }

    /// What `no_log` leaves of it.
    TaskResult withoutLog() {
        return new TaskResult(
                List.of(), "hidden by no_log", "", place, rc, "", "", List.of(), Map.of(), List.of(), kind, true);
    }

    public record Item(String label, Object value, Outcome outcome) {}
}
