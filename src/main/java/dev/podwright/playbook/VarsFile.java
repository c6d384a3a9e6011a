package dev.podwright.playbook;

import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.Vault;
import dev.podwright.source.YamlNode;
import dev.podwright.template.ValueTemplate;
import java.nio.file.Path;
import java.util.Map;

/// A file of variables: one YAML map, or nothing.
public final class VarsFile {
    private VarsFile() {}

    /// Reads the variables; what is wrong with them is a problem in the file, and a missing file is one where it is
    /// named.
    ///
    /// @param vault opens a file that is encrypted as a whole
    public static Map<String, ValueTemplate> read(Path file, Location namedAt, Vault vault, Problems problems) {
        return YamlFiles.open(file, namedAt, problems)
                .flatMap(source -> vault.open(source, problems))
                .flatMap(source -> YamlFiles.root(source, problems))
                .map(root -> variables(root, problems))
                .orElse(Map.of());
    }

    private static Map<String, ValueTemplate> variables(YamlNode root, Problems problems) {
        if (root instanceof YamlNode.Mapping map) {
            return KeywordsReader.allVariables(map, problems);
        }
        problems.add(
                root.location(),
                "a file of variables must be a map, not " + root.kind(),
                "write \"name: value\" lines");
        return Map.of();
    }
}
