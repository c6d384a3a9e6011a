package dev.podwright.engine;

import dev.podwright.playbook.Play;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/// What the hosts of a batch share while they go through a play. Thread-safe.
final class PlayState {
    private final Play play;
    private final int hosts;
    private final AtomicInteger failed = new AtomicInteger();
    private final Map<Integer, Semaphore> throttles = new ConcurrentHashMap<>();
    private final Map<Integer, CompletableFuture<Once>> once = new ConcurrentHashMap<>();
    private volatile Ending ending = Ending.NONE;

    PlayState(Play play, int hosts) {
        this.play = play;
        this.hosts = hosts;
    }

    /// A host failed, which may end the play for all.
    ///
    /// @param fatal whether `any_errors_fatal` holds for what failed
    synchronized void hostFailed(boolean fatal) {
        int percentage = failed.incrementAndGet() * 100 / hosts;
        boolean tooMany =
                play.maxFailPercentage().map(most -> percentage > most).orElse(false);
        if (fatal || tooMany) {
            ending = Ending.ABORTED;
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
    synchronized void end(boolean batchesToCome) {
        if (ending != Ending.ABORTED) {
            ending = batchesToCome || ending == Ending.PLAY ? Ending.PLAY : Ending.BATCH;
        }
    }

    Ending ending() {
        return ending;
    }

    boolean hasEnded() {
        return ending != Ending.NONE;
    }

    boolean isAborted() {
        return ending == Ending.ABORTED;
    }

    /// What bounds how many hosts are at a task at once.
    Semaphore throttle(int position, long most) {
        return throttles.computeIfAbsent(position, _ -> new Semaphore(Math.toIntExact(Math.max(1, most))));
    }

    /// Leaves, for a `run_once` task, where its result will be; the first host to come to the task runs it.
    ///
    /// @return empty for the first host, for the others where the first left it
    Optional<CompletableFuture<Once>> comeTo(int position, CompletableFuture<Once> mine) {
        return Optional.ofNullable(once.putIfAbsent(position, mine));
    }

    /// What a `run_once` task gave to all hosts.
    ///
    /// @param failed whether it failed, which then counts for all
    record Once(HostVariables.Given given, boolean failed) {}
}
