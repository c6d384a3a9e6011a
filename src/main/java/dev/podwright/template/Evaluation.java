package dev.podwright.template;

import dev.podwright.source.NullValue;
import dev.podwright.source.Secret;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What happens while one expression or template is evaluated: the secrets that were read and the last name
/// that was asked for in vain. Used by one thread.
final class Evaluation {
    private final Scope scope;
    private final Set<Secret> touched = new LinkedHashSet<>();
    private final Set<Secret> printed = new LinkedHashSet<>();
    private boolean touchedSinceMark;
    private Optional<Miss> lastMiss = Optional.empty();

    /// A name or key that has no value.
    ///
    /// @param known the names there are
    /// @param empty whether it is there, but null
    /// @param why it isn't there, if that is known
    record Miss(String key, Collection<String> known, boolean empty, String why) {}

    Evaluation(Scope scope) {
        this.scope = scope;
    }

    Optional<Object> variable(String name) {
        Optional<Object> value = scope.get(name);
        if (value.isEmpty() || value.get() == NullValue.NULL) {
            missed(new Miss(name, List.copyOf(scope.names()), value.isPresent(), ""));
        }
        return value;
    }

    Scope scope() {
        return scope;
    }

    boolean isUnknown(String fact) {
        return scope.isUnknown(fact);
    }

    boolean declares(String name) {
        return scope.declares(name);
    }

    void missed(Miss miss) {
        lastMiss = Optional.of(miss);
    }

    /// What has no value now isn't what was asked for in vain before.
    void missedAnother() {
        lastMiss = Optional.empty();
    }

    Optional<Miss> lastMiss() {
        return lastMiss;
    }

    String reveal(Secret secret) {
        touched.add(secret);
        touchedSinceMark = true;
        return secret.reveal();
    }

    /// Begins a new interpolation: what is read from here on belongs to it.
    void mark() {
        touchedSinceMark = false;
    }

    boolean touchedSinceMark() {
        return touchedSinceMark;
    }

    boolean touchedAny() {
        return !touched.isEmpty();
    }

    /// A text computed from a secret went into the output in this form.
    void printed(String text) {
        if (!text.isEmpty()) {
            printed.add(new Secret(text));
        }
    }

    /// The secrets in the output.
    Set<Secret> printed() {
        return printed;
    }

    /// A message without the secrets that were read. What was computed from one isn't known by its text, so
    /// that a value at the message's end is left out, too.
    String mask(String message) {
        String masked = message;
        for (Secret secret : touched) {
            if (!secret.reveal().isEmpty()) {
                masked = masked.replace(secret.reveal(), Secret.MASK);
            }
        }
        return touched.isEmpty() ? masked : masked.replaceFirst("(?s): \".*", ": " + Secret.MASK);
    }
}
