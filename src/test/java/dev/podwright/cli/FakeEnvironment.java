package dev.podwright.cli;

import dev.podwright.report.ExitCode;
import dev.podwright.source.Secret;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A command line without a process: arguments in, text and exit code out. Tests of other packages drive Podwright by
/// it.
public final class FakeEnvironment {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> variables = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private Optional<Secret> answer = Optional.empty();
    private boolean terminal;
    private String input = "";

    public FakeEnvironment with(String name, String value) {
        variables.put(name, value);
        return this;
    }

    FakeEnvironment answering(String password) {
        answer = Optional.of(new Secret(password));
        terminal = true;
        return this;
    }

    /// A terminal at which these lines are typed.
    FakeEnvironment typing(String... answers) {
        lines.addAll(List.of(answers));
        terminal = true;
        return with("TERM", "dumb");
    }

    /// What comes by standard input, which is no terminal then.
    FakeEnvironment piping(String text) {
        input = text;
        return this;
    }

    Environment environment() {
        return new Environment(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                variables,
                terminal,
                prompt -> {
                    asked.add(prompt);
                    return answer;
                },
                prompt -> {
                    asked.add(prompt);
                    return Optional.ofNullable(lines.poll());
                },
                () -> input);
    }

    public ExitCode run(String... arguments) {
        return new CommandLine(environment()).run(List.of(arguments));
    }

    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    List<String> asked() {
        return asked;
    }
}
