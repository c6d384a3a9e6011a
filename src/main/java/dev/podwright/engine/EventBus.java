package dev.podwright.engine;

import java.util.concurrent.locks.ReentrantLock;

/// Hands the events of all threads to the listener, one at a time.
final class EventBus {
    private final ReentrantLock lock = new ReentrantLock();
    private final RunListener listener;

    EventBus(RunListener listener) {
        this.listener = listener;
    }

    void send(RunEvent event) {
        lock.lock();
        try {
            listener.on(event);
        } finally {
            lock.unlock();
        }
    }
}
