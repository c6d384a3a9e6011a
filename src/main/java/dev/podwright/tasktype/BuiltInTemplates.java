package dev.podwright.tasktype;

import dev.podwright.source.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// The templates that are packed beside the classes, in a jar or in a folder. A run needs a few of them and reads those
/// alone; only who asks for all pays for opening the jar anew.
final class BuiltInTemplates {
    static final String NAME = "built-in";
    private static final String FOLDER = "templates";

    private BuiltInTemplates() {}

    /// Whether that is one of them: they come from the program itself.
    static boolean has(SourceFile file) {
        return file.name().startsWith(NAME + ":");
    }

    /// One built-in file.
    ///
    /// @param path below `templates/`
    static Optional<SourceFile> read(String path) {
        try (InputStream in = BuiltInTemplates.class.getResourceAsStream("/" + FOLDER + "/" + path)) {
            return in == null ? Optional.empty() : Optional.of(file(path, in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All built-in files: path below `templates/` to text.
    static Map<String, SourceFile> readAll() {
        URL self = Objects.requireNonNull(BuiltInTemplates.class.getResource("BuiltInTemplates.class"));
        try {
            return self.getProtocol().equals("jar") ? readJar(self) : readFolder(self);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the program's own place can't be understood: " + self, e);
        }
    }

    private static Map<String, SourceFile> readJar(URL self) throws IOException, URISyntaxException {
        String path = self.getPath();
        Path jar = Path.of(new URI(path.substring(0, path.indexOf("!/"))));
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            return readAll(files.getPath("/" + FOLDER));
        }
    }

    private static Map<String, SourceFile> readFolder(URL self) throws IOException, URISyntaxException {
        Path root = Path.of(self.toURI());
        int depth = BuiltInTemplates.class.getName().split("\\.").length;
        for (int i = 0; i < depth; i++) {
            root = Objects.requireNonNull(root.getParent());
        }
        return readAll(root.resolve(FOLDER));
    }

    private static Map<String, SourceFile> readAll(Path root) throws IOException {
        Map<String, SourceFile> texts = new HashMap<>();
        if (!Files.isDirectory(root)) {
            return texts;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = root.relativize(file).toString().replace('\\', '/');
                texts.put(path, file(path, Files.readAllBytes(file)));
            }
        }
        return texts;
    }

    private static SourceFile file(String path, byte[] bytes) {
        return new SourceFile(NAME + ":" + path, new String(bytes, StandardCharsets.UTF_8));
    }
}
