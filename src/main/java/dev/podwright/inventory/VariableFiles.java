package dev.podwright.inventory;

import dev.podwright.inventory.Host.VariableSource;
import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.Reason;
import dev.podwright.source.SourceFile;
import dev.podwright.source.Suggestions;
import dev.podwright.source.Vault;
import dev.podwright.source.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads `group_vars/` and `host_vars/`: a file `NAME`, `NAME.yml`, `NAME.yaml` or `NAME.json`, or a folder
/// `NAME` of such files, which is read in alphabetical order.
final class VariableFiles {
    private static final Pattern ENDING = Pattern.compile("\\.(yml|yaml|json)$");
    private static final Pattern IGNORED = Pattern.compile("\\..*|.*~|.*\\.(bak|swp|orig|md|txt|pyc)");

    private final InventoryBuilder builder;
    private final VariableSources variables;
    private final Vault vault;
    private final Problems problems;
    private final Map<String, List<VariableSource>> ofUnknownHosts = new LinkedHashMap<>();

    VariableFiles(InventoryBuilder builder, VariableSources variables, Vault vault, Problems problems) {
        this.builder = builder;
        this.variables = variables;
        this.vault = vault;
        this.problems = problems;
    }

    /// Adds what the files in a folder say to the groups and hosts that are known.
    ///
    /// @param complete whether the inventory itself lies in the folder, so that names it doesn't know are mistakes
    void read(Path folder, boolean complete) {
        entries(folder.resolve("group_vars")).forEach(path -> {
            String group = nameOf(path);
            if (builder.hasGroup(group)) {
                sources(path).forEach(source -> builder.groupVariables(group, source));
            } else if (complete) {
                warnOfUnknown("group", group, path, builder.groupNames());
            }
        });
        entries(folder.resolve("host_vars")).forEach(path -> {
            String host = nameOf(path);
            if (builder.hasHost(host)) {
                sources(path).forEach(source -> builder.hostVariables(host, source));
            } else if (isLocal(host)) {
                ofUnknownHosts.computeIfAbsent(host, _ -> new ArrayList<>()).addAll(sources(path));
            } else if (complete) {
                warnOfUnknown("host", host, path, builder.hostNames());
            }
        });
    }

    /// What `host_vars/` says of a host that the inventory doesn't name.
    List<VariableSource> ofImplicitHost(String name) {
        return ofUnknownHosts.getOrDefault(name, List.of());
    }

    private static boolean isLocal(String host) {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("::1");
    }

    private void warnOfUnknown(String kind, String name, Path path, Set<String> known) {
        Suggestions.nearest(name, known)
                .ifPresent(nearest -> problems.warn(
                        Location.named(path.toString()),
                        "there is no %s \"%s\", so this file is not used".formatted(kind, name),
                        "did you mean \"%s\"?".formatted(nearest)));
    }

    private List<VariableSource> sources(Path path) {
        if (Files.isDirectory(path)) {
            return entries(path)
                    .filter(file -> Files.isDirectory(file) || hasVariables(file))
                    .flatMap(file -> sources(file).stream())
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
                .flatMap(node -> variables.read("", node))
                .stream()
                .toList();
    }

    /// The files and folders with variables in a folder, sorted; a folder comes before files of its name.
    private Stream<Path> entries(Path folder) {
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

    private static String nameOf(Path path) {
        String name = String.valueOf(path.getFileName());
        return Files.isDirectory(path) ? name : ENDING.matcher(name).replaceFirst("");
    }
}
