package dev.podwright.connection;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import dev.podwright.connection.ConnectionException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A login on a host, and those on the hosts that lead to it.
///
/// @param sessions the host's own last
record SshConnection(SshSettings settings, List<Session> sessions) implements Connection {
    @Override
    public RemoteProcess start(String command) throws ConnectionException {
        try {
            return new SshProcess(channel(), command);
        } catch (JSchException | IOException e) {
            String hint = isOpen() ? "Does sshd limit how many sessions a connection may have (MaxSessions)?" : "";
            throw new ConnectionException(
                    Kind.LOST, settings.place() + ": no command can be started: " + e.getMessage(), hint, e);
        }
    }

    /// Where the connection is being closed at this very moment, JSch gives no channel and doesn't say why.
    private ChannelExec channel() throws JSchException, IOException {
        if (session().openChannel("exec") instanceof ChannelExec channel) {
            return channel;
        }
        throw new IOException("the connection is being closed");
    }

    @Override
    public Optional<SshTransport> transport() {
        return Optional.of(new SshTransport(
                settings.user(),
                settings.address(),
                settings.port(),
                session().getKexAlgorithm(),
                session().getCipherAlgorithmC2S(),
                session().getServerHostKeyAlgorithm()));
    }

    @Override
    public void upload(Path local, String remotePath) throws ConnectionException {
        files().upload(local, remotePath);
    }

    @Override
    public void remove(String remotePath) throws ConnectionException {
        files().remove(remotePath);
    }

    private CommandFiles files() {
        return new CommandFiles(this, settings.place());
    }

    @Override
    public boolean isOpen() {
        return sessions.stream().allMatch(Session::isConnected);
    }

    @Override
    public void close() {
        sessions.reversed().forEach(Session::disconnect);
    }

    private Session session() {
        return sessions.getLast();
    }
}
