package dev.podwright.engine;

import dev.podwright.playbook.Play;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// What the hosts of a batch share while they go through a play. Thread-safe.
final class PlayState {
    private final Play play;
    private final int hosts;
    private final AtomicInteger failed = new AtomicInteger();
    private final Map<Integer, Semaphore> throttles = new ConcurrentHashMap<>();
    private final RunOnce runOnce;
    private volatile Ending ending = Ending.NONE;
    /// Where the host stood that ended it.
    private volatile int endedAt;

    /// @param batch its hosts in order
    PlayState(Play play, List<String> batch) {
        this.play = play;
        this.hosts = batch.size();
        this.runOnce = new RunOnce(batch);
    }

    /// A host failed, which may end the play for all.
    ///
    /// @param fatal whether `any_errors_fatal` holds for what failed
    /// @param position of the task that failed
    synchronized void hostFailed(boolean fatal, int position) {
        int percentage = failed.incrementAndGet() * 100 / hosts;
        boolean tooMany =
                play.maxFailPercentage().map(most -> percentage > most).orElse(false);
        if (fatal || tooMany) {
            end(Ending.ABORTED, position);
        }
    }

    /// How far the play has ended for all hosts.
    enum Ending {
        NONE,
        /// For this batch.
        BATCH,
        /// For this batch and those to come.
        PLAY,
        /// Failures ended it: its hosts take no part in the plays that follow.
        ABORTED
    }

    /// A `meta` task ends the play for all hosts, unless failures have.
    ///
    /// @param batchesToCome whether for those of later batches too
    /// @param position of the `meta` task
    synchronized void end(boolean batchesToCome, int position) {
        if (ending != Ending.ABORTED) {
            end(batchesToCome || ending == Ending.PLAY ? Ending.PLAY : Ending.BATCH, position);
        }
    }

    private void end(Ending how, int position) {
        endedAt = hasEnded() ? Math.min(endedAt, position) : position;
        ending = how;
    }

    Ending ending() {
        return ending;
    }

    boolean hasEnded() {
        return ending != Ending.NONE;
    }

    /// Whether a host that keeps step with the others has come to the end: the task that ended the play is still done
    /// by all.
    boolean hasEndedBefore(int position) {
        return hasEnded() && position > endedAt;
    }

    boolean isAborted() {
        return ending == Ending.ABORTED;
    }

    /// What bounds how many hosts are at a task at once.
    Semaphore throttle(int position, long most) {
        return throttles.computeIfAbsent(position, _ -> new Semaphore(Math.toIntExact(Math.max(1, most))));
    }

    RunOnce runOnce() {
        return runOnce;
    }
}
