package dev.podwright.engine;

import dev.podwright.connection.BlockResult.Change;
import dev.podwright.source.Secret;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/// Knows every secret that the run has come across and takes them out of what is shown. Thread-safe.
final class Mask {
    /// Longest first, so that a secret within a secret doesn't leave the rest of the longer one standing.
    private final Set<String> secrets = new ConcurrentSkipListSet<>(
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    void learn(Secret secret) {
        String text = secret.reveal();
        if (!text.isEmpty()) {
            secrets.add(text);
            text.lines().map(String::strip).filter(line -> line.length() > 3).forEach(secrets::add);
        }
    }

    void learn(Collection<Secret> several) {
        several.forEach(this::learn);
    }

    /// Every secret in a tree of values.
    void learnAll(Object value) {
        switch (value) {
            case Secret secret -> learn(secret);
            case List<?> list -> list.forEach(this::learnAll);
            case Map<?, ?> map -> map.values().forEach(this::learnAll);
            default -> {}
        }
    }

    /// Every secret that a task gave.
    void learn(TaskResult result) {
        learnAll(result.outputs());
        result.items().forEach(item -> {
            learnAll(item.value());
            learn(item.outcome().result());
        });
    }

    String text(String shown) {
        String masked = shown;
        for (String secret : secrets) {
            masked = masked.replace(secret, Secret.MASK);
        }
        return masked;
    }

    Object value(Object value) {
        return switch (value) {
            case String text -> text(text);
            case List<?> list -> list.stream().map(this::value).toList();
            case Map<?, ?> map -> map(map);
            default -> value;
        };
    }

    Map<String, Object> map(Map<?, ?> map) {
        Map<String, Object> masked = new LinkedHashMap<>();
        map.forEach((key, value) -> masked.put(text(String.valueOf(key)), value(value)));
        return masked;
    }

    Change change(Change change) {
        return new Change(text(change.what()), text(change.from()), text(change.to()));
    }

    TaskResult result(TaskResult result) {
        return new TaskResult(
                result.changes().stream().map(this::change).toList(),
                text(result.msg()),
                text(result.hint()),
                result.place(),
                result.rc(),
                text(result.stdout()),
                text(result.stderr()),
                result.warnings().stream().map(this::text).toList(),
                map(result.outputs()),
                result.items().stream()
                        .map(item ->
                                new TaskResult.Item(text(item.label()), value(item.value()), outcome(item.outcome())))
                        .toList(),
                result.kind(),
                result.hidden());
    }

    Outcome outcome(Outcome outcome) {
        return outcome.with(result(outcome.result()));
    }
}
