package dev.podwright.template;

import dev.podwright.template.ShellFrame.Kind;
import java.util.regex.Pattern;

/// Follows what quotes and expansions hold, up to where each closes.
record ShellQuotes(String text) {
    private static final Pattern TRIMMING = Pattern.compile("[\\w@*#?$!-]*[#%].*");

    /// Takes a character inside quotes, backticks or an expansion, and perhaps more.
    ///
    /// @return the offset of the next character to take
    int take(ShellState state, int offset, int end) {
        char c = text.charAt(offset);
        return switch (state.top().kind) {
            case SINGLE_QUOTES -> closing(state, c == '\'', offset);
            case DOUBLE_QUOTES -> c == '"' ? closing(state, true, offset) : expanding(state, c, offset, end);
            case BACKTICKS -> c == '\\' ? escape(offset, end) : closing(state, c == '`', offset);
            case EXPANSION -> expansion(state, c, offset, end);
            case ARITHMETIC -> arithmetic(state, c, offset, end);
            case TOP, SUBSHELL, COMMAND_SUBSTITUTION, CASE -> throw new IllegalStateException("commands stand here");
        };
    }

    private static int closing(ShellState state, boolean closes, int offset) {
        if (closes) {
            state.pop();
        }
        return offset + 1;
    }

    static int escape(int offset, int end) {
        return Math.min(offset + 2, Math.max(end, offset + 1));
    }

    /// Inside double quotes, and whatever else knows escapes, `$` and backticks.
    private int expanding(ShellState state, char c, int offset, int end) {
        return switch (c) {
            case '\\' -> escape(offset, end);
            case '$' -> dollar(state, offset, end);
            case '`' -> open(state, Kind.BACKTICKS, offset, 1);
            default -> offset + 1;
        };
    }

    private int expansion(ShellState state, char c, int offset, int end) {
        return switch (c) {
            case '}' -> closing(state, true, offset);
            case '"' -> open(state, Kind.DOUBLE_QUOTES, offset, 1);
            case '\'' -> state.top().plainSingleQuotes ? offset + 1 : open(state, Kind.SINGLE_QUOTES, offset, 1);
            default -> expanding(state, c, offset, end);
        };
    }

    private int arithmetic(ShellState state, char c, int offset, int end) {
        switch (c) {
            case '(' -> state.top().parentheses++;
            case ')' -> {
                state.top().parentheses--;
                return closing(state, state.top().parentheses == 0, offset);
            }
            case '"' -> {
                return open(state, Kind.DOUBLE_QUOTES, offset, 1);
            }
            case '\'' -> {
                return open(state, Kind.SINGLE_QUOTES, offset, 1);
            }
            default -> {
                return expanding(state, c, offset, end);
            }
        }
        return offset + 1;
    }

    /// Goes into quotes or an expansion that begin with so many characters here.
    int open(ShellState state, Kind kind, int offset, int length) {
        boolean quoted = state.top().kind == Kind.DOUBLE_QUOTES;
        state.push(kind, offset);
        if (kind == Kind.EXPANSION) {
            int line = Lines.end(text, offset);
            state.top().plainSingleQuotes = quoted
                    && !TRIMMING.matcher(text.substring(offset + length, line)).matches();
        }
        return offset + length;
    }

    /// Takes a `$` and, where it begins an expansion, what opens that.
    int dollar(ShellState state, int offset, int end) {
        String next = text.substring(offset, Math.min(end, offset + 3));
        if (next.startsWith("$((")) {
            open(state, Kind.ARITHMETIC, offset, 3);
            state.top().parentheses = 2;
            return offset + 3;
        }
        if (next.startsWith("$(")) {
            return open(state, Kind.COMMAND_SUBSTITUTION, offset, 2);
        }
        return next.startsWith("${") ? open(state, Kind.EXPANSION, offset, 2) : offset + 1;
    }
}
