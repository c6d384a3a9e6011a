package dev.podwright.report;

import dev.podwright.engine.Notified;
import dev.podwright.engine.RunEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Follows a run's events and knows which handlers were notified and have not run. Not thread-safe.
final class PendingHandlers {
    private final Map<Key, Notified> pending = new LinkedHashMap<>();
    private int play;

    /// @param task the handler's number in its play
    private record Key(String host, int play, int task) {}

    void playStarted(int number) {
        play = number;
    }

    void notified(String host, int task, Notified handler) {
        pending.put(new Key(host, handler.play(), task), handler);
    }

    /// A handler has run; one that failed is still to be done.
    void ran(String host, int task) {
        pending.remove(new Key(host, play, task));
    }

    /// The playbook ended the play early for a host, and gave up its handlers.
    void left(String host, int number) {
        pending.keySet().removeIf(key -> key.host.equals(host) && key.play == number);
    }

    void hear(RunEvent event) {
        switch (event) {
            case RunEvent.PlayStarted e -> playStarted(e.play());
            case RunEvent.HandlerNotified e -> notified(e.host(), e.id(), e.handler());
            case RunEvent.HostLeftPlay e -> left(e.host(), e.play());
            case RunEvent.TaskFinished e
            when e.handler() && !State.of(e.outcome()).isFailure() -> ran(e.host(), e.id());
            case RunEvent.RunStarted _,
                    RunEvent.HostConnected _,
                    RunEvent.HostUnreachable _,
                    RunEvent.TaskStarted _,
                    RunEvent.TaskProgress _,
                    RunEvent.TaskOutput _,
                    RunEvent.TaskFinished _,
                    RunEvent.Warning _,
                    RunEvent.InputWarning _,
                    RunEvent.PlayFinished _,
                    RunEvent.RunFinished _ -> {}
        }
    }

    /// By host, in the order in which they were notified.
    Map<String, List<Notified>> byHost() {
        Map<String, List<Notified>> hosts = new LinkedHashMap<>();
        pending.forEach((key, handler) ->
                hosts.computeIfAbsent(key.host, _ -> new ArrayList<>()).add(handler));
        return hosts;
    }
}
