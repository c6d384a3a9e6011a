package dev.podwright.connection;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Counts what goes over the connections that another connector makes.
public final class CountingConnector implements Connector {
    private final Connector connector;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger shells = new AtomicInteger();
    private final AtomicInteger roundTrips = new AtomicInteger();
    private volatile CountDownLatch closed = new CountDownLatch(1);

    public CountingConnector(Connector connector) {
        this.connector = connector;
    }

    @Override
    public Connection connect(Target target) throws ConnectionException {
        Connection connection = connector.connect(target);
        connections.incrementAndGet();
        closed = new CountDownLatch(1);
        return new Counted(connection);
    }

    /// How many connections were made.
    public int connections() {
        return connections.get();
    }

    /// How many processes were started on them.
    public int shells() {
        return shells.get();
    }

    /// How often something was sent to a shell after the answer to what was sent before had come to its end: each time
    /// the way there and back was waited for. What is sent without waiting counts as one.
    public int roundTrips() {
        return roundTrips.get();
    }

    /// Waits until the connection that was made last is closed.
    public boolean awaitClosed() throws InterruptedException {
        return closed.await(30, TimeUnit.SECONDS);
    }

    private final class Counted extends ForwardingConnection {
        Counted(Connection connection) {
            super(connection);
        }

        @Override
        public RemoteProcess start(String command) throws ConnectionException {
            shells.incrementAndGet();
            return new CountedProcess(connection.start(command));
        }

        @Override
        public void close() {
            connection.close();
            closed.countDown();
        }
    }

    private final class CountedProcess implements RemoteProcess {
        private final RemoteProcess process;
        /// Whether an answer has come to its end since something was sent.
        private boolean answered = true;

        private String tail = "";

        CountedProcess(RemoteProcess process) {
            this.process = process;
        }

        private synchronized void sent() {
            if (answered) {
                answered = false;
                roundTrips.incrementAndGet();
            }
        }

        /// The shell's own word for the end of a block stands between two marks.
        private synchronized void came(byte[] bytes, int offset, int length) {
            String text = tail + new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
            if (text.matches("(?s).*\\x1e[0-9a-zA-Z]+\\x1e?end\\x1e.*")) {
                answered = true;
                tail = "";
            } else {
                tail = text.substring(Math.max(0, text.length() - 100));
            }
        }

        @Override
        public OutputStream stdin() {
            return new FilterOutputStream(process.stdin()) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    sent();
                    out.write(bytes, offset, length);
                }
            };
        }

        @Override
        public InputStream stdout() {
            return new FilterInputStream(process.stdout()) {
                @Override
                public int read(byte[] bytes, int offset, int length) throws IOException {
                    int count = super.read(bytes, offset, length);
                    if (count > 0) {
                        came(bytes, offset, count);
                    }
                    return count;
                }
            };
        }

        @Override
        public InputStream stderr() {
            return process.stderr();
        }

        @Override
        public OptionalInt waitFor(Duration limit) throws InterruptedException {
            return process.waitFor(limit);
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
