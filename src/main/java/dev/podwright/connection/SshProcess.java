package dev.podwright.connection;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;

/// A command on a host, on a channel of its own.
final class SshProcess implements RemoteProcess {
    /// JSch tells nobody when a channel closes, so it's asked.
    private static final Duration POLL = Duration.ofMillis(5);

    private final ChannelExec channel;
    private final OutputStream stdin;
    private final InputStream stdout;
    private final InputStream stderr;

    /// Returns once the channel is open, without waiting for the command to be accepted: what is written travels along
    /// with it. (With a limit of its own, JSch would ask for an answer and look for it every ten milliseconds.)
    SshProcess(ChannelExec channel, String command) throws IOException, JSchException {
        this.channel = channel;
        channel.setCommand(command);
        this.stdin = channel.getOutputStream();
        this.stdout = channel.getInputStream();
        this.stderr = channel.getErrStream();
        channel.connect();
    }

    @Override
    public OutputStream stdin() {
        return stdin;
    }

    @Override
    public InputStream stdout() {
        return stdout;
    }

    @Override
    public InputStream stderr() {
        return stderr;
    }

    @Override
    public OptionalInt waitFor(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!channel.isClosed() && System.nanoTime() < deadline) {
            Thread.sleep(POLL);
        }
        int status = channel.getExitStatus();
        return status < 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }

    @Override
    public void close() {
        channel.disconnect();
    }
}
