package dev.podwright.report;

import dev.podwright.connection.BlockResult.Change;
import dev.podwright.engine.HostStats;
import dev.podwright.engine.Outcome;
import dev.podwright.engine.RunEvent;
import dev.podwright.engine.TaskResult;
import dev.podwright.source.Location;
import dev.podwright.source.SourceFile;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Events as the engine would send them, for tests.
final class Events {
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final SourceFile PLAYBOOK = new SourceFile("playbooks/gpu-pod.yml", "");

    private Events() {}

    static RunEvent.RunStarted started(boolean plan, String... hosts) {
        return new RunEvent.RunStarted(NOW, "20261123-120000-abcd", plan, List.of(PLAYBOOK.name()), List.of(hosts));
    }

    static RunEvent.PlayStarted play(String name, String... hosts) {
        return new RunEvent.PlayStarted(NOW, 1, name, List.of(hosts));
    }

    static RunEvent.TaskStarted begun(String host, int id, String name) {
        return new RunEvent.TaskStarted(NOW, host, id, name, "command", place(id));
    }

    static RunEvent.TaskFinished task(String host, int id, String name, Outcome outcome) {
        return task(host, id, name, "command", outcome);
    }

    static RunEvent.TaskFinished task(String host, int id, String name, String type, Outcome outcome) {
        return new RunEvent.TaskFinished(NOW, host, id, name, type, place(id), false, outcome, Duration.ofMillis(120));
    }

    static RunEvent.RunFinished finished(Map<String, HostStats> hosts) {
        return new RunEvent.RunFinished(
                NOW, "20261123-120000-abcd", hosts, List.of(), false, Duration.ofMillis(12_345));
    }

    static Map<String, HostStats> hosts(String first, HostStats firstStats, String second, HostStats secondStats) {
        Map<String, HostStats> hosts = new LinkedHashMap<>();
        hosts.put(first, firstStats);
        hosts.put(second, secondStats);
        return hosts;
    }

    static Location place(int id) {
        return PLAYBOOK.at(10 + id, 7, 4);
    }

    static Change change(String what, String from, String to) {
        return new Change(what, from, to);
    }

    static TaskResult result(Change... changes) {
        return new TaskResult(List.of(changes), "", "", "", 0, "", "", List.of(), Map.of(), List.of(), false);
    }

    static TaskResult failure(String msg, String hint, String place, int rc, String stdout, String stderr) {
        return new TaskResult(List.of(), msg, hint, place, rc, stdout, stderr, List.of(), Map.of(), List.of(), false);
    }

    static TaskResult items(TaskResult.Item... items) {
        return new TaskResult(List.of(), "", "", "", 0, "", "", List.of(), Map.of(), List.of(items), false);
    }

    static TaskResult hidden(TaskResult shown) {
        return new TaskResult(
                shown.changes(),
                shown.msg(),
                shown.hint(),
                shown.place(),
                shown.rc(),
                shown.stdout(),
                shown.stderr(),
                shown.warnings(),
                shown.outputs(),
                shown.items(),
                true);
    }
}
