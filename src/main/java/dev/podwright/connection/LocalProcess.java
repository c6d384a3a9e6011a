package dev.podwright.connection;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A process of this machine.
final class LocalProcess implements RemoteProcess {
    private final Process process;
    private final Consumer<LocalProcess> closed;

    LocalProcess(Process process, Consumer<LocalProcess> closed) {
        this.process = process;
        this.closed = closed;
    }

    @Override
    public OutputStream stdin() {
        return process.getOutputStream();
    }

    @Override
    public InputStream stdout() {
        return process.getInputStream();
    }

    @Override
    public InputStream stderr() {
        return process.getErrorStream();
    }

    @Override
    public OptionalInt waitFor(Duration limit) throws InterruptedException {
        boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        return ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
    }

    @Override
    public void close() {
        closed.accept(this);
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
    }
}
