package dev.podwright.connection;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import dev.podwright.connection.ConnectionException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A login on a host, and those on the hosts that lead to it.
///
/// @param sessions the host's own last
record SshConnection(SshSettings settings, List<Session> sessions) implements Connection {
    private static final Duration END_LIMIT = Duration.ofSeconds(30);

    @Override
    public RemoteProcess start(String command) throws ConnectionException {
        try {
            ChannelExec channel = (ChannelExec) session().openChannel("exec");
            return new SshProcess(channel, command, settings.connectTimeout());
        } catch (JSchException | IOException e) {
            String hint = isOpen() ? "Does sshd limit how many sessions a connection may have (MaxSessions)?" : "";
            throw new ConnectionException(
                    Kind.LOST, settings.place() + ": no command can be started: " + e.getMessage(), hint, e);
        }
    }

    /// The file goes through a command's standard input: that needs no SFTP server on the host, makes the file
    /// exclusively and closed to others from the start, and brings the checksum back in the same round trip.
    @Override
    public void upload(Path local, String remotePath) throws ConnectionException {
        String command = "exec sh -c " + ShellResource.quoted(ShellResource.UPLOAD.oneLine()) + " sh "
                + ShellResource.quoted(remotePath);
        try (RemoteProcess process = start(command)) {
            CompletableFuture<String> said = text(process.stdout());
            CompletableFuture<String> complaint = text(process.stderr());
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (OutputStream out = new DigestOutputStream(process.stdin(), digest)) {
                Files.copy(local, out);
            }
            int status = process.waitFor(END_LIMIT).orElse(-1);
            String checksum = HexFormat.of().formatHex(digest.digest());
            String answer = said.join().strip();
            String length = Long.toString(Files.size(local));
            if (status != 0 || !(answer.startsWith(checksum) || answer.equals(length))) {
                throw uploadFailed(local, remotePath, status, (complaint.join() + " " + answer).strip());
            }
        } catch (IOException e) {
            throw new ConnectionException(
                    Kind.LOST, settings.place() + ": " + local + " couldn't be sent: " + e.getMessage(), "", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionException(Kind.LOST, settings.place() + ": interrupted while a file was sent", "", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void remove(String remotePath) throws ConnectionException {
        String command = "exec sh -c " + ShellResource.quoted(ShellResource.REMOVE.oneLine()) + " sh "
                + ShellResource.quoted(remotePath);
        try (RemoteProcess process = start(command)) {
            process.stdin().close();
            process.waitFor(END_LIMIT);
        } catch (IOException e) {
            throw new ConnectionException(
                    Kind.LOST, settings.place() + ": " + remotePath + " couldn't be removed: " + e.getMessage(), "", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private ConnectionException uploadFailed(Path local, String remotePath, int status, String said) {
        String reason = status == 0 ? "what arrived isn't what was sent: " : "status " + status + ": ";
        return new ConnectionException(
                Kind.LOST,
                settings.place() + ": " + local + " couldn't be copied to " + remotePath + " (" + reason + said + ")",
                "");
    }

    private static CompletableFuture<String> text(InputStream in) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread _ = Thread.startVirtualThread(() -> {
            try {
                text.complete(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                text.complete(String.valueOf(e.getMessage()));
            }
        });
        return text;
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
