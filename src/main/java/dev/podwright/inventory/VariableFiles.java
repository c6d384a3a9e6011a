package dev.podwright.inventory;

import dev.podwright.inventory.Host.VariableSource;
import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.Suggestions;
import dev.podwright.source.Vault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads `group_vars/` and `host_vars/`, each entry as [VariableFile] does.
final class VariableFiles {
    private final InventoryBuilder builder;
    private final VariableFile reader;
    private final Problems problems;
    private final UnusedFiles.Collector unused = new UnusedFiles.Collector();
    private final Map<String, List<VariableSource>> ofUnknownHosts = new LinkedHashMap<>();

    VariableFiles(InventoryBuilder builder, Vault vault, Problems problems) {
        this.builder = builder;
        this.reader = new VariableFile(vault, problems);
        this.problems = problems;
    }

    /// Adds what the files in a folder say to the groups and hosts that are known.
    ///
    /// @param complete whether the inventory itself lies in the folder, so that names it doesn't know are mistakes
    void read(Path folder, boolean complete) {
        reader.entries(folder.resolve("group_vars")).forEach(path -> {
            String group = VariableFile.nameOf(path);
            if (builder.hasGroup(group)) {
                reader.read(path).forEach(source -> builder.groupVariables(group, source));
            } else {
                unused.group(group, path);
                warnOfUnknown("group", group, path, complete ? builder.groupNames() : Set.of());
            }
        });
        reader.entries(folder.resolve("host_vars")).forEach(path -> {
            String host = VariableFile.nameOf(path);
            if (builder.hasHost(host)) {
                reader.read(path).forEach(source -> builder.hostVariables(host, source));
            } else if (isLocal(host)) {
                ofUnknownHosts.computeIfAbsent(host, _ -> new ArrayList<>()).addAll(reader.read(path));
            } else {
                unused.host(host, path);
                warnOfUnknown("host", host, path, complete ? builder.hostNames() : Set.of());
            }
        });
    }

    /// What `host_vars/` says of a host that the inventory doesn't name.
    List<VariableSource> ofImplicitHost(String name) {
        return ofUnknownHosts.getOrDefault(name, List.of());
    }

    /// What speaks of groups and hosts that the inventory doesn't have.
    UnusedFiles unused() {
        return unused.files();
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
}
