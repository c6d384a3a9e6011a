package dev.podwright.report;

import dev.podwright.engine.RunEvent;
import dev.podwright.engine.RunEvent.HostUnreachable;
import dev.podwright.engine.RunEvent.RunStarted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Gathers a run's events for the page about it. Not thread-safe.
final class HtmlRun {
    private final Map<String, List<HtmlTask>> hosts = new LinkedHashMap<>();
    private final List<HtmlTask> tasks = new ArrayList<>();
    private final Map<Integer, String> plays = new LinkedHashMap<>();
    private final Map<String, HostUnreachable> unreachable = new LinkedHashMap<>();
    private final List<Map<String, Object>> warnings = new ArrayList<>();
    private Optional<RunStarted> started = Optional.empty();
    private int play;

    void add(RunEvent event) {
        switch (event) {
            case RunStarted e -> {
                started = Optional.of(e);
                e.hosts().forEach(host -> hosts.putIfAbsent(host, new ArrayList<>()));
            }
            case RunEvent.PlayStarted e -> {
                play = e.play();
                plays.put(e.play(), e.name());
            }
            case RunEvent.TaskFinished e -> {
                HtmlTask task = new HtmlTask(e, play, tasks.size() + 1);
                tasks.add(task);
                hosts.computeIfAbsent(e.host(), _ -> new ArrayList<>()).add(task);
            }
            case HostUnreachable e -> {
                hosts.putIfAbsent(e.host(), new ArrayList<>());
                unreachable.put(e.host(), e);
            }
            case RunEvent.Warning e -> warnings.add(warning(e.host(), e.message(), e.hint()));
            case RunEvent.InputWarning e ->
                warnings.add(warning(
                        e.problem().location().toString(),
                        e.problem().message(),
                        e.problem().hint()));
            case RunEvent.HostConnected _,
                    RunEvent.TaskStarted _,
                    RunEvent.TaskProgress _,
                    RunEvent.TaskOutput _,
                    RunEvent.HandlerNotified _,
                    RunEvent.HostLeftPlay _,
                    RunEvent.PlayFinished _,
                    RunEvent.RunFinished _ -> {}
        }
    }

    private static Map<String, Object> warning(String where, String message, String hint) {
        return Map.of("where", where, "message", message, "hint", hint);
    }

    /// Empty only before the run's first event.
    Optional<RunStarted> started() {
        return started;
    }

    Set<String> hosts() {
        return hosts.keySet();
    }

    /// In the order in which they ended.
    List<HtmlTask> tasks() {
        return tasks;
    }

    List<HtmlTask> tasks(String host) {
        return hosts.getOrDefault(host, List.of());
    }

    String playName(int number) {
        return plays.getOrDefault(number, "");
    }

    Map<String, HostUnreachable> unreachable() {
        return unreachable;
    }

    List<Map<String, Object>> warnings() {
        return warnings;
    }
}
