package dev.podwright.inventory;

/// What stands behind a backslash in a text of Python's.
final class PythonEscape {
    private static final String LETTERS = "abfnrtv\\'\"";
    private static final String MEANINGS = "\u0007\b\f\n\r\t\u000b\\'\"";

    private PythonEscape() {}

    /// Appends the character that is meant; one that means nothing is kept with its backslash.
    ///
    /// @param at where the character behind the backslash is
    /// @return where the text goes on
    static int at(String text, int at, StringBuilder into) {
        char c = text.charAt(at);
        int letter = LETTERS.indexOf(c);
        if (letter >= 0) {
            into.append(MEANINGS.charAt(letter));
            return at + 1;
        }
        int digits = switch (c) {
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            default -> 0;
        };
        int end = at + 1 + digits;
        if (digits > 0 && end <= text.length() && text.substring(at + 1, end).matches("[0-9a-fA-F]+")) {
            long code = Long.parseLong(text.substring(at + 1, end), 16);
            if (Character.isValidCodePoint((int) Math.min(code, Integer.MAX_VALUE))) {
                into.appendCodePoint((int) code);
                return end;
            }
        }
        into.append('\\').append(c);
        return at + 1;
    }
}
