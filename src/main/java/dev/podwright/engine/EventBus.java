package dev.podwright.engine;

import java.util.Collection;
import java.util.concurrent.locks.ReentrantLock;

/// Hands the events of all threads to the listener, one at a time. A listener that throws is a defect: it is kept for
/// the end of the run, and the thread that had something to tell, such as one that reads from a host, goes on.
///
/// The end of the run is the last event: what a host still prints while its connection is closed is nobody's any more.
final class EventBus {
    private final ReentrantLock lock = new ReentrantLock();
    private final RunListener listener;
    private final Collection<RuntimeException> defects;
    /// Guarded by the lock.
    private boolean finished;

    /// @param defects takes what the listener throws, thread-safe
    EventBus(RunListener listener, Collection<RuntimeException> defects) {
        this.listener = listener;
        this.defects = defects;
    }

    void send(RunEvent event) {
        lock.lock();
        try {
            if (finished) {
                return;
            }
            finished = event instanceof RunEvent.RunFinished;
            listener.on(event);
        } catch (RuntimeException e) {
            defects.add(e);
        } finally {
            lock.unlock();
        }
    }
}
