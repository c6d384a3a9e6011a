package dev.podwright.connection;

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
import java.util.concurrent.CompletableFuture;

/// Files that go to a host through a command's standard input: that needs no SFTP server there, makes the file
/// exclusively and closed to others from the start, and brings the checksum back in the same round trip.
///
/// @param place what the host is called in messages
record CommandFiles(Connection connection, String place) {
    private static final Duration END_LIMIT = Duration.ofSeconds(30);

    void upload(Path local, String remotePath) throws ConnectionException {
        try (RemoteProcess process = connection.start(command(ShellResource.UPLOAD, remotePath))) {
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
                    Kind.LOST, place + ": " + local + " couldn't be sent: " + e.getMessage(), "", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionException(Kind.LOST, place + ": interrupted while a file was sent", "", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void remove(String remotePath) throws ConnectionException {
        try (RemoteProcess process = connection.start(command(ShellResource.REMOVE, remotePath))) {
            process.stdin().close();
            process.waitFor(END_LIMIT);
        } catch (IOException e) {
            throw new ConnectionException(
                    Kind.LOST, place + ": " + remotePath + " couldn't be removed: " + e.getMessage(), "", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static String command(ShellResource script, String remotePath) {
        return "exec sh -c " + ShellResource.quoted(script.oneLine()) + " sh " + ShellResource.quoted(remotePath);
    }

    private ConnectionException uploadFailed(Path local, String remotePath, int status, String said) {
        String reason = status == 0 ? "what arrived isn't what was sent: " : "status " + status + ": ";
        return new ConnectionException(
                Kind.LOST,
                place + ": " + local + " couldn't be copied to " + remotePath + " (" + reason + said + ")",
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
}
