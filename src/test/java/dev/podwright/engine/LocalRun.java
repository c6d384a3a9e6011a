package dev.podwright.engine;

import dev.podwright.connection.Connector;
import dev.podwright.connection.LocalConnector;
import dev.podwright.inventory.Inventory;
import dev.podwright.playbook.Playbook;
import dev.podwright.playbook.PlaybookReader;
import dev.podwright.source.Problems;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Runs playbooks given as text on hosts that are all this machine, through real shells, and keeps what happened.
final class LocalRun {
    private final Path folder;
    private final RunOptions options;
    private Optional<Executor> ran = Optional.empty();
    private final List<RunEvent> events = new ArrayList<>();
    private Connector connector = new LocalConnector();
    private String interruptAt = "";
    private Consumer<Executor> meanwhile = _ -> {};
    private String inventory = "all: {hosts: {one: {connection: local}}}\n";

    LocalRun(Path folder, RunOptions options) {
        this.folder = folder;
        this.options = options;
    }

    LocalRun(Path folder) {
        this(folder, RunOptions.DEFAULT);
    }

    static RunOptions planning() {
        return options(true, List.of(), Map.of());
    }

    static RunOptions options(boolean plan, List<String> tags, Map<String, Object> extra) {
        return RunOptions.builder().plan(plan).tags(tags).extraVariables(extra).build();
    }

    static RunOptions forks(int forks) {
        return RunOptions.builder().forks(forks).build();
    }

    static RunOptions within(Plan plan) {
        return restrained(new Restraints(
                Optional.of(plan), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private static RunOptions restrained(Restraints restraints) {
        return RunOptions.builder().restraints(restraints).build();
    }

    static RunOptions answering(PausePrompt operator) {
        return restrained(new Restraints(
                Optional.empty(), Optional.empty(), Optional.of(operator), Optional.empty(), Optional.empty()));
    }

    LocalRun connector(Connector other) {
        connector = other;
        return this;
    }

    /// Interrupts the run as soon as a task has begun on its host.
    LocalRun interruptAt(String task) {
        interruptAt = task;
        return this;
    }

    LocalRun inventory(String yaml) {
        inventory = yaml;
        return this;
    }

    /// @param work is done on a thread of its own while the playbook runs
    LocalRun meanwhile(Consumer<Executor> work) {
        meanwhile = work;
        return this;
    }

    RunSummary run(String playbook) {
        Problems problems = new Problems();
        Inventory hosts =
                Inventory.read(List.of(write("inventory.yml", inventory).toString()), List.of(folder), problems);
        TaskTypeLibrary library = TaskTypeLibrary.of(List.of(folder.resolve("templates")));
        List<Playbook> playbooks = PlaybookReader.read(write("playbook.yml", playbook), library, problems).stream()
                .toList();
        problems.throwIfAny();
        try (Executor executor = Executor.of(hosts, library, options, connector, this::keep)) {
            ran = Optional.of(executor);
            Thread _ = Thread.startVirtualThread(() -> meanwhile.accept(executor));
            return executor.run(playbooks);
        }
    }

    private void keep(RunEvent event) {
        events.add(event);
        if (event instanceof RunEvent.TaskStarted started && started.name().equals(interruptAt)) {
            Thread.startVirtualThread(ran.orElseThrow()::interrupt);
        }
    }

    Path write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String runId() {
        return events.stream()
                .filter(RunEvent.RunStarted.class::isInstance)
                .map(event -> ((RunEvent.RunStarted) event).runId())
                .findFirst()
                .orElseThrow();
    }

    List<RunEvent> events() {
        return events;
    }

    /// `host task: state`, in the order in which they ended.
    List<String> states() {
        return finished().stream()
                .map(event -> event.host() + " " + event.name() + ": " + state(event.outcome()))
                .toList();
    }

    /// The messages of all tasks, in the order in which they ended.
    List<String> messages() {
        return finished().stream()
                .map(event -> event.outcome().result().msg())
                .filter(message -> !message.isEmpty())
                .toList();
    }

    TaskResult result(String task) {
        return finished().stream()
                .filter(event -> event.name().equals(task))
                .reduce((_, last) -> last)
                .orElseThrow()
                .outcome()
                .result();
    }

    private List<RunEvent.TaskFinished> finished() {
        return events.stream()
                .filter(RunEvent.TaskFinished.class::isInstance)
                .map(RunEvent.TaskFinished.class::cast)
                .toList();
    }

    private static String state(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Ok _ -> "ok";
            case Outcome.Changed _ -> "changed";
            case Outcome.WouldChange _ -> "would change";
            case Outcome.Unknown _ -> "unknown";
            case Outcome.Skipped _ -> "skipped";
            case Outcome.Failed failed -> failed.ignored() ? "ignored" : failed.rescued() ? "rescued" : "failed";
            case Outcome.Unreachable _ -> "unreachable";
        };
    }
}
