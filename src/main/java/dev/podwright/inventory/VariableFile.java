package dev.podwright.inventory;

import dev.podwright.inventory.Host.VariableSource;
import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.Reason;
import dev.podwright.source.SourceFile;
import dev.podwright.source.Vault;
import dev.podwright.source.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads one entry of `group_vars/` or `host_vars/`: a file `NAME`, `NAME.yml`, `NAME.yaml` or `NAME.json`, or a folder
/// `NAME` of such files, which is read in alphabetical order.
record VariableFile(Vault vault, Problems problems) {
    private static final Pattern ENDING = Pattern.compile("\\.(yml|yaml|json)$");
    private static final Pattern IGNORED = Pattern.compile("\\..*|.*~|.*\\.(bak|swp|orig|md|txt|pyc)");

    List<VariableSource> read(Path path) {
        if (Files.isDirectory(path)) {
            return entries(path)
                    .filter(file -> Files.isDirectory(file) || hasVariables(file))
                    .flatMap(file -> read(file).stream())
                    .toList();
        }
        try {
            return read(SourceFile.read(path));
        } catch (UncheckedIOException e) {
            problems.add(Location.named(path.toString()), "can't read this file: " + Reason.of(e));
            return List.of();
        }
    }

    private List<VariableSource> read(SourceFile file) {
        return vault
                .open(file, problems)
                .flatMap(open -> Yaml.read(open, problems))
                .flatMap(node -> new VariableSources(problems).read("", node))
                .stream()
                .toList();
    }

    /// The files and folders with variables in a folder, sorted; a folder comes before files of its name.
    Stream<Path> entries(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found
                    .filter(path ->
                            !IGNORED.matcher(String.valueOf(path.getFileName())).matches())
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            problems.add(Location.named(folder.toString()), "can't list this folder: " + e.getMessage());
            return Stream.empty();
        }
    }

    private static boolean hasVariables(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.indexOf('.') < 0 || ENDING.matcher(name).find();
    }

    /// The name of the group or host that an entry speaks of.
    static String nameOf(Path path) {
        String name = String.valueOf(path.getFileName());
        return Files.isDirectory(path) ? name : ENDING.matcher(name).replaceFirst("");
    }
}
