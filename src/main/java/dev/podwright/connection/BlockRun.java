package dev.podwright.connection;

import dev.podwright.connection.BlockResult.Status;
import dev.podwright.connection.PhaseReport.Complaint;
import dev.podwright.connection.PhaseReport.Phase;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// A submitted block: what was heard of it so far, and the future of its result. Fed by both readers of the shell;
/// guarded by itself. The listener is called without the lock held.
final class BlockRun {
    enum Stream {
        STDOUT,
        STDERR
    }

    final int number;
    final Block block;
    final CompletableFuture<BlockResult> future = new CompletableFuture<>();
    /// Completed when the block ends before its timeout.
    final CompletableFuture<Void> timer = new CompletableFuture<>();

    private final BlockListener listener;
    private final Map<Phase, PhaseReport> phases = new EnumMap<>(Phase.class);
    private final Map<Stream, Phase> current = new EnumMap<>(Stream.class);
    private final Map<Stream, LiveLines> live = new EnumMap<>(Stream.class);
    private final Set<Stream> ended = EnumSet.noneOf(Stream.class);
    private final List<String> warnings = new ArrayList<>();
    private boolean begun;
    /// Whether standard output is a file that the host sends. Only the reader of that stream knows of it.
    private boolean inFile;
    private String outcome = "";
    private int endStatus;

    BlockRun(int number, Block block, BlockListener listener) {
        this.number = number;
        this.block = block;
        this.listener = listener;
        for (Stream stream : Stream.values()) {
            current.put(stream, Phase.LIBRARIES);
            live.put(stream, new LiveLines(text -> listener.output(stream == Stream.STDERR, text)));
        }
    }

    void begin() {
        synchronized (this) {
            begun = true;
            report(Phase.LIBRARIES);
        }
        listener.started();
    }

    synchronized boolean hasBegun() {
        return begun;
    }

    void data(Stream stream, byte[] bytes, int length) {
        if (inFile && stream == Stream.STDOUT) {
            listener.file(bytes, length);
            return;
        }
        boolean shown;
        synchronized (this) {
            PhaseReport report = report(phase(stream));
            (stream == Stream.STDOUT ? report.stdout : report.stderr).append(bytes, length);
            shown = report.phase != Phase.VERIFY;
        }
        if (shown) {
            lines(stream).append(bytes, length);
        }
    }

    void record(Stream stream, List<String> fields) {
        if (fields.getFirst().equals("progress")) {
            listener.progress(PhaseReport.field(fields, 1));
            return;
        }
        if (fields.getFirst().equals("file")) {
            inFile = PhaseReport.field(fields, 1).equals("begin");
            if (inFile) {
                listener.fileBegins();
            }
            return;
        }
        if (fields.getFirst().equals("phase")) {
            inFile = inFile && stream != Stream.STDOUT;
            lines(stream).flush();
        }
        synchronized (this) {
            switch (fields.getFirst()) {
                case "phase" -> enter(stream, Phase.of(PhaseReport.field(fields, 1)));
                case "warn" -> warnings.add(PhaseReport.field(fields, 1));
                case "library" -> brokenLibrary(fields);
                default -> report(phase(stream)).record(fields);
            }
        }
    }

    /// @return whether both streams have now told that it ended
    boolean end(Stream stream, List<String> fields) {
        lines(stream).flush();
        synchronized (this) {
            ended.add(stream);
            outcome = PhaseReport.field(fields, 2);
            endStatus = PhaseReport.number(PhaseReport.field(fields, 3));
            return ended.size() == Stream.values().length;
        }
    }

    void complete() {
        finish(verdict().result());
    }

    void complete(Status status, String message, String hint) {
        finish(verdict().endedBy(status, message, hint));
    }

    private void finish(BlockResult result) {
        timer.complete(null);
        future.complete(result);
    }

    private synchronized Verdict verdict() {
        return new Verdict(block, List.copyOf(phases.values()), List.copyOf(warnings), outcome, endStatus);
    }

    private void enter(Stream stream, Phase phase) {
        current.put(stream, phase);
        report(phase);
    }

    private void brokenLibrary(List<String> fields) {
        String message = "The shell library " + PhaseReport.field(fields, 1) + " can't be loaded";
        report(Phase.LIBRARIES).complain(new Complaint(message, "Standard error has what the shell says of it."));
    }

    private Phase phase(Stream stream) {
        return current.getOrDefault(stream, Phase.LIBRARIES);
    }

    private PhaseReport report(Phase phase) {
        return phases.computeIfAbsent(phase, PhaseReport::new);
    }

    private LiveLines lines(Stream stream) {
        return Objects.requireNonNull(live.get(stream));
    }
}
