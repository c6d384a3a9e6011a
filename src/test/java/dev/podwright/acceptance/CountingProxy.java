package dev.podwright.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// A TCP proxy on loopback that counts how often whoever connects through it waited for the other side: how often it
/// spoke again after that side had answered. It sees no more than a network does, so nothing can be left out of the
/// count.
final class CountingProxy implements AutoCloseable {
    private enum Side {
        CALLER,
        HOST
    }

    private final ServerSocket listening;
    private final int target;
    private final AtomicReference<Side> lastToSpeak = new AtomicReference<>(Side.HOST);
    private final AtomicInteger roundTrips = new AtomicInteger();

    private CountingProxy(ServerSocket listening, int target) {
        this.listening = listening;
        this.target = target;
    }

    /// @param target port on loopback
    static CountingProxy to(int target) throws IOException {
        CountingProxy proxy = new CountingProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
        Thread.startVirtualThread(proxy::serve);
        return proxy;
    }

    int port() {
        return listening.getLocalPort();
    }

    /// How many since the last call of this.
    int roundTrips() {
        return roundTrips.getAndSet(0);
    }

    private void serve() {
        try {
            while (true) {
                Socket caller = listening.accept();
                Socket host = new Socket(InetAddress.getLoopbackAddress(), target);
                Thread.startVirtualThread(() -> copy(caller, host, Side.CALLER));
                Thread.startVirtualThread(() -> copy(host, caller, Side.HOST));
            }
        } catch (IOException e) {
            if (!listening.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void copy(Socket from, Socket to, Side side) {
        byte[] buffer = new byte[65_536];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (lastToSpeak.getAndSet(side) == Side.HOST && side == Side.CALLER) {
                    roundTrips.incrementAndGet();
                }
                out.write(buffer, 0, count);
            }
        } catch (IOException _) {
            // One side has hung up, and now so has the other.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
