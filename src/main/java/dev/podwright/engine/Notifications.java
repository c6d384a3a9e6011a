package dev.podwright.engine;

import dev.podwright.playbook.Task;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The handlers that changed tasks of one host asked for, until they are run.
final class Notifications {
    private final List<Task> handlers;
    private final Set<Task> surely = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Task> perhaps = Collections.newSetFromMap(new IdentityHashMap<>());

    /// @param handlers of the play, in the order in which they run
    Notifications(List<Task> handlers) {
        this.handlers = handlers;
    }

    /// @param names of handlers, or what they listen to
    /// @return those that were not asked for before
    List<Task> add(Collection<String> names) {
        return answering(names).stream().filter(surely::add).toList();
    }

    /// In a plan: whether these are asked for is unknown until applied.
    void addPerhaps(Collection<String> names) {
        perhaps.addAll(answering(names));
    }

    /// Whether a handler was asked for, which is forgotten here.
    Asked take(Task handler) {
        boolean sure = surely.remove(handler);
        boolean possible = perhaps.remove(handler);
        return sure ? Asked.SURELY : possible ? Asked.PERHAPS : Asked.NOT;
    }

    enum Asked {
        NOT,
        /// In a plan: only by a task that is itself unknown.
        PERHAPS,
        SURELY
    }

    /// What the handlers that were surely asked for are called.
    List<String> names() {
        return handlers.stream().filter(surely::contains).map(Notified::nameOf).toList();
    }

    boolean isEmpty() {
        return surely.isEmpty() && perhaps.isEmpty();
    }

    private List<Task> answering(Collection<String> names) {
        return handlers.stream()
                .filter(handler -> !Collections.disjoint(answersTo(handler), names))
                .toList();
    }

    private static Set<String> answersTo(Task handler) {
        Set<String> names = new LinkedHashSet<>(handler.listen());
        names.add(handler.name().node().toValue().toString());
        return names;
    }
}
