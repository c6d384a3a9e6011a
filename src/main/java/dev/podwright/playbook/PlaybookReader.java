package dev.podwright.playbook;

import dev.podwright.source.Problems;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.nio.file.Path;
import java.util.Optional;

/// Reads playbooks. All that can be wrong without a host becomes a problem with its place.
public final class PlaybookReader {
    private PlaybookReader() {}

    /// @return the playbook, or empty where it is too broken to be read at all; either way its problems were added
    public static Optional<Playbook> read(Path file, TaskTypeLibrary library, Problems problems) {
        throw new UnsupportedOperationException("playbook/PlaybookReader is being written");
    }
}
