package dev.podwright.report;

import dev.podwright.engine.RunEvent;
import dev.podwright.engine.RunListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Keeps a run's events under the state folder, as JSON lines that only their owner can read: `runs/<run>.jsonl`, and
/// `runs/latest.jsonl` that points to the newest. A journal that can't be written is a warning, never a run's end.
public final class Journal implements RunListener {
    static final String SUFFIX = ".jsonl";

    /// The name, before the suffix, of what points to the newest.
    static final String LATEST = "latest";

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path folder;
    private final Consumer<String> warn;
    private Optional<JsonLines> lines = Optional.empty();

    /// Where the journals of a state folder are.
    public static Path folder(Path stateFolder) {
        return stateFolder.resolve("runs");
    }

    /// @param stateFolder such as [#stateFolder] gives
    /// @param warn hears, at most once, why the journal isn't kept
    public Journal(Path stateFolder, Consumer<String> warn) {
        this.folder = folder(stateFolder);
        this.warn = warn;
    }

    /// `$XDG_STATE_HOME/podwright`, by default `~/.local/state/podwright`.
    public static Path stateFolder(Map<String, String> environment) {
        String base = environment.getOrDefault("XDG_STATE_HOME", "");
        Path state = base.startsWith("/")
                ? Path.of(base)
                : Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".local", "state");
        return state.resolve("podwright");
    }

    @Override
    public void on(RunEvent event) {
        try {
            if (event instanceof RunEvent.RunStarted started) {
                lines = Optional.of(open(started.runId()));
            }
            lines.ifPresent(writer -> writer.on(event));
        } catch (IOException | UncheckedIOException e) {
            lines = Optional.empty();
            warn.accept("this run's journal can't be kept in " + folder + ": " + reason(e));
        }
    }

    private JsonLines open(String runId) throws IOException {
        Files.createDirectories(folder, OWNER_ONLY_FOLDER);
        Path file = folder.resolve(runId + SUFFIX);
        var channel =
                Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY);
        point(file);
        return new JsonLines(Channels.newWriter(channel, StandardCharsets.UTF_8));
    }

    /// By a rename, so that there is never a moment without it.
    private void point(Path file) throws IOException {
        Path name = file.getFileName();
        Path pointer = folder.resolve("." + name + ".latest");
        Files.createSymbolicLink(pointer, name);
        Files.move(pointer, folder.resolve(LATEST + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String reason(Exception failure) {
        return failure instanceof UncheckedIOException unchecked
                ? String.valueOf(unchecked.getCause())
                : failure.toString();
    }
}
