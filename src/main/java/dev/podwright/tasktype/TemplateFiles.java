package dev.podwright.tasktype;

import dev.podwright.source.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

    /// Those that come with the program. Each is read when it is first asked for.
    final class BuiltIn implements TemplateFiles {
        private final Map<String, Optional<SourceFile>> read = new ConcurrentHashMap<>();

        @Override
        public Optional<SourceFile> file(String path) {
            return read.computeIfAbsent(path, BuiltInTemplates::read);
        }

        @Override
        public Set<String> folders() {
            return All.FOLDERS;
        }

        /// Known only to those who ask for it.
        private static final class All {
            private static final Set<String> FOLDERS = BuiltInTemplates.readAll().keySet().stream()
                    .filter(path -> path.contains("/"))
                    .map(path -> path.substring(0, path.indexOf('/')))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }
}
