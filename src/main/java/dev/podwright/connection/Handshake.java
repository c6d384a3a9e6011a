package dev.podwright.connection;

import dev.podwright.connection.BlockRun.Stream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What a shell's streams said before it was ready. Guarded by itself.
final class Handshake {
    private static final int LIMIT = 1 << 16;

    private final StringBuilder stdout = new StringBuilder();
    private final StringBuilder stderr = new StringBuilder();
    private final Set<Stream> ended = EnumSet.noneOf(Stream.class);
    private List<String> ready = List.of();

    synchronized void hear(Stream stream, String text) {
        StringBuilder heard = stream == Stream.STDOUT ? stdout : stderr;
        heard.append(text, 0, Math.min(text.length(), LIMIT - heard.length()));
        notifyAll();
    }

    synchronized void ready(List<String> fields) {
        ready = fields;
        notifyAll();
    }

    synchronized void end(Stream stream) {
        ended.add(stream);
        notifyAll();
    }

    /// Waits until that is so, or standard output has ended.
    ///
    /// @return whether one of both came in time
    boolean await(Predicate<Handshake> wanted, Duration limit) throws InterruptedException {
        return awaitExactly(said -> wanted.test(said) || said.hasEnded(), limit);
    }

    /// Waits until both streams have ended, so that all is heard.
    void awaitEnd(Duration limit) throws InterruptedException {
        awaitExactly(said -> said.ended.size() == Stream.values().length, limit);
    }

    private synchronized boolean awaitExactly(Predicate<Handshake> wanted, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!wanted.test(this)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    synchronized boolean isReady() {
        return !ready.isEmpty();
    }

    synchronized boolean hasEnded() {
        return ended.contains(Stream.STDOUT);
    }

    synchronized boolean said(String text) {
        return stdout.indexOf(text) >= 0;
    }

    /// How often that was said, on either stream.
    synchronized long times(Pattern text) {
        return text.matcher(stdout).results().count()
                + text.matcher(stderr).results().count();
    }

    /// What programs said on both streams, for a message.
    synchronized String text() {
        return (stderr + "\n" + stdout).strip();
    }

    /// The shell's process and its group, as it said itself.
    synchronized List<String> processAndGroup() {
        return ready.size() < 3 ? List.of() : ready.subList(1, 3);
    }
}
