package dev.podwright.connection;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Proxy;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/// Reaches a host through another by a channel of its own, without a port that others on this machine could use.
final class JumpProxy implements Proxy {
    private final Session through;
    private final VersionAhead version;
    private @Nullable Channel channel;
    private @Nullable InputStream in;
    private @Nullable OutputStream out;

    JumpProxy(Session through, VersionAhead version) {
        this.through = through;
        this.version = version;
    }

    @Override
    public void connect(@Nullable SocketFactory factory, String host, int port, int timeout)
            throws JSchException, IOException {
        Channel forwarder = through.getStreamForwarder(host, port);
        channel = forwarder;
        in = forwarder.getInputStream();
        OutputStream unsaid = forwarder.getOutputStream();
        forwarder.connect(timeout);
        out = version.said(unsaid);
    }

    @Override
    public @Nullable InputStream getInputStream() {
        return in;
    }

    @Override
    public @Nullable OutputStream getOutputStream() {
        return out;
    }

    /// There is none; the session that leads here watches its own.
    @Override
    public @Nullable Socket getSocket() {
        return null;
    }

    @Override
    public void close() {
        if (channel != null) {
            channel.disconnect();
        }
    }
}
