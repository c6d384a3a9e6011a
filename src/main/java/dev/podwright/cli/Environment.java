package dev.podwright.cli;

import dev.podwright.source.Secret;
import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// What surrounds a command: streams, environment variables, and the terminal if there is one.
///
/// @param terminal whether the operator sees the output as it comes, and can be asked
/// @param askPassword asks without echo; empty where nobody can be asked
/// @param askLine asks for a line; empty where nobody answers
/// @param input all of standard input
record Environment(
        PrintStream out,
        PrintStream err,
        Map<String, String> variables,
        boolean terminal,
        Function<String, Optional<Secret>> askPassword,
        Function<String, Optional<String>> askLine,
        Supplier<String> input) {

    /// Output is UTF-8 whatever the locale, as the inputs are.
    static Environment ofThisProcess() {
        Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        return new Environment(
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                System.getenv(),
                terminal.isPresent(),
                prompt -> terminal.flatMap(console -> ask(console, prompt)),
                prompt -> terminal.flatMap(console -> Optional.ofNullable(console.readLine("%s: ", prompt))),
                Environment::standardInput);
    }

    String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    /// Whether a terminal is there that understands more than lines.
    boolean canRedraw() {
        return terminal && !variable("TERM").equals("dumb");
    }

    void say(String line) {
        out.print(line + "\n");
    }

    void warn(String line) {
        err.print(line + "\n");
        err.flush();
    }

    private static String standardInput() {
        try {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor)), false, StandardCharsets.UTF_8);
    }

    private static Optional<Secret> ask(Console console, String prompt) {
        char[] password = console.readPassword("%s: ", prompt);
        return Optional.ofNullable(password).map(String::new).map(Secret::new);
    }
}
