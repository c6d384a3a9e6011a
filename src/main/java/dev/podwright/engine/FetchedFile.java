package dev.podwright.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/// A file that comes from a host: it is written beside its target, readable by its owner alone, and put in place when
/// it is whole. Written by a shell's reader, finished by the host's thread. Thread-safe.
final class FetchedFile {
    private final Path target;
    private Optional<Path> temporary = Optional.empty();
    private Optional<OutputStream> out = Optional.empty();
    private MessageDigest digest = LocalFiles.digest();
    private Optional<IOException> failure = Optional.empty();

    FetchedFile(Path target) {
        this.target = target;
    }

    /// What has come so far is void.
    synchronized void begin() {
        discard();
        failure = Optional.empty();
        digest = LocalFiles.digest();
        try {
            Path folder = target.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path file = Files.createTempFile(folder, ".podwright-", "");
            temporary = Optional.of(file);
            out = Optional.of(new DigestOutputStream(Files.newOutputStream(file), digest));
        } catch (IOException e) {
            failure = Optional.of(e);
        }
    }

    synchronized void write(byte[] bytes, int length) {
        if (failure.isPresent() || out.isEmpty()) {
            return;
        }
        try {
            out.get().write(bytes, 0, length);
        } catch (IOException e) {
            failure = Optional.of(e);
        }
    }

    /// Puts the file in place.
    ///
    /// @param sha256 what the host says of it
    /// @return why it can't be, if so
    synchronized Optional<String> finish(String sha256) {
        try {
            if (failure.isPresent()) {
                throw failure.get();
            }
            if (out.isEmpty()) {
                return Optional.of("the host sent no file");
            }
            out.get().close();
            String came = HexFormat.of().formatHex(digest.digest());
            if (!came.equals(sha256)) {
                return Optional.of("what came isn't what the host has: sha256 " + came + ", not " + sha256);
            }
            Files.move(temporary.orElseThrow(), target, StandardCopyOption.ATOMIC_MOVE);
            temporary = Optional.empty();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(target + " can't be written: " + e.getMessage());
        } finally {
            discard();
        }
    }

    /// Removes what has come and isn't wanted.
    synchronized void discard() {
        try {
            if (out.isPresent()) {
                out.get().close();
            }
            if (temporary.isPresent()) {
                Files.deleteIfExists(temporary.get());
            }
        } catch (IOException e) {
            failure = Optional.of(e);
        }
        out = Optional.empty();
        temporary = Optional.empty();
    }
}
