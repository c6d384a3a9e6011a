package dev.podwright.playbook;

import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import dev.podwright.source.Vault;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Reads playbooks. All that can be wrong without a host becomes a problem with its place.
public final class PlaybookReader {
    private PlaybookReader() {}

    /// @return the playbook, or empty where it is too broken to be read at all; either way its problems were added
    public static Optional<Playbook> read(Path file, TaskTypeLibrary library, Problems problems) {
        return read(file, library, Vault.LOCKED, problems);
    }

    /// A playbook that stands in no file.
    ///
    /// @param text as in a file; its name is what messages call it
    /// @param folder where relative paths in it begin
    public static Playbook read(SourceFile text, Path folder, TaskTypeLibrary library, Vault vault, Problems problems) {
        Reading reading = Reading.of(folder.resolve(text.name()), library, vault, problems);
        List<Play> plays = YamlFiles.root(text, problems)
                .map(root -> new PlaysReader(reading).read(root))
                .orElse(List.of());
        return new Playbook(text, plays);
    }

    /// @param vault opens files of variables that are encrypted
    public static Optional<Playbook> read(Path file, TaskTypeLibrary library, Vault vault, Problems problems) {
        return YamlFiles.read(file, Location.named(file.toString()), vault, problems)
                .map(document -> new Playbook(
                        document.file(),
                        new PlaysReader(Reading.of(file, library, vault, problems)).read(document.root())));
    }
}
