package dev.podwright.report;

import dev.podwright.source.InvalidInputException;
import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The journals that were kept in a folder, one a run.
record Journals(Path folder) {
    private static final Set<String> NEWEST = Set.of(Journal.LATEST, "last");
    private static final int SUGGESTED = 5;

    /// @param stateFolder such as [Journal#stateFolder] gives
    static Journals of(Path stateFolder) {
        return new Journals(Journal.folder(stateFolder));
    }

    /// The journal of a run.
    ///
    /// @param run its id, the beginning of it, or `latest`
    /// @param place what names the run, for messages
    /// @throws InvalidInputException where there is no such run, or several
    Path find(String run, Location place) {
        List<String> ids = newestFirst();
        if (NEWEST.contains(run) && !ids.isEmpty()) {
            return newest(ids);
        }
        List<String> found = ids.contains(run)
                ? List.of(run)
                : ids.stream().filter(id -> id.startsWith(run)).toList();
        if (found.size() == 1) {
            return file(found.getFirst());
        }
        throw new InvalidInputException(
                found.isEmpty()
                        ? new Problem(place, "there is no journal of such a run", hint(ids))
                        : new Problem(
                                place,
                                "there are %d runs of that beginning".formatted(found.size()),
                                "write more of one: " + some(found)));
    }

    /// Runs of one second are told apart by what points to the newest.
    private Path newest(List<String> ids) {
        Path pointed = file(Journal.LATEST);
        return Files.isRegularFile(pointed) ? pointed : file(ids.getFirst());
    }

    /// The runs' ids. They begin with the run's time.
    List<String> newestFirst() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !Files.isSymbolicLink(file))
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(Journal.SUFFIX))
                    .map(name -> name.substring(0, name.length() - Journal.SUFFIX.length()))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new InvalidInputException(
                    new Problem(Location.named(folder.toString()), "the journals can't be listed: " + e));
        }
    }

    Path file(String id) {
        return folder.resolve(id + Journal.SUFFIX);
    }

    private String hint(List<String> ids) {
        return ids.isEmpty() ? "no run was kept in " + folder : "the latest runs: " + some(ids);
    }

    private static String some(List<String> ids) {
        return String.join(", ", ids.stream().limit(SUGGESTED).toList());
    }
}
