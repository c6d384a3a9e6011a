package dev.podwright.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The handlers that changed tasks of one host asked for, until they are run.
final class Notifications {
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<String> perhaps = new LinkedHashSet<>();

    void add(List<String> notified) {
        names.addAll(notified);
    }

    /// In a plan: whether these are asked for is unknown until applied.
    void addPerhaps(List<String> notified) {
        perhaps.addAll(notified);
    }

    /// Everything asked for so far, which is forgotten here.
    Asked drain() {
        Asked asked = new Asked(Set.copyOf(names), Set.copyOf(perhaps));
        names.clear();
        perhaps.clear();
        return asked;
    }

    /// What handlers answer to.
    record Asked(Set<String> surely, Set<String> perhaps) {}

    boolean isEmpty() {
        return names.isEmpty() && perhaps.isEmpty();
    }
}
