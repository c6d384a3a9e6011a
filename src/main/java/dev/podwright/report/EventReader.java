package dev.podwright.report;

import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.SshTransport;
import dev.podwright.engine.HostStats;
import dev.podwright.engine.Notified;
import dev.podwright.engine.Outcome;
import dev.podwright.engine.RunEvent;
import dev.podwright.engine.TaskResult;
import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import dev.podwright.source.SourceFile;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Events from the trees that [EventJson] makes of them.
final class EventReader {
    private static final Pattern PLACE = Pattern.compile("(.*):(\\d{1,9}):(\\d{1,9})");

    private final JsonValue event;

    private EventReader(JsonValue event) {
        this.event = event;
    }

    /// @return empty where it is of a kind that isn't known, as of a later version
    static Optional<RunEvent> read(JsonValue event) {
        return new EventReader(event).read();
    }

    private Optional<RunEvent> read() {
        Instant time = Instant.parse(text("time"));
        return Optional.ofNullable(
                switch (text("kind")) {
                    case "run_started" ->
                        new RunEvent.RunStarted(time, text("run"), is("plan"), texts("playbooks"), texts("hosts"));
                    case "play_started" -> new RunEvent.PlayStarted(time, number("play"), text("name"), texts("hosts"));
                    case "host_connected" ->
                        new RunEvent.HostConnected(
                                time, text("host"), transport(event.get("ssh")), values(event.get("facts")));
                    case "host_unreachable" ->
                        new RunEvent.HostUnreachable(time, text("host"), text("message"), text("hint"));
                    case "task_started" ->
                        new RunEvent.TaskStarted(
                                time, text("host"), number("task"), text("name"), text("type"), place());
                    case "task_progress" ->
                        new RunEvent.TaskProgress(time, text("host"), number("task"), text("message"));
                    case "task_output" ->
                        new RunEvent.TaskOutput(
                                time,
                                text("host"),
                                number("task"),
                                text("stream").equals("stderr"),
                                text("text"));
                    case "task_finished" ->
                        new RunEvent.TaskFinished(
                                time,
                                text("host"),
                                number("task"),
                                text("name"),
                                text("type"),
                                place(),
                                is("handler"),
                                outcome(event),
                                took());
                    case "handler_notified" ->
                        new RunEvent.HandlerNotified(
                                time,
                                text("host"),
                                number("task"),
                                new Notified(number("play"), number("list"), text("handler")));
                    case "host_left_play" -> new RunEvent.HostLeftPlay(time, text("host"), number("play"));
                    case "warning" -> new RunEvent.Warning(time, text("host"), text("message"), text("hint"));
                    case "input_warning" ->
                        new RunEvent.InputWarning(time, new Problem(place(), text("message"), text("hint")));
                    case "play_finished" -> new RunEvent.PlayFinished(time, number("play"));
                    case "run_finished" ->
                        new RunEvent.RunFinished(
                                time,
                                text("run"),
                                stats(event.get("hosts")),
                                texts("unfinished"),
                                is("interrupted"),
                                took());
                    default -> null;
                });
    }

    private static Outcome outcome(JsonValue outcome) {
        TaskResult result = result(outcome);
        boolean ignored = outcome.get("ignored").is(true);
        return switch (outcome.get("state").text()) {
            case "ok" -> new Outcome.Ok(result);
            case "changed" -> new Outcome.Changed(result);
            case EventJson.WOULD_CHANGE -> new Outcome.WouldChange(result);
            case EventJson.UNKNOWN -> new Outcome.Unknown(result);
            case "skipped" -> new Outcome.Skipped(result);
            case "unreachable" -> new Outcome.Unreachable(result, ignored);
            default ->
                new Outcome.Failed(result, ignored, outcome.get("rescued").is(true));
        };
    }

    private static TaskResult result(JsonValue outcome) {
        return new TaskResult(
                outcome.get("changes").items().stream().map(EventReader::change).toList(),
                outcome.get("msg").text(),
                outcome.get("hint").text(),
                outcome.get("template_place").text(),
                outcome.get("rc").number(),
                outcome.get("stdout").text(),
                outcome.get("stderr").text(),
                texts(outcome.get("warnings")),
                values(outcome.get("outputs")),
                outcome.get("items").items().stream().map(EventReader::item).toList(),
                outcome.get("hidden").is(true));
    }

    private static Change change(JsonValue change) {
        return new Change(
                change.get("what").text(),
                change.get("from").text(),
                change.get("to").text());
    }

    private static TaskResult.Item item(JsonValue item) {
        return new TaskResult.Item(item.get("label").text(), item.get("item").value(), outcome(item));
    }

    private static Optional<SshTransport> transport(JsonValue ssh) {
        return ssh.fields().isEmpty()
                ? Optional.empty()
                : Optional.of(new SshTransport(
                        ssh.get("user").text(),
                        ssh.get("address").text(),
                        ssh.get("port").number(),
                        ssh.get("key_exchange").text(),
                        ssh.get("cipher").text(),
                        ssh.get("host_key").text()));
    }

    /// The recap's counts by host.
    static Map<String, HostStats> stats(JsonValue recap) {
        Map<String, HostStats> hosts = new LinkedHashMap<>();
        recap.fields()
                .forEach((host, counts) -> hosts.put(
                        host,
                        new HostStats(
                                counts.get("ok").number(),
                                counts.get("changed").number(),
                                counts.get("unreachable").number(),
                                counts.get("failed").number(),
                                counts.get("skipped").number(),
                                counts.get("rescued").number(),
                                counts.get("ignored").number(),
                                counts.get("unknown").number())));
        return hosts;
    }

    /// The text that stood there isn't kept, and may be another by now.
    private Location place() {
        Matcher place = PLACE.matcher(text("place"));
        if (!place.matches()) {
            return Location.named(text("place"));
        }
        SourceFile file = new SourceFile(place.group(1), "", true);
        return file.at(Integer.parseInt(place.group(2)), Integer.parseInt(place.group(3)), 1);
    }

    private Duration took() {
        return event.get("took").value() instanceof Number seconds
                ? Duration.ofMillis(
                        new BigDecimal(seconds.toString()).movePointRight(3).longValue())
                : Duration.ZERO;
    }

    private static Map<String, Object> values(JsonValue map) {
        Map<String, Object> values = new LinkedHashMap<>();
        map.fields().forEach((name, value) -> values.put(name, value.value()));
        return values;
    }

    private String text(String field) {
        return event.get(field).text();
    }

    private int number(String field) {
        return event.get(field).number();
    }

    private boolean is(String field) {
        return event.get(field).is(true);
    }

    private List<String> texts(String field) {
        return texts(event.get(field));
    }

    private static List<String> texts(JsonValue list) {
        return list.items().stream().map(JsonValue::text).toList();
    }
}
