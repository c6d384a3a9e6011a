package dev.podwright.template;

import java.util.ArrayDeque;
import java.util.Deque;

/// Finds where an expression ends: knows FreeMarker's string literals and brackets, nothing more.
final class Brackets {
    private Brackets() {}

    /// The index of the `]` that closes what was opened just before `from`, or -1 where there is none.
    static int close(String text, int from) {
        Deque<Character> open = new ArrayDeque<>();
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '"' || c == '\'') {
                i = skipString(text, i);
                if (i < 0) {
                    return -1;
                }
                continue;
            }
            if (c == ']' && open.isEmpty()) {
                return i;
            }
            if (!track(open, c)) {
                return -1;
            }
            i++;
        }
        return -1;
    }

    /// Whether a bare expression has its brackets and strings closed, and none closed that it didn't open.
    static boolean balanced(String expression) {
        return close(expression + "]", 0) == expression.length();
    }

    /// The expression with the text of its string literals blanked out, each character by a blank.
    static String withoutStrings(String expression) {
        StringBuilder blanked = new StringBuilder(expression);
        int i = 0;
        while (i < expression.length()) {
            char c = expression.charAt(i);
            int end = c == '"' || c == '\'' ? skipString(expression, i) : i + 1;
            if (end < 0) {
                end = expression.length();
            }
            for (int k = i; k < end && end > i + 1; k++) {
                blanked.setCharAt(k, ' ');
            }
            i = end;
        }
        return blanked.toString();
    }

    private static boolean track(Deque<Character> open, char c) {
        switch (c) {
            case '(' -> open.push(')');
            case '[' -> open.push(']');
            case '{' -> open.push('}');
            case ')', ']', '}' -> {
                return !open.isEmpty() && open.pop() == c;
            }
            default -> {
                // Not a bracket.
            }
        }
        return true;
    }

    /// The index after the string literal that begins at the index, or -1 where it isn't closed.
    private static int skipString(String text, int start) {
        char quote = text.charAt(start);
        boolean raw = start > 0
                && text.charAt(start - 1) == 'r'
                && (start < 2 || !Character.isJavaIdentifierPart(text.charAt(start - 2)));
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == quote) {
                return i + 1;
            }
            if (c == '\\' && !raw) {
                i++;
            }
        }
        return -1;
    }
}
