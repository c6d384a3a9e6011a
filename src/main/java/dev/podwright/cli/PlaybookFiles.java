package dev.podwright.cli;

import dev.podwright.playbook.Playbook;
import dev.podwright.playbook.PlaybookReader;
import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.Suggestions;
import dev.podwright.source.Vault;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Playbooks in files.
record PlaybookFiles(List<Path> files) implements PlaybookSource {
    PlaybookFiles {
        files = List.copyOf(files);
    }

    static PlaybookFiles named(List<String> names) {
        return new PlaybookFiles(names.stream().map(Path::of).toList());
    }

    @Override
    public List<Playbook> read(TaskTypeLibrary library, Vault vault, Problems problems) {
        List<Playbook> playbooks = new ArrayList<>();
        for (Path file : files) {
            if (Files.isRegularFile(file) && Files.isReadable(file)) {
                PlaybookReader.read(file, library, vault, problems).ifPresent(playbooks::add);
            } else {
                problems.add(
                        Location.named(file.toString()), "there is no playbook here that can be read", nearest(file));
            }
        }
        return playbooks;
    }

    /// A file of the folder whose name is nearly the same.
    private static String nearest(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return "there is no such folder either";
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(other -> other.getFileName().toString())
                    .toList();
            return Suggestions.didYouMean(String.valueOf(file.getFileName()), names, "podwright init begins a project");
        } catch (IOException _) {
            return "";
        }
    }

    @Override
    public List<Path> folders() {
        Set<Path> folders = new LinkedHashSet<>();
        for (Path file : files) {
            Path folder = file.getParent();
            folders.add(folder == null ? Path.of("") : folder);
        }
        return List.copyOf(folders);
    }
}
