package dev.podwright.connection;

import com.jcraft.jsch.SocketFactory;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Says which version of SSH it is as soon as the connection stands, as OpenSSH does: the server then begins the key
/// exchange without waiting for it. JSch by itself waits for the server's word first, which costs a round trip.
final class VersionAhead implements SocketFactory {
    private final byte[] version;
    private final Duration limit;

    /// @param version what JSch is going to say
    VersionAhead(String version, Duration limit) {
        this.version = (version + "\r\n").getBytes(StandardCharsets.US_ASCII);
        this.limit = limit;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(host, port), Math.toIntExact(limit.toMillis()));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public InputStream getInputStream(Socket socket) throws IOException {
        return socket.getInputStream();
    }

    @Override
    public OutputStream getOutputStream(Socket socket) throws IOException {
        return said(socket.getOutputStream());
    }

    /// The same stream, on which the version has been said.
    OutputStream said(OutputStream out) throws IOException {
        out.write(version);
        out.flush();
        return new Said(out);
    }

    /// Lets through all but the version, which comes first.
    private final class Said extends FilterOutputStream {
        private int swallowed;

        Said(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            int at = from;
            while (swallowed < version.length && at < from + length) {
                if (bytes[at++] != version[swallowed++]) {
                    throw new IOException("the SSH library begins otherwise than it says");
                }
            }
            out.write(bytes, at, from + length - at);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }
    }
}
