package dev.podwright.connection;

import dev.podwright.connection.BlockRun.Stream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// One `sh` on a host and its three threads: a reader for each stream, and a writer, so that nobody who sends waits
/// for a host that doesn't read.
final class ShellProcess implements AutoCloseable {
    /// Called on the reader threads.
    interface Events {
        void begun(BlockRun run);

        void finished(BlockRun run);

        /// No more will come from this shell.
        void died(ShellProcess process);
    }

    private final RemoteProcess process;
    private final String word;
    private final Events events;
    private final Handshake handshake = new Handshake();
    private final BlockingQueue<Optional<byte[]>> toWrite = new LinkedBlockingQueue<>();
    private final Map<Integer, BlockRun> runs = new ConcurrentHashMap<>();
    private final Set<String> libraries = new HashSet<>();
    private final AtomicBoolean dead = new AtomicBoolean();

    ShellProcess(RemoteProcess process, String name, Events events) {
        this.process = process;
        this.word = RandomWord.next();
        this.events = events;
        start(name + " stdout", () -> read(process.stdout(), Stream.STDOUT));
        start(name + " stderr", () -> read(process.stderr(), Stream.STDERR));
        start(name + " stdin", this::write);
    }

    Handshake handshake() {
        return handshake;
    }

    RemoteProcess process() {
        return process;
    }

    /// Whether nothing more will come from it.
    boolean isDead() {
        return dead.get();
    }

    void sendPrelude() {
        send(ShellResource.PRELUDE.compact().replace("@MARK@", word));
    }

    /// Blocks reach the host in the order of these calls.
    synchronized void send(BlockRun run) {
        runs.put(run.number, run);
        send(BlockLine.of(run.number, run.block, libraries));
    }

    void send(String text) {
        toWrite.add(Optional.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        toWrite.add(Optional.empty());
        process.close();
    }

    private static void start(String name, Runnable work) {
        Thread.ofVirtual().name(name).start(work);
    }

    private void write() {
        try (OutputStream stdin = process.stdin()) {
            for (Optional<byte[]> next = toWrite.take(); next.isPresent(); next = toWrite.take()) {
                stdin.write(next.get());
                if (toWrite.isEmpty()) {
                    stdin.flush();
                }
            }
        } catch (IOException e) {
            // The host closed its end: its output ends too, and that is where it's told.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(InputStream in, Stream stream) {
        Router router = new Router(stream);
        MarkedStream marked = new MarkedStream(word, router);
        byte[] buffer = new byte[1 << 14];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                marked.accept(buffer, count);
            }
            marked.end();
        } catch (IOException e) {
            handshake.hear(Stream.STDERR, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // A listener threw. What is left is lost then, instead of waited for.
            process.close();
            throw e;
        } finally {
            ended(stream);
        }
    }

    private void ended(Stream stream) {
        handshake.end(stream);
        if (stream == Stream.STDOUT && !dead.getAndSet(true)) {
            events.died(this);
        }
    }

    /// Gives each record and each piece of output to the block that it belongs to; each stream knows by itself where
    /// that is.
    private final class Router implements MarkedStream.Sink {
        private final Stream stream;
        private @Nullable BlockRun run;

        Router(Stream stream) {
            this.stream = stream;
        }

        @Override
        public void record(List<String> fields) {
            switch (fields.getFirst()) {
                case "ready" -> handshake.ready(fields);
                case "begin" -> begin(PhaseReport.number(PhaseReport.field(fields, 1)));
                case "end" -> end(fields);
                default -> {
                    if (run != null) {
                        run.record(stream, fields);
                    }
                }
            }
        }

        @Override
        public void data(byte[] bytes, int length) {
            if (run != null) {
                run.data(stream, bytes, length);
            } else if (!handshake.isReady()) {
                handshake.hear(stream, new String(bytes, 0, length, StandardCharsets.UTF_8));
            }
        }

        private void begin(int number) {
            run = runs.get(number);
            if (run != null && stream == Stream.STDOUT) {
                run.begin();
                events.begun(run);
            }
        }

        private void end(List<String> fields) {
            BlockRun ended = run;
            run = null;
            if (ended != null && ended.end(stream, fields)) {
                runs.remove(ended.number);
                events.finished(ended);
            }
        }
    }
}
