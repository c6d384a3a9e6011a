package dev.podwright.report;

import dev.podwright.engine.RunEvent;
import dev.podwright.engine.RunListener;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Tells several listeners, in order. One that can't write any more is told nothing further, and doesn't stop the
/// run.
public final class Listeners implements RunListener {
    private final List<RunListener> listeners;
    private final Consumer<String> warn;

    /// @param warn hears why a listener was dropped
    public Listeners(List<RunListener> listeners, Consumer<String> warn) {
        this.listeners = new ArrayList<>(listeners);
        this.warn = warn;
    }

    @Override
    public void on(RunEvent event) {
        listeners.removeIf(listener -> !canHear(listener, event));
    }

    private boolean canHear(RunListener listener, RunEvent event) {
        try {
            listener.on(event);
            return true;
        } catch (UncheckedIOException e) {
            warn.accept("a report can't be written: " + e.getCause());
            return false;
        }
    }
}
