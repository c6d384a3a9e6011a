package dev.podwright.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Decides which host runs a `run_once` task for all: the batch's first that comes to it, so that it is the same one in
/// every run. A host that stands behind others in the batch waits until each of those has left the play or has gone
/// past the task (which may stand in another host's `rescue`). Thread-safe.
final class RunOnce {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final List<String> batch;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Map<Integer, CompletableFuture<Result>> results = new HashMap<>();

    /// @param batch its hosts in order
    RunOnce(List<String> batch) {
        this.batch = List.copyOf(batch);
        batch.forEach(host -> positions.put(host, 0));
    }

    /// What a `run_once` task gave to all hosts.
    ///
    /// @param failed whether it failed, which then counts for all
    record Result(HostVariables.Given given, boolean failed) {}

    /// The host has come to a task.
    void at(String host, int position) {
        lock.lock();
        try {
            positions.put(host, position);
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// The host comes to no further task.
    void leave(String host) {
        at(host, Integer.MAX_VALUE);
    }

    /// Waits until it is clear who runs the task at a position.
    ///
    /// @param mine where the result will be, should it be this host
    /// @return empty where it is this host, else where the other one leaves its result
    Optional<CompletableFuture<Result>> claim(String host, int position, CompletableFuture<Result> mine)
            throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!results.containsKey(position) && isBehindOthers(host, position)) {
                moved.await();
            }
            Optional<CompletableFuture<Result>> theirs = Optional.ofNullable(results.putIfAbsent(position, mine));
            moved.signalAll();
            return theirs;
        } finally {
            lock.unlock();
        }
    }

    private boolean isBehindOthers(String host, int position) {
        return batch.stream()
                .takeWhile(other -> !other.equals(host))
                .anyMatch(other -> positions.getOrDefault(other, 0) <= position);
    }
}
