package dev.podwright.cli;

import dev.podwright.engine.RunEvent.HostUnreachable;

/// How an unreachable host is told where there is no run.
final class Unreachable {
    private Unreachable() {}

    static String line(HostUnreachable event) {
        String hint = event.hint().isEmpty() ? "" : "\n    " + event.hint();
        return event.host() + " : unreachable: " + event.message().replaceFirst("^" + java.util.regex.Pattern.quote(event.host() + ": "), "") + hint;
    }
}
