package dev.podwright.playbook;

import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import dev.podwright.source.Suggestions;
import dev.podwright.source.Vault;
import dev.podwright.source.Yaml;
import dev.podwright.source.YamlNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Opens the YAML files that the operator or another file names.
final class YamlFiles {
    private static final String FROM_WHERE = "relative paths start at the folder of the file they stand in";

    private YamlFiles() {}

    /// A file's content and its YAML.
    record Document(SourceFile file, YamlNode root) {}

    /// @param vault opens a file that is encrypted as a whole
    /// @param namedAt where the file is named; what is wrong with it as a file is a problem there
    static Optional<Document> read(Path path, Location namedAt, Vault vault, Problems problems) {
        return open(path, namedAt, problems)
                .flatMap(file -> vault.open(file, problems))
                .flatMap(file -> parse(file, problems));
    }

    private static Optional<Document> parse(SourceFile file, Problems problems) {
        int before = problems.count();
        Optional<YamlNode> root = root(file, problems);
        if (root.isEmpty() && problems.count() == before) {
            problems.add(file.whole(), "the file is empty");
        }
        return root.map(node -> new Document(file, node));
    }

    /// A file's YAML; empty where the file is, or where it has problems.
    static Optional<YamlNode> root(SourceFile file, Problems problems) {
        Optional<YamlNode> root = Yaml.read(file, problems).filter(node -> !Fields.isNothing(node));
        root.ifPresent(new ForeignSyntax(problems)::refuse);
        return root;
    }

    /// Opens a file; a missing or unreadable one is a problem where it is named.
    static Optional<SourceFile> open(Path path, Location namedAt, Problems problems) {
        if (!exists(path, namedAt, problems)) {
            return Optional.empty();
        }
        try {
            return Optional.of(SourceFile.read(path));
        } catch (UncheckedIOException _) {
            problems.add(namedAt, path + " can't be read", "see the file's permissions");
            return Optional.empty();
        }
    }

    /// Whether there is such a file; if not, that is a problem where it is named.
    static boolean exists(Path path, Location namedAt, Problems problems) {
        if (Files.isDirectory(path)) {
            problems.add(namedAt, path + " is a folder", "name a file in it");
            return false;
        }
        if (!Files.exists(path)) {
            problems.add(namedAt, "there is no file " + path, nearby(path));
            return false;
        }
        return true;
    }

    private static String nearby(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return FROM_WHERE;
        }
        return Suggestions.didYouMean(String.valueOf(path.getFileName()), names(folder), FROM_WHERE);
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        } catch (IOException _) {
            return List.of();
        }
    }
}
