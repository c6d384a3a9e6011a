package dev.podwright.source;

import java.util.Optional;

/// Reads YAML 1.1 as Ansible's users write it, safely: no object tags, limits on size, depth and aliases.
///
/// It differs from plain YAML 1.1 where that surprises: `22:22` is text (not base 60), `0644` and `08` are text (not
/// octal), `1_000` is text, `=` and `<<` keep their usual meaning (merge keys are resolved), dates are text.
public final class Yaml {
    private Yaml() {}

    /// Reads the one document of a file. Every syntax error and duplicate key becomes a problem with its place.
    ///
    /// @return the document, or empty where the file is empty or can't be read as YAML (then a problem was added)
    public static Optional<YamlNode> read(SourceFile file, Problems problems) {
        throw new UnsupportedOperationException("source/Yaml is being written");
    }
}
