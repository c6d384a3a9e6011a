package dev.podwright.template;

import java.util.Optional;

/// Follows here-documents: `<<EOF` announces one, the next line begins it, its delimiter alone on a line ends it.
final class HereDocuments {
    private static final String BLANKS = " \t";
    private static final String AFTER_DELIMITER = " \t\n;&|<>()";

    private StringBuilder line = new StringBuilder();
    private boolean mixed;

    /// Reads what follows `<<`.
    ///
    /// @param offset of the `<<`
    /// @return the offset of the next character to take
    static int announce(ShellState state, String text, int offset, int end, boolean stripTabs) {
        int from = offset + (stripTabs ? 3 : 2);
        while (from < end && BLANKS.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        int to = from;
        while (to < end && AFTER_DELIMITER.indexOf(text.charAt(to)) < 0) {
            to++;
        }
        String delimiter = text.substring(from, to).replaceAll("[\"'\\\\]", "");
        state.announced().add(new ShellState.HereDocument(delimiter, stripTabs, offset));
        return to;
    }

    /// The next that was announced begins, if any.
    static void next(ShellState state) {
        state.body(Optional.ofNullable(state.announced().poll()));
    }

    /// Takes a character of a here-document's text.
    void take(ShellState state, char c) {
        if (c == '\n') {
            endLine(state);
        } else {
            line.append(c);
        }
    }

    /// An interpolation stands in the line: it can't be the delimiter.
    void takeInterpolation() {
        mixed = true;
    }

    /// A tag that leaves no text, but a line with it and something else can't be the delimiter alone.
    void takeTag(ShellState state) {
        mixed |= state.body().isPresent() && !line.isEmpty();
    }

    void endLine(ShellState state) {
        ShellState.HereDocument document = state.body().orElseThrow();
        String text = document.stripTabs() ? line.toString().replaceFirst("^\t+", "") : line.toString();
        boolean ends = !mixed && text.equals(document.delimiter());
        line = new StringBuilder();
        mixed = false;
        if (ends) {
            next(state);
        }
    }
}
