package dev.podwright.engine;

import java.util.Collection;
import java.util.concurrent.locks.ReentrantLock;

/// Hands the events of all threads to the listener, one at a time. A listener that throws is a defect: it is kept for
/// the end of the run, and the thread that had something to tell, such as one that reads from a host, goes on.
final class EventBus {
    private final ReentrantLock lock = new ReentrantLock();
    private final RunListener listener;
    private final Collection<RuntimeException> defects;

    /// @param defects takes what the listener throws, thread-safe
    EventBus(RunListener listener, Collection<RuntimeException> defects) {
        this.listener = listener;
        this.defects = defects;
    }

    void send(RunEvent event) {
        lock.lock();
        try {
            listener.on(event);
        } catch (RuntimeException e) {
            defects.add(e);
        } finally {
            lock.unlock();
        }
    }
}
