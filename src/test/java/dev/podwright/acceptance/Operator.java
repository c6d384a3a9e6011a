package dev.podwright.acceptance;

import dev.podwright.cli.FakeEnvironment;
import dev.podwright.report.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Someone with a folder of playbooks who types `podwright plan` and `podwright run`.
///
/// @param folder holds playbooks, reports and the journal
/// @param flags what every command line ends with: where the hosts are, and as whom to log in
record Operator(Path folder, List<String> flags) {

    Operator {
        flags = List.copyOf(flags);
    }

    static Operator of(Path folder, Path inventory, String... flags) {
        List<String> all = new ArrayList<>(List.of("-i", inventory.toString(), "--ssh-config", "/dev/null"));
        all.addAll(List.of(flags));
        return new Operator(folder, all);
    }

    /// Someone who logs in to lab hosts as this user.
    static Operator loggingIn(String user, Path folder, Path inventory, String... flags) {
        Operator operator = of(folder, inventory, flags);
        Path own = operator.writes("user.yml", "all: {vars: {user: %s}}\n".formatted(user));
        return operator.with("-i", own.toString());
    }

    /// The same person with more flags.
    Operator with(String... more) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(List.of(more));
        return new Operator(folder, all);
    }

    /// Writes a file beside the playbooks, with its folders.
    Path writes(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(folder);
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Told plan(String playbook, String... more) {
        return tell("plan", playbook, more);
    }

    Told run(String playbook, String... more) {
        return tell("run", playbook, more);
    }

    private Told tell(String command, String playbook, String... more) {
        FakeEnvironment shell = new FakeEnvironment().with("XDG_STATE_HOME", state().toString());
        ExitCode exitCode = shell.run(commandLine(command, playbook, more).toArray(String[]::new));
        return new Told(exitCode, shell.out(), shell.err(), Told.events(report()));
    }

    /// What is typed; each command's events replace those of the one before.
    List<String> commandLine(String command, String playbook, String... more) {
        List<String> words =
                new ArrayList<>(List.of(command, folder.resolve(playbook).toString()));
        words.addAll(flags);
        words.addAll(List.of("--report", "json=" + report()));
        words.addAll(List.of(more));
        return words;
    }

    Path state() {
        return folder.resolve("state");
    }

    Path report() {
        return folder.resolve("events.jsonl");
    }
}
