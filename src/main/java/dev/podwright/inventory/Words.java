package dev.podwright.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Splits text into words as a POSIX shell does: at blanks, with quotes and backslashes taken away.
final class Words {
    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean open;
    private boolean unclosed;
    private int next;

    private Words(String text) {
        this.text = text;
    }

    /// A quote that isn't closed reaches to the end.
    static List<String> split(String text) {
        return new Words(text).split(false);
    }

    /// The same, up to a `#` that isn't quoted, even within a word: Ansible, too, reads `a=b#c` as `a=b`.
    ///
    /// @return empty where a quote isn't closed
    static Optional<List<String>> splitBeforeComment(String text) {
        Words words = new Words(text);
        List<String> split = words.split(true);
        return words.unclosed ? Optional.empty() : Optional.of(split);
    }

    private List<String> split(boolean comments) {
        while (next < text.length()) {
            char c = text.charAt(next++);
            if (comments && c == '#') {
                break;
            }
            take(c);
        }
        end();
        return List.copyOf(words);
    }

    private void take(char c) {
        if (Character.isWhitespace(c)) {
            end();
            return;
        }
        open = true;
        switch (c) {
            case '\'' -> word.append(text, next, skipTo(text.indexOf('\'', next)));
            case '"' -> takeDoubleQuoted();
            case '\\' -> takeEscaped();
            default -> word.append(c);
        }
    }

    /// Moves behind a closing quote, and returns where the quoted text ends.
    private int skipTo(int quote) {
        unclosed |= quote < 0;
        int end = quote < 0 ? text.length() : quote;
        next = Math.min(end + 1, text.length());
        return end;
    }

    private void takeDoubleQuoted() {
        while (next < text.length()) {
            char c = text.charAt(next++);
            if (c == '"') {
                return;
            }
            boolean escapes = c == '\\' && next < text.length() && "\"\\".indexOf(text.charAt(next)) >= 0;
            word.append(escapes ? text.charAt(next++) : c);
        }
        unclosed = true;
    }

    private void takeEscaped() {
        if (next < text.length()) {
            word.append(text.charAt(next++));
        }
    }

    private void end() {
        if (open) {
            words.add(word.toString());
            word.setLength(0);
            open = false;
        }
    }
}
