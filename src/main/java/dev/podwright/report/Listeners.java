package dev.podwright.report;

import dev.podwright.engine.RunEvent;
import dev.podwright.engine.RunListener;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Tells several listeners, in order. One that can't write any more is told nothing further, and doesn't stop the run.
public final class Listeners implements RunListener {
    private final List<RunListener> listeners;
    private final Consumer<String> warn;

    /// @param warn hears why a listener was dropped
    public Listeners(List<RunListener> listeners, Consumer<String> warn) {
        this.listeners = new CopyOnWriteArrayList<>(listeners);
        this.warn = warn;
    }

    @Override
    public void on(RunEvent event) {
        for (RunListener listener : listeners) {
            try {
                listener.on(event);
            } catch (UncheckedIOException e) {
                listeners.remove(listener);
                warn.accept("a report can't be written: " + e.getCause());
            }
        }
    }
}
