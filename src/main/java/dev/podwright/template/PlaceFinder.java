package dev.podwright.template;

import dev.podwright.source.Location;
import dev.podwright.source.YamlNode;

/// Finds the places of the interpolations of one YAML scalar, in order: searches the file's lines from the
/// scalar on, so that it needs to know nothing of YAML's styles. What can't be found (escapes, folding) is at
/// the scalar.
final class PlaceFinder {
    private final Location start;
    private final int lastLine;
    private int line;
    private int column;

    PlaceFinder(YamlNode.Scalar scalar, String text) {
        this.start = scalar.location();
        this.line = start.line();
        this.column = start.column();
        int lines = (int) text.lines().count();
        int folded = text.length() / 60;
        this.lastLine = line + Math.max(lines, scalar.quoted() ? 1 : folded + lines);
    }

    /// The place of the expression within the next `[=expression]` of this text.
    Location find(String interpolation) {
        Location found = place(interpolation);
        return found.equals(start)
                ? start
                : new Location(found.file(), found.line(), found.column() + 2, interpolation.length() - 3);
    }

    /// The place of the next occurrence of a text.
    Location place(String text) {
        String first = text.lines().findFirst().orElse(text);
        for (int at = line; at <= lastLine && start.line() > 0; at++) {
            int index = start.file().line(at).indexOf(first, at == line ? Math.max(0, column - 1) : 0);
            if (index >= 0) {
                line = at;
                column = index + 1 + first.length();
                return start.file().at(at, index + 1, first.length());
            }
        }
        return start;
    }
}
