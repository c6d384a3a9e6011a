package dev.podwright.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The handlers that changed tasks of one host asked for, until they are run.
final class Notifications {
    private final Set<String> names = new LinkedHashSet<>();

    void add(List<String> notified) {
        names.addAll(notified);
    }

    /// Everything asked for so far, which is forgotten here.
    Set<String> drain() {
        Set<String> drained = new LinkedHashSet<>(names);
        names.clear();
        return drained;
    }

    boolean isEmpty() {
        return names.isEmpty();
    }
}
