package dev.podwright.report;

import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.SshTransport;
import dev.podwright.engine.HostStats;
import dev.podwright.engine.Outcome;
import dev.podwright.engine.RunEvent;
import dev.podwright.engine.TaskResult;
import dev.podwright.source.Location;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Events as trees of values. `docs/output.md` describes them: what stands there is a promise to programs that read
/// them.
final class EventJson {
    static final String WOULD_CHANGE = "would_change";
    static final String UNKNOWN = "unknown";

    private EventJson() {}

    static Map<String, Object> of(RunEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", "");
        fields.put("time", event.time().toString());
        fields.put("kind", addFields(event, fields));
        return fields;
    }

    /// @return the event's kind
    private static String addFields(RunEvent event, Map<String, Object> to) {
        return switch (event) {
            case RunEvent.RunStarted e -> {
                to.put("run", e.runId());
                to.put("plan", e.plan());
                to.put("playbooks", e.playbooks());
                to.put("hosts", e.hosts());
                yield "run_started";
            }
            case RunEvent.PlayStarted e -> {
                to.put("play", e.play());
                to.put("name", e.name());
                to.put("hosts", e.hosts());
                yield "play_started";
            }
            case RunEvent.HostConnected e -> {
                to.put("host", e.host());
                e.transport().ifPresent(ssh -> to.put("ssh", transport(ssh)));
                to.put("facts", e.facts());
                yield "host_connected";
            }
            case RunEvent.HostUnreachable e -> {
                to.put("host", e.host());
                addMessage(to, e.message(), e.hint());
                yield "host_unreachable";
            }
            case RunEvent.TaskStarted e -> {
                addTask(to, e.host(), e.id(), e.name(), e.type(), e.location());
                yield "task_started";
            }
            case RunEvent.TaskProgress e -> {
                to.put("host", e.host());
                to.put("task", e.id());
                to.put("message", e.message());
                yield "task_progress";
            }
            case RunEvent.TaskOutput e -> {
                to.put("host", e.host());
                to.put("task", e.id());
                to.put("stream", e.stderr() ? "stderr" : "stdout");
                to.put("text", e.text());
                yield "task_output";
            }
            case RunEvent.TaskFinished e -> {
                addTask(to, e.host(), e.id(), e.name(), e.type(), e.location());
                to.put("handler", e.handler());
                e.diff().ifPresent(diff -> to.put("diff", diff));
                to.put("took", seconds(e.took()));
                to.putAll(outcome(e.outcome()));
                yield "task_finished";
            }
            case RunEvent.HandlerNotified e -> {
                to.put("host", e.host());
                to.put("task", e.id());
                to.put("play", e.handler().play());
                to.put("list", e.handler().list());
                to.put("handler", e.handler().handler());
                yield "handler_notified";
            }
            case RunEvent.HostLeftPlay e -> {
                to.put("host", e.host());
                to.put("play", e.play());
                yield "host_left_play";
            }
            case RunEvent.Warning e -> {
                to.put("host", e.host());
                addMessage(to, e.message(), e.hint());
                yield "warning";
            }
            case RunEvent.InputWarning e -> {
                to.put("place", e.problem().location().toString());
                addMessage(to, e.problem().message(), e.problem().hint());
                yield "input_warning";
            }
            case RunEvent.PlayFinished e -> {
                to.put("play", e.play());
                yield "play_finished";
            }
            case RunEvent.RunFinished e -> {
                to.put("run", e.runId());
                to.put("interrupted", e.interrupted());
                to.put("took", seconds(e.took()));
                to.put("hosts", hosts(e.hosts()));
                to.put("unfinished", e.unfinished());
                yield "run_finished";
            }
        };
    }

    private static void addTask(
            Map<String, Object> to, String host, int id, String name, String type, Location location) {
        to.put("host", host);
        to.put("task", id);
        to.put("name", name);
        to.put("type", type);
        to.put("place", location.toString());
    }

    private static Map<String, Object> transport(SshTransport ssh) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("user", ssh.user());
        fields.put("address", ssh.address());
        fields.put("port", ssh.port());
        fields.put("key_exchange", ssh.keyExchange());
        fields.put("cipher", ssh.cipher());
        fields.put("host_key", ssh.hostKey());
        return fields;
    }

    private static void addMessage(Map<String, Object> to, String message, String hint) {
        to.put("message", message);
        to.put("hint", hint);
    }

    static Map<String, Object> outcome(Outcome outcome) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("state", state(outcome));
        switch (outcome) {
            case Outcome.Failed failed -> {
                fields.put("ignored", failed.ignored());
                fields.put("rescued", failed.rescued());
            }
            case Outcome.Unreachable unreachable -> fields.put("ignored", unreachable.ignored());
            case Outcome.Ok _, Outcome.Changed _, Outcome.WouldChange _, Outcome.Unknown _, Outcome.Skipped _ -> {}
        }
        fields.put("hidden", outcome.result().hidden());
        if (!outcome.result().hidden()) {
            addResult(fields, outcome.result());
        }
        return fields;
    }

    static String state(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ok _ -> "ok";
            case Outcome.Changed _ -> "changed";
            case Outcome.WouldChange _ -> WOULD_CHANGE;
            case Outcome.Unknown _ -> UNKNOWN;
            case Outcome.Skipped _ -> "skipped";
            case Outcome.Failed _ -> "failed";
            case Outcome.Unreachable _ -> "unreachable";
        };
    }

    private static void addResult(Map<String, Object> to, TaskResult result) {
        to.put("changes", changes(result.changes()));
        to.put("msg", result.msg());
        to.put("hint", result.hint());
        to.put("template_place", result.place());
        to.put("rc", result.rc());
        to.put("stdout", result.stdout());
        to.put("stderr", result.stderr());
        to.put("warnings", result.warnings());
        to.put("outputs", result.outputs());
        if (!result.items().isEmpty()) {
            to.put("items", result.items().stream().map(EventJson::item).toList());
        }
    }

    private static Map<String, Object> item(TaskResult.Item item) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("label", item.label());
        fields.put("item", item.value());
        fields.putAll(outcome(item.outcome()));
        return fields;
    }

    static List<Map<String, Object>> changes(List<Change> changes) {
        return changes.stream()
                .map(change -> {
                    Map<String, Object> fields = new LinkedHashMap<>();
                    fields.put("what", change.what());
                    fields.put("from", change.from());
                    fields.put("to", change.to());
                    return fields;
                })
                .toList();
    }

    private static Map<String, Object> hosts(Map<String, HostStats> hosts) {
        Map<String, Object> fields = new LinkedHashMap<>();
        hosts.forEach((host, stats) -> fields.put(host, Recap.counts(stats)));
        return fields;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
