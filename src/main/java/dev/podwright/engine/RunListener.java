package dev.podwright.engine;

/// Hears of a run's events, one at a time and in order; the engine sees to that.
@FunctionalInterface
public interface RunListener {
    void on(RunEvent event);
}
