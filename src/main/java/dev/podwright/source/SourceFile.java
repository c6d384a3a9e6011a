package dev.podwright.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A text and the name it is shown under in messages, usually a path as the operator wrote it.
///
/// @param confidential whether it was decrypted: its lines aren't shown in messages, and the texts in it are secrets
public record SourceFile(String name, String text, boolean confidential) {

    public SourceFile(String name, String text) {
        this(name, text, false);
    }

    /// Reads a UTF-8 file; malformed bytes are replaced, a byte order mark is left out.
    ///
    /// @throws UncheckedIOException where the file can't be read
    public static SourceFile read(Path path) {
        try {
            String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
            return new SourceFile(path.toString(), text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The line of that number, the first being 1, without its end; empty beyond the text.
    public String line(int number) {
        return text.lines().skip(Math.max(0, number - 1L)).findFirst().orElse("");
    }

    /// The place of a part of a line; line and column count from 1, length in characters.
    public Location at(int line, int column, int length) {
        return new Location(this, line, column, length);
    }

    /// This file as a whole, for problems that have no line.
    public Location whole() {
        return new Location(this, 0, 0, 0);
    }
}
