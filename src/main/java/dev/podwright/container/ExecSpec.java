package dev.podwright.container;

import dev.podwright.source.Secret;
import java.util.Map;

/// A command to run in a container; each method gives a new one.
public final class ExecSpec {
    private final Arguments arguments;

    private ExecSpec(Arguments arguments) {
        this.arguments = arguments;
    }

    /// The exact words, which no shell sees.
    public static ExecSpec command(String program, String... words) {
        return new ExecSpec(Arguments.NONE.with("command", Arguments.words(program, words)));
    }

    /// A script for the container's `sh`.
    public static ExecSpec script(String text) {
        return new ExecSpec(Arguments.NONE.with("script", text));
    }

    /// `name`, `uid` or `uid:gid`; default is the container's own.
    public ExecSpec user(String user) {
        return new ExecSpec(arguments.with("user", user));
    }

    public ExecSpec workdir(String path) {
        return new ExecSpec(arguments.with("workdir", path));
    }

    public ExecSpec env(String name, String value) {
        return new ExecSpec(arguments.withEntry("environment", name, value));
    }

    public ExecSpec secretEnv(String name, Secret value) {
        return new ExecSpec(arguments.withEntry("environment", name, value));
    }

    /// Standard input of a command.
    public ExecSpec stdin(String text) {
        return new ExecSpec(arguments.with("stdin", text));
    }

    Map<String, Object> in(String container) {
        return arguments.with("container", container).values();
    }

    /// Secrets are masked.
    @Override
    public String toString() {
        return "ExecSpec" + arguments;
    }
}
