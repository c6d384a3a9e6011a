package dev.podwright.acceptance;

import dev.podwright.lab.LabHost;
import dev.podwright.report.ExitCode;
import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import dev.podwright.source.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a command said: its exit code, its texts, and the events of its JSON report.
record Told(ExitCode exitCode, String out, String err, List<Map<?, ?>> events) {

    Told {
        events = List.copyOf(events);
    }

    /// Events as they stand in a report, one JSON object a line.
    static List<Map<?, ?>> events(Path report) {
        if (!Files.exists(report)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(report)) {
            return lines.<Map<?, ?>>map(Told::event).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// JSON is YAML.
    private static Map<?, ?> event(String line) {
        Problems problems = new Problems();
        Object event =
                Yaml.read(new SourceFile("event", line), problems).orElseThrow().toValue();
        problems.throwIfAny();
        return (Map<?, ?>) event;
    }

    /// The finished tasks of all hosts, in order.
    List<Finished> tasks() {
        return ofKind("task_finished").map(Finished::of).toList();
    }

    Finished task(String name) {
        return tasks().stream()
                .filter(task -> task.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no task %s ended%n%s%n%s".formatted(name, out, err)));
    }

    /// What was said of one host.
    Told of(LabHost host) {
        return new Told(
                exitCode,
                out,
                err,
                events.stream()
                        .filter(event -> host.name().equals(event.get("host")))
                        .toList());
    }

    /// State by task's name, in order; for runs on one host.
    Map<String, String> states() {
        Map<String, String> states = new LinkedHashMap<>();
        tasks().forEach(task -> states.put(task.name(), task.state()));
        return states;
    }

    /// The changes that were made (in a plan: would be) by task's name; for runs on one host.
    Map<String, List<?>> changes() {
        Map<String, List<?>> changes = new LinkedHashMap<>();
        tasks().stream()
                .filter(task -> task.state().equals("changed") || task.state().equals("would_change"))
                .forEach(task -> changes.put(task.name(), task.changes()));
        return changes;
    }

    /// Names of the tasks that ended in a state.
    List<String> named(String state) {
        return tasks().stream()
                .filter(task -> task.state().equals(state))
                .map(Finished::name)
                .toList();
    }

    /// A host's event of a kind.
    Map<?, ?> event(String kind, String host) {
        return ofKind(kind)
                .filter(event -> host.equals(event.get("host")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no %s of %s%n%s%n%s".formatted(kind, host, out, err)));
    }

    private Stream<Map<?, ?>> ofKind(String kind) {
        return events.stream().filter(event -> kind.equals(event.get("kind"))).map(event -> event);
    }

    /// A task that ended on a host.
    record Finished(String host, String name, String state, List<?> changes, Map<?, ?> event) {
        static Finished of(Map<?, ?> event) {
            List<?> changes = event.get("changes") instanceof List<?> list ? list : List.of();
            return new Finished(
                    String.valueOf(event.get("host")),
                    String.valueOf(event.get("name")),
                    String.valueOf(event.get("state")),
                    changes,
                    event);
        }

        String text(String field) {
            return String.valueOf(event.get(field));
        }

        Instant time() {
            return Instant.parse(text("time"));
        }
    }
}
