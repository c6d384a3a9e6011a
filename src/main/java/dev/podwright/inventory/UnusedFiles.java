package dev.podwright.inventory;

import dev.podwright.inventory.Host.VariableSource;
import dev.podwright.source.Problems;
import dev.podwright.source.Vault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The entries of `group_vars/` and `host_vars/` whose group or host isn't known, but may come to be while a run goes
/// on. They are read when that happens. Immutable.
final class UnusedFiles {
    private final Map<String, List<Path>> ofGroups;
    private final Map<String, List<Path>> ofHosts;

    private UnusedFiles(Map<String, List<Path>> ofGroups, Map<String, List<Path>> ofHosts) {
        this.ofGroups = copy(ofGroups);
        this.ofHosts = copy(ofHosts);
    }

    private static Map<String, List<Path>> copy(Map<String, List<Path>> files) {
        Map<String, List<Path>> copy = new LinkedHashMap<>(files);
        copy.replaceAll((_, paths) -> List.copyOf(paths));
        return copy;
    }

    List<VariableSource> ofGroup(String name, Vault vault, Problems problems) {
        return read(ofGroups.getOrDefault(name, List.of()), vault, problems);
    }

    List<VariableSource> ofHost(String name, Vault vault, Problems problems) {
        return read(ofHosts.getOrDefault(name, List.of()), vault, problems);
    }

    boolean haveHost(String name) {
        return ofHosts.containsKey(name);
    }

    private static List<VariableSource> read(List<Path> paths, Vault vault, Problems problems) {
        VariableFile reader = new VariableFile(vault, problems);
        return paths.stream().flatMap(path -> reader.read(path).stream()).toList();
    }

    /// Collects them while an inventory is read.
    static final class Collector {
        private final Map<String, List<Path>> ofGroups = new LinkedHashMap<>();
        private final Map<String, List<Path>> ofHosts = new LinkedHashMap<>();

        void group(String name, Path path) {
            ofGroups.computeIfAbsent(name, _ -> new ArrayList<>()).add(path);
        }

        void host(String name, Path path) {
            ofHosts.computeIfAbsent(name, _ -> new ArrayList<>()).add(path);
        }

        UnusedFiles files() {
            return new UnusedFiles(ofGroups, ofHosts);
        }
    }
}
