package dev.podwright.report;

import dev.podwright.engine.RunEvent;
import dev.podwright.engine.RunEvent.HostUnreachable;
import dev.podwright.engine.RunEvent.TaskFinished;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gathers what reports that are written at the end need: per host, in the order of the run, what was done and
/// whether it could be reached. Not thread-safe.
final class Finished {
    private final Map<String, List<TaskFinished>> tasks = new LinkedHashMap<>();
    private final Map<String, HostUnreachable> unreachable = new LinkedHashMap<>();

    void add(RunEvent event) {
        switch (event) {
            case RunEvent.RunStarted e -> e.hosts().forEach(host -> tasks.putIfAbsent(host, new ArrayList<>()));
            case TaskFinished e ->
                tasks.computeIfAbsent(e.host(), _ -> new ArrayList<>()).add(e);
            case HostUnreachable e -> {
                tasks.putIfAbsent(e.host(), new ArrayList<>());
                unreachable.put(e.host(), e);
            }
            case RunEvent.PlayStarted _,
                    RunEvent.HostConnected _,
                    RunEvent.TaskStarted _,
                    RunEvent.TaskProgress _,
                    RunEvent.TaskOutput _,
                    RunEvent.Warning _,
                    RunEvent.InputWarning _,
                    RunEvent.HandlerNotified _,
                    RunEvent.HostLeftPlay _,
                    RunEvent.PlayFinished _,
                    RunEvent.RunFinished _ -> {}
        }
    }

    Map<String, List<TaskFinished>> tasks() {
        return tasks;
    }

    Map<String, HostUnreachable> unreachable() {
        return unreachable;
    }
}
