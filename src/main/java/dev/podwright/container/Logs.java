package dev.podwright.container;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// How much of a container's log; each method gives a new one.
public final class Logs {
    private static final Logs ALL = new Logs(Arguments.NONE.with("tail", "all"));

    private final Arguments arguments;

    private Logs(Arguments arguments) {
        this.arguments = arguments;
    }

    /// All that Docker has kept.
    public static Logs all() {
        return ALL;
    }

    /// The last lines.
    public static Logs tail(int lines) {
        if (lines < 0) {
            throw new IllegalArgumentException("there are no " + lines + " lines");
        }
        return new Logs(Arguments.NONE.with("tail", Integer.toString(lines)));
    }

    /// Of these only what was printed after that time.
    public Logs since(Instant time) {
        return new Logs(arguments.with("since", time.toString()));
    }

    /// Of these only what was printed in that span of time until now.
    public Logs since(Duration ago) {
        return new Logs(arguments.with("since", ago.toSeconds() + "s"));
    }

    /// Each line begins with its time.
    public Logs timestamps() {
        return new Logs(arguments.with("timestamps", true));
    }

    Map<String, Object> of(String container, boolean follow) {
        return arguments.with("container", container).with("follow", follow).values();
    }

    @Override
    public String toString() {
        return "Logs" + arguments;
    }
}
