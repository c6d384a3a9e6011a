package dev.podwright.cli;

import dev.podwright.source.InvalidInputException;
import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.source.Reason;
import dev.podwright.source.SourceFile;
import dev.podwright.source.Suggestions;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Copies built-in templates out, to be customized.
///
/// @param replace whether files that are there already are overwritten
record TemplateEjection(TaskTypeLibrary library, Path folder, boolean replace) {
    private static final String MODELINE = "# yaml-language-server:";

    /// @param names of task types (all their files), or of single files such as `lib/docker.sh`
    /// @return the files that were written
    /// @throws InvalidInputException with every name that isn't known and every file that is in the way, before
    ///     anything is written
    List<Path> eject(List<String> names) {
        SortedMap<String, SourceFile> wanted = wanted(names);
        if (!replace) {
            refuseToReplace(wanted.keySet());
        }
        List<Path> written = new ArrayList<>();
        wanted.forEach((path, file) -> written.add(write(folder.resolve(path), withoutModeline(file.text()))));
        return written;
    }

    /// The line by which editors find the schema of manifests names a file of Podwright's own sources.
    private static String withoutModeline(String text) {
        return text.startsWith(MODELINE) ? text.substring(text.indexOf('\n') + 1) : text;
    }

    private SortedMap<String, SourceFile> wanted(List<String> names) {
        SortedMap<String, SourceFile> wanted = new TreeMap<>();
        Problems problems = new Problems();
        for (String name : names) {
            Map<String, SourceFile> files = of(name);
            if (files.isEmpty()) {
                problems.add(
                        Location.named(name),
                        "there is no built-in template of this name",
                        Suggestions.didYouMean(name, known(), "podwright templates lists them"));
            }
            wanted.putAll(files);
        }
        problems.throwIfAny();
        return wanted;
    }

    private Map<String, SourceFile> of(String name) {
        SortedMap<String, SourceFile> files = library.builtInFiles();
        SourceFile file = files.get(name);
        // '0' is the character behind '/'.
        return file == null ? files.subMap(name + "/", name + "0") : Map.of(name, file);
    }

    private Set<String> known() {
        Set<String> known = new TreeSet<>(library.names());
        known.addAll(library.builtInFiles().keySet());
        return known;
    }

    private void refuseToReplace(Set<String> paths) {
        Problems problems = new Problems();
        for (String path : paths) {
            Path file = folder.resolve(path);
            if (Files.exists(file)) {
                problems.add(
                        Location.named(file.toString()),
                        "this file is there already",
                        "--force replaces it, and what was changed in it");
            }
        }
        problems.throwIfAny();
    }

    private static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new InvalidInputException(
                    new Problem(Location.named(file.toString()), "the file can't be written: " + Reason.of(e), ""));
        }
    }
}
