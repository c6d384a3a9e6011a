package dev.podwright.tasktype;

import dev.podwright.source.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One place where task types are: a folder, or the built-in ones.
sealed interface TemplateFiles {
    /// @param path below the templates folder, such as `run_container/task.yml`
    /// @throws UncheckedIOException where the file is there but can't be read
    Optional<SourceFile> file(String path);

    /// The names of the folders in it.
    Set<String> folders();

    record Folder(Path root) implements TemplateFiles {
        @Override
        public Optional<SourceFile> file(String path) {
            Path file = root.resolve(path);
            return Files.isRegularFile(file) ? Optional.of(SourceFile.read(file)) : Optional.empty();
        }

        @Override
        public Set<String> folders() {
            if (!Files.isDirectory(root)) {
                return Set.of();
            }
            try (Stream<Path> children = Files.list(root)) {
                return children.filter(Files::isDirectory)
                        .map(child -> child.getFileName().toString().replace("/", ""))
                        .collect(Collectors.toSet());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// @param files path below `templates/` to file
    record BuiltIn(Map<String, SourceFile> files) implements TemplateFiles {
        public BuiltIn {
            files = Map.copyOf(files);
        }

        @Override
        public Optional<SourceFile> file(String path) {
            return Optional.ofNullable(files.get(path));
        }

        @Override
        public Set<String> folders() {
            return files.keySet().stream()
                    .filter(path -> path.contains("/"))
                    .map(path -> path.substring(0, path.indexOf('/')))
                    .collect(Collectors.toSet());
        }
    }
}
