package dev.podwright.playbook;

import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.Vault;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.nio.file.Path;
import java.util.Optional;

/// Reads playbooks. All that can be wrong without a host becomes a problem with its place.
public final class PlaybookReader {
    private PlaybookReader() {}

    /// @return the playbook, or empty where it is too broken to be read at all; either way its problems were added
    public static Optional<Playbook> read(Path file, TaskTypeLibrary library, Problems problems) {
        return read(file, library, Vault.LOCKED, problems);
    }

    /// @param vault opens files of variables that are encrypted
    public static Optional<Playbook> read(Path file, TaskTypeLibrary library, Vault vault, Problems problems) {
        return YamlFiles.read(file, Location.named(file.toString()), problems)
                .map(document -> new Playbook(
                        document.file(),
                        new PlaysReader(Reading.of(file, library, vault, problems)).read(document.root())));
    }
}
