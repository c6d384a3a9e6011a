package dev.podwright.cost;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// Stands between a client and a server and lets them talk in turns only: what both have said is passed on when neither
/// has anything to add. So it counts how often the client waits for an answer, however fast the machine is: everything
/// that doesn't depend on an answer goes along in the same turn.
final class LockStepProxy implements AutoCloseable {
    /// After so long without a word there is nothing to add.
    private static final long QUIET_MILLIS = 120;

    private final ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final int serverPort;
    private int turns;
    private long bytes;

    LockStepProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        Thread.ofPlatform().daemon().name("lock-step").start(this::serve);
    }

    int port() {
        return listening.getLocalPort();
    }

    /// How often the client has said something.
    synchronized int turns() {
        return turns;
    }

    /// How much it has said.
    synchronized long bytes() {
        return bytes;
    }

    private void serve() {
        try (Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Side fromClient = new Side(client.getInputStream());
            Side fromServer = new Side(server.getInputStream());
            while (!fromClient.hasEnded() && !fromServer.hasEnded()) {
                awaitQuiet(fromClient, fromServer);
                byte[] said = fromClient.take();
                byte[] answered = fromServer.take();
                count(said.length);
                pass(said, server.getOutputStream());
                pass(answered, client.getOutputStream());
            }
        } catch (IOException e) {
            // One of both has gone, or this was closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitQuiet(Side one, Side other) throws InterruptedException {
        while (one.quietFor() < QUIET_MILLIS
                || other.quietFor() < QUIET_MILLIS
                || (one.isEmpty() && other.isEmpty() && !one.hasEnded() && !other.hasEnded())) {
            Thread.sleep(5);
        }
    }

    private synchronized void count(int length) {
        bytes += length;
        if (length > 0) {
            turns++;
        }
    }

    private static void pass(byte[] text, OutputStream out) throws IOException {
        out.write(text);
        out.flush();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What one side has said and wasn't passed on yet.
    private static final class Side {
        private final ByteArrayOutputStream said = new ByteArrayOutputStream();
        private long last = System.nanoTime();
        private boolean ended;

        Side(InputStream in) {
            Thread.ofPlatform().daemon().start(() -> read(in));
        }

        private void read(InputStream in) {
            byte[] buffer = new byte[1 << 16];
            try {
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    hear(buffer, count);
                }
            } catch (IOException e) {
                // As good as an end.
            }
            end();
        }

        private synchronized void hear(byte[] buffer, int count) {
            said.write(buffer, 0, count);
            last = System.nanoTime();
        }

        private synchronized void end() {
            ended = true;
        }

        synchronized boolean hasEnded() {
            return ended && said.size() == 0;
        }

        synchronized boolean isEmpty() {
            return said.size() == 0;
        }

        synchronized long quietFor() {
            return (System.nanoTime() - last) / 1_000_000;
        }

        synchronized byte[] take() {
            byte[] all = said.toByteArray();
            said.reset();
            return all;
        }
    }
}
