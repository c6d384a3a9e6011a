package dev.podwright.cli;

import dev.podwright.engine.RunEvent.HostUnreachable;

/// How an unreachable host is told where there is no run.
final class Unreachable {
    private Unreachable() {}

    static String line(HostUnreachable event) {
        String start = event.host() + ": ";
        String message =
                event.message().startsWith(start) ? event.message().substring(start.length()) : event.message();
        String hint = event.hint().isEmpty() ? "" : "\n    " + event.hint();
        return event.host() + " : unreachable: " + message + hint;
    }
}
