package dev.podwright.playbook;

import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.source.Vault;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What all readers of one file share.
///
/// @param vault opens files of variables that are encrypted
/// @param files the file being read, last, after those that import it
/// @param notifications of the play being read
/// @param ofHandlers whether the steps being read are handlers
record Reading(
        TaskTypeLibrary library,
        Vault vault,
        Problems problems,
        List<Path> files,
        Notifications notifications,
        boolean ofHandlers) {
    Reading {
        files = List.copyOf(files);
    }

    static Reading of(Path file, TaskTypeLibrary library, Vault vault, Problems problems) {
        return new Reading(library, vault, problems, List.of(file), new Notifications(), false);
    }

    /// The folder of the file being read: every relative path in a file starts from there.
    Path folder() {
        Path parent = files.getLast().getParent();
        return parent == null ? Path.of("") : parent;
    }

    Reading into(Path file) {
        List<Path> deeper = Stream.concat(files.stream(), Stream.of(file)).toList();
        return new Reading(library, vault, problems, deeper, notifications, ofHandlers);
    }

    Reading forPlay() {
        return new Reading(library, vault, problems, files, new Notifications(), false);
    }

    Reading forHandlers() {
        return new Reading(library, vault, problems, files, notifications, true);
    }

    /// Whether a problem was already found within that place, so that another would only be its consequence.
    boolean isAlreadyWrong(Location place) {
        return problems.sorted().stream()
                .map(Problem::location)
                .anyMatch(at -> at.file().name().equals(place.file().name())
                        && at.line() == place.line()
                        && at.column() >= place.column()
                        && at.column() <= place.column() + place.length());
    }

    void problem(Location location, String message, String hint) {
        problems.add(location, message, hint);
    }
}
