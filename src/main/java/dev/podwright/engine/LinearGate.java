package dev.podwright.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Keeps the hosts of a `linear` play together: a host begins a task only when every other host is at it or beyond.
/// Tasks are numbered in the order of the playbook, which every host passes in that order.
final class LinearGate {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final Map<String, Integer> positions = new HashMap<>();

    LinearGate(Iterable<String> hosts) {
        hosts.forEach(host -> positions.put(host, 0));
    }

    /// Says that a host has come to a task, and waits for the others.
    void await(String host, int task) throws InterruptedException {
        lock.lock();
        try {
            positions.put(host, task);
            moved.signalAll();
            while (positions.values().stream().anyMatch(position -> position < task)) {
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
            positions.remove(host);
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
