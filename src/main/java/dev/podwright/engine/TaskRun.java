package dev.podwright.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// A task under way on a host: what became of each of its items so far. Without a loop it has one item.
final class TaskRun {
    private final TaskContext context;
    private final String name;
    private final boolean looped;
    private final List<Item> items = new ArrayList<>();
    private final Instant begun = Instant.now();
    private final AtomicBoolean onHost = new AtomicBoolean();
    private boolean leftPlan;
    private volatile Instant started = begun;
    private volatile Instant ended = begun;

    /// @param looped whether its outcome is made from its items' outcomes
    TaskRun(TaskContext context, String name, boolean looped) {
        this.context = context;
        this.name = name;
        this.looped = looped;
    }

    TaskContext context() {
        return context;
    }

    /// The task's name with its expressions evaluated.
    String name() {
        return name;
    }

    boolean isLooped() {
        return looped;
    }

    List<Item> items() {
        return items;
    }

    void add(Item item) {
        items.add(item);
    }

    /// Whether an item failed before it could be sent.
    boolean hasFailed() {
        return items.stream()
                .anyMatch(item -> item.progress() instanceof Progress.Done(Outcome outcome) && outcome.stopsHost());
    }

    /// Its changes are not the planned ones: it ends here, whatever the playbook makes of failures.
    void leavePlan() {
        leftPlan = true;
    }

    boolean hasLeftPlan() {
        return leftPlan;
    }

    /// Waits for the items that were sent.
    void awaitSent() throws InterruptedException {
        for (Item item : items) {
            if (item.progress() instanceof Progress.Sent(Prepared.OnHost _, SentBlock block)) {
                block.await();
            }
        }
    }

    /// The host has begun one of its items.
    ///
    /// @return whether it was the first
    boolean hasStarted() {
        boolean first = onHost.compareAndSet(false, true);
        if (first) {
            started = Instant.now();
        }
        return first;
    }

    void hasEnded() {
        ended = Instant.now();
    }

    Duration took() {
        Duration took = Duration.between(started, ended);
        return took.isNegative() ? Duration.ZERO : took;
    }

    /// @param value the loop's item, an empty text without a loop
    /// @param variables as they hold for this item
    record Item(String label, Object value, Variables variables, Progress progress) {}

    /// How far an item has come.
    sealed interface Progress {
        /// It has its outcome.
        record Done(Outcome outcome) implements Progress {}

        /// Its block was sent.
        record Sent(Prepared.OnHost work, SentBlock block) implements Progress {}
    }
}
