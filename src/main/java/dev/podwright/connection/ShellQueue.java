package dev.podwright.connection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// What was submitted to a shell and isn't finished, in order. Not thread-safe.
final class ShellQueue {
    /// One thing for the shell to do.
    sealed interface Entry {
        record Work(BlockRun run) implements Entry {}

        /// From here on blocks run again.
        record Resume() implements Entry {}

        /// From here on blocks are skipped, as after a failure that the shell itself couldn't see.
        record Skip() implements Entry {}
    }

    private final Deque<Entry> entries = new ArrayDeque<>();

    void add(Entry entry) {
        entries.add(entry);
    }

    void addFirst(Entry entry) {
        entries.addFirst(entry);
    }

    /// Takes a finished block out, and what the shell has passed on the way to it.
    ///
    /// @return whether it was still in
    boolean finish(BlockRun run) {
        if (entries.stream().noneMatch(entry -> entry instanceof Entry.Work(BlockRun other) && other == run)) {
            return false;
        }
        while (!entries.isEmpty() && !(entries.peekFirst() instanceof Entry.Work)) {
            entries.removeFirst();
        }
        return entries.remove(new Entry.Work(run));
    }

    /// The block that the host has begun and not ended.
    Optional<BlockRun> running() {
        for (Entry entry : entries) {
            if (entry instanceof Entry.Work(BlockRun run)) {
                return run.hasBegun() ? Optional.of(run) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    List<Entry> all() {
        return List.copyOf(entries);
    }

    List<BlockRun> clear() {
        List<BlockRun> runs = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Work(BlockRun run)) {
                runs.add(run);
            }
        }
        entries.clear();
        return runs;
    }
}
