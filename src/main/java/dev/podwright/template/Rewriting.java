package dev.podwright.template;

import dev.podwright.source.Location;
import dev.podwright.source.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A template's text with pieces put in before it is compiled, and the way back from a place in that text to
/// the place in the file. The pieces hold no line ends.
final class Rewriting implements Places {
    private final SourceFile file;
    private final List<Insertion> insertions;

    /// @param offset where in the original text the piece goes
    record Insertion(int offset, String text) {}

    Rewriting(SourceFile file, List<Insertion> insertions) {
        this.file = file;
        this.insertions = insertions.stream()
                .sorted(Comparator.comparingInt(Insertion::offset))
                .toList();
    }

    /// What makes every interpolation print through [Interpolations]; and a remark at the very beginning, since
    /// FreeMarker doesn't take away the blanks before a tag that follows a template's first text.
    static List<Insertion> interpolations(String text) {
        List<Insertion> insertions = new ArrayList<>();
        if (!text.substring(0, Lines.end(text, 0)).isBlank()) {
            insertions.add(new Insertion(0, "[#----]"));
        }
        for (Segment segment : Segment.of(text)) {
            if (segment.kind() == Segment.Kind.INTERPOLATION) {
                boolean glued = glues(text, segment.start() - 1) || glues(text, segment.end());
                insertions.add(new Insertion(segment.start() + 2, Interpolations.before(glued)));
                insertions.add(new Insertion(segment.end() - 1, Interpolations.AFTER));
            }
        }
        return insertions;
    }

    /// Whether the character at an offset belongs to the same shell word as what stands beside it.
    private static boolean glues(String text, int offset) {
        return offset >= 0 && offset < text.length() && " \t\r\n;&|()<>".indexOf(text.charAt(offset)) < 0;
    }

    String text() {
        StringBuilder rewritten = new StringBuilder();
        int done = 0;
        for (Insertion insertion : insertions) {
            rewritten.append(file.text(), done, insertion.offset()).append(insertion.text());
            done = insertion.offset();
        }
        return rewritten.append(file.text(), done, file.text().length()).toString();
    }

    @Override
    public Location at(int line, int column, int length) {
        int lineStart = Lines.start(file.text(), line);
        int lineEnd = Lines.end(file.text(), lineStart);
        int shift = 0;
        for (Insertion insertion : insertions) {
            boolean onLine = insertion.offset() >= lineStart && insertion.offset() <= lineEnd;
            if (onLine && insertion.offset() - lineStart + shift < column - 1) {
                shift += insertion.text().length();
            }
        }
        return file.at(line, Math.max(1, column - shift), Math.max(1, length));
    }

    @Override
    public String source(int line, int column) {
        int offset = Lines.start(file.text(), line) + at(line, column, 1).column() - 1;
        return file.text().substring(Math.min(offset, file.text().length()));
    }
}
