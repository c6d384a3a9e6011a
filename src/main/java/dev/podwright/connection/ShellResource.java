package dev.podwright.connection;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The shell that this package sends to hosts lies beside it as resources.
enum ShellResource {
    PRELUDE("prelude.sh"),
    BECOME("become.sh"),
    END("end.sh"),
    UPLOAD("upload.sh"),
    REMOVE("remove.sh"),
    FACTS("facts.sh"),
    REBOOT("reboot.sh");

    private final String file;

    ShellResource(String file) {
        this.file = file;
    }

    String text() {
        try (InputStream in = ShellResource.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Without the comment lines and the indentation that only people need.
    String compact() {
        return lines().collect(Collectors.joining("\n", "", "\n"));
    }

    /// The same on one line, for shells that don't take line ends within quotes.
    String oneLine() {
        return lines().collect(Collectors.joining(" "));
    }

    private Stream<String> lines() {
        return text().lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#"));
    }

    /// One shell word, whatever the text holds.
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
