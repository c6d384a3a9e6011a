package dev.podwright.template;

import dev.podwright.template.ShellFrame.CasePhase;
import dev.podwright.template.ShellFrame.Kind;

/// Follows POSIX shell text character by character, as far as quoting and the beginnings of commands need it. It
/// doesn't parse: what is wrong with the shell's grammar is for `sh -n` to say.
final class ShellLexer {
    private static final String BLANKS = " \t";

    private final String text;
    private final HereDocuments hereDocuments = new HereDocuments();
    private final ShellQuotes quotes;
    private ShellState state = new ShellState();

    ShellLexer(String text) {
        this.text = text;
        this.quotes = new ShellQuotes(text);
    }

    ShellState state() {
        return state;
    }

    void state(ShellState now) {
        state = now;
    }

    /// Takes the character at an offset, and perhaps more.
    ///
    /// @param end how far it may look: there the text ends or a piece of the template language begins
    /// @return the offset of the next character to take
    int take(int offset, int end) {
        char c = text.charAt(offset);
        if (state.body().isPresent()) {
            hereDocuments.take(state, c);
            return offset + 1;
        }
        if (state.comment() && c != '\n') {
            return offset + 1;
        }
        state.comment(false);
        ShellFrame top = state.top();
        return switch (top.kind) {
            case SINGLE_QUOTES, DOUBLE_QUOTES, BACKTICKS, EXPANSION, ARITHMETIC -> quotes.take(state, offset, end);
            case TOP, SUBSHELL, COMMAND_SUBSTITUTION, CASE -> command(top, c, offset, end);
        };
    }

    /// Something whose text isn't known stands here, as part of a word.
    void takeInterpolation() {
        hereDocuments.takeInterpolation();
        if (state.top().holdsWords()) {
            begin(state.top(), ShellFrame.INTERPOLATED);
        }
    }

    /// A tag that leaves no text, but a line of a here-document with it can't be the delimiter alone.
    void takeTag() {
        hereDocuments.takeTag(state);
    }

    private int command(ShellFrame top, char c, int offset, int end) {
        return switch (c) {
            case '\n' -> newline(offset);
            case ' ', '\t', '\r' -> {
                ShellWords.end(state);
                yield offset + 1;
            }
            case '\\' -> {
                boolean joinsLines = offset + 1 < end && text.charAt(offset + 1) == '\n';
                if (!joinsLines) {
                    begin(top, ShellFrame.MIXED);
                }
                yield ShellQuotes.escape(offset, end);
            }
            case '\'' -> openInWord(top, Kind.SINGLE_QUOTES, offset);
            case '"' -> openInWord(top, Kind.DOUBLE_QUOTES, offset);
            case '`' -> openInWord(top, Kind.BACKTICKS, offset);
            case '$' -> {
                begin(top, ShellFrame.MIXED);
                yield quotes.dollar(state, offset, end);
            }
            case '#' -> hash(top, offset);
            case ';', '&', '|' -> operator(c, offset, end);
            case '<', '>' -> redirection(top, offset, end);
            case '(' -> openParenthesis(top, offset, end);
            case ')' -> closeParenthesis(offset);
            default -> {
                begin(top, c);
                yield offset + 1;
            }
        };
    }

    private int openInWord(ShellFrame top, Kind kind, int offset) {
        begin(top, ShellFrame.MIXED);
        return quotes.open(state, kind, offset, 1);
    }

    private void begin(ShellFrame top, char c) {
        state.continued(false);
        top.append(c);
    }

    private int hash(ShellFrame top, int offset) {
        if (top.inWord) {
            top.append('#');
        } else {
            state.comment(true);
        }
        return offset + 1;
    }

    private int newline(int offset) {
        ShellWords.end(state);
        ShellFrame now = state.top();
        if (now.holdsCommands()) {
            now.endCommand();
        }
        HereDocuments.next(state);
        return offset + 1;
    }

    private int operator(char c, int offset, int end) {
        ShellWords.end(state);
        ShellFrame now = state.top();
        boolean twice = offset + 1 < end && text.charAt(offset + 1) == c;
        if (now.kind == Kind.CASE && now.phase != CasePhase.BODY) {
            return offset + 1;
        }
        now.endCommand();
        if (c == ';' && twice && now.kind == Kind.CASE) {
            now.phase = CasePhase.PATTERN;
        }
        state.continued(c == '|' || (c == '&' && twice));
        return offset + (twice ? 2 : 1);
    }

    private int redirection(ShellFrame top, int offset, int end) {
        if (top.word().chars().allMatch(Character::isDigit)) {
            top.endWord();
        }
        ShellWords.end(state);
        String rest = text.substring(offset, Math.min(end, offset + 3));
        if (rest.startsWith("<<") && !rest.equals("<<<")) {
            return HereDocuments.announce(state, text, offset, end, rest.equals("<<-"));
        }
        state.top().redirection = true;
        int next = offset + 1;
        while (next < end && "<>&|".indexOf(text.charAt(next)) >= 0) {
            next++;
        }
        return next;
    }

    private int openParenthesis(ShellFrame top, int offset, int end) {
        if (top.kind == Kind.CASE && top.phase == CasePhase.PATTERN) {
            return offset + 1;
        }
        int close = offset + 1;
        while (close < end && BLANKS.indexOf(text.charAt(close)) >= 0) {
            close++;
        }
        boolean named = top.inWord || !top.commandPosition;
        ShellWords.end(state);
        if (named && close < end && text.charAt(close) == ')') {
            top.endCommand();
            state.continued(true);
            return close + 1;
        }
        boolean arithmetic = !named && text.startsWith("((", offset) && offset + 1 < end;
        state.continued(false);
        state.push(arithmetic ? Kind.ARITHMETIC : Kind.SUBSHELL, offset);
        state.top().parentheses = 2;
        return offset + (arithmetic ? 2 : 1);
    }

    private int closeParenthesis(int offset) {
        ShellWords.end(state);
        ShellFrame now = state.top();
        if (now.kind == Kind.CASE && now.phase == CasePhase.PATTERN) {
            now.phase = CasePhase.BODY;
            now.endCommand();
            state.continued(false);
        } else if (now.kind == Kind.SUBSHELL) {
            state.pop();
            state.top().commandPosition = false;
        } else if (now.kind == Kind.COMMAND_SUBSTITUTION) {
            state.pop();
        }
        return offset + 1;
    }

    /// The text of a macro or of a captured variable is at its end.
    void endWordIfOutside(boolean outside) {
        if (outside) {
            end();
        }
    }

    /// The text is at its end.
    void end() {
        if (state.body().isPresent()) {
            hereDocuments.endLine(state);
        }
        ShellWords.end(state);
    }
}
