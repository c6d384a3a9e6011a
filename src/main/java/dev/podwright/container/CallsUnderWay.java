package dev.podwright.container;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/// The calls that a program has under way. Thread-safe.
final class CallsUnderWay {
    /// How long calls that were ended have to tidy up.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// Guarded by this object's lock.
    private final Set<Call> calls = new HashSet<>();

    private boolean closed;

    /// @throws IllegalStateException after [#close]
    synchronized void add(Call call) {
        if (closed) {
            throw new IllegalStateException("Podwright has been closed");
        }
        calls.add(call);
    }

    synchronized void remove(Call call) {
        calls.remove(call);
        notifyAll();
    }

    /// Ends all of them on their hosts, and waits until they have tidied up.
    void close() {
        Set<Call> left;
        synchronized (this) {
            closed = true;
            left = Set.copyOf(calls);
        }
        left.forEach(call -> Thread.startVirtualThread(() -> call.end(CallEndedException.Reason.CLOSED)));
        long until = System.nanoTime() + PATIENCE.toNanos();
        synchronized (this) {
            try {
                while (!calls.isEmpty() && until - System.nanoTime() > 0) {
                    wait(Math.max(1, Duration.ofNanos(until - System.nanoTime()).toMillis()));
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
