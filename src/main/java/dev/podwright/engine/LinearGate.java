package dev.podwright.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Keeps the hosts of a `linear` play together: a host begins a task only when every other host is at it or beyond.
/// The host that is furthest back never waits, so that there is always one that can go on. Thread-safe.
final class LinearGate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Map<String, Integer> positions = new HashMap<>();
    /// How many hosts are at each position.
    private final TreeMap<Integer, Integer> crowd = new TreeMap<>();

    LinearGate(Iterable<String> hosts) {
        hosts.forEach(host -> move(host, 0));
    }

    /// Says that a host has come to a position, and waits for the others.
    ///
    /// @param position of a task in the order in which hosts come to tasks
    void await(String host, int position) throws InterruptedException {
        lock.lock();
        try {
            move(host, position);
            moved.signalAll();
            while (!crowd.isEmpty() && crowd.firstKey() < position) {
                moved.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /// The host won't come to any further task.
    void leave(String host) {
        lock.lock();
        try {
            forget(positions.remove(host));
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void move(String host, int position) {
        forget(positions.put(host, position));
        crowd.merge(position, 1, Integer::sum);
    }

    private void forget(@Nullable Integer left) {
        if (left != null) {
            crowd.computeIfPresent(left, (_, hosts) -> hosts == 1 ? null : hosts - 1);
        }
    }
}
