package dev.podwright.template;

import dev.podwright.source.Location;
import dev.podwright.source.SourceFile;

/// Offsets in a text, as lines and columns.
final class Lines {
    private Lines() {}

    /// The offset at which a line begins (the first is 1), or the text's length beyond its last line.
    static int start(String text, int line) {
        int start = 0;
        for (int i = 1; i < line; i++) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                return text.length();
            }
            start = end + 1;
        }
        return start;
    }

    /// The offset of the end of the line that begins at an offset.
    static int end(String text, int lineStart) {
        int end = text.indexOf('\n', lineStart);
        return end < 0 ? text.length() : end;
    }

    /// The place of an offset in a file.
    static Location at(SourceFile file, int offset, int length) {
        int line = 1;
        int start = 0;
        for (int i = 0; i < offset; i++) {
            if (file.text().charAt(i) == '\n') {
                line++;
                start = i + 1;
            }
        }
        return file.at(line, offset - start + 1, Math.max(1, length));
    }
}
