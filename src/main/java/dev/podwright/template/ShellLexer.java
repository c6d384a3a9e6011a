package dev.podwright.template;

import dev.podwright.template.ShellFrame.CasePhase;
import dev.podwright.template.ShellFrame.Kind;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Follows POSIX shell text character by character, as far as quoting and the beginnings of commands need it. It
/// doesn't parse: what is wrong with the shell's grammar is for `sh -n` to say.
final class ShellLexer {
    private static final Set<String> BEFORE_COMMANDS =
            Set.of("if", "then", "else", "elif", "do", "while", "until", "!", "{", "time");
    private static final Set<String> AFTER_COMMANDS = Set.of("fi", "done", "esac", "}");
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*\\+?=.*", Pattern.DOTALL);
    private static final Pattern TRIMMING = Pattern.compile("[\\w@*#?$!-]*[#%].*");
    private static final String BLANKS = " \t";

    private final String text;
    private ShellState state = new ShellState();
    private StringBuilder bodyLine = new StringBuilder();
    private boolean bodyLineMixed;

    ShellLexer(String text) {
        this.text = text;
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
            return bodyCharacter(c, offset);
        }
        if (state.comment() && c != '\n') {
            return offset + 1;
        }
        state.comment(false);
        ShellFrame top = state.top();
        return switch (top.kind) {
            case SINGLE_QUOTES -> closing(c == '\'', offset);
            case DOUBLE_QUOTES -> c == '"' ? closing(true, offset) : expanding(c, offset, end);
            case BACKTICKS -> c == '\\' ? escape(offset, end) : closing(c == '`', offset);
            case EXPANSION -> expansion(top, c, offset, end);
            case ARITHMETIC -> arithmetic(top, c, offset, end);
            case TOP, SUBSHELL, COMMAND_SUBSTITUTION, CASE -> command(top, c, offset, end);
        };
    }

    /// Something whose text isn't known stands here, as part of a word.
    void takeInterpolation() {
        bodyLineMixed = true;
        if (state.top().holdsWords()) {
            begin(state.top(), ShellFrame.INTERPOLATED);
        }
    }

    /// A tag that leaves no text, but a line of a here-document with it can't be the delimiter alone.
    void takeTag() {
        bodyLineMixed |= state.body().isPresent() && !bodyLine.isEmpty();
    }

    private int closing(boolean closes, int offset) {
        if (closes) {
            state.pop();
        }
        return offset + 1;
    }

    private int escape(int offset, int end) {
        return Math.min(offset + 2, Math.max(end, offset + 1));
    }

    /// Inside double quotes, and whatever else knows escapes, `$` and backticks.
    private int expanding(char c, int offset, int end) {
        return switch (c) {
            case '\\' -> escape(offset, end);
            case '$' -> dollar(offset, end);
            case '`' -> open(Kind.BACKTICKS, offset, 1);
            default -> offset + 1;
        };
    }

    private int expansion(ShellFrame top, char c, int offset, int end) {
        return switch (c) {
            case '}' -> closing(true, offset);
            case '"' -> open(Kind.DOUBLE_QUOTES, offset, 1);
            case '\'' -> top.plainSingleQuotes ? offset + 1 : open(Kind.SINGLE_QUOTES, offset, 1);
            default -> expanding(c, offset, end);
        };
    }

    private int arithmetic(ShellFrame top, char c, int offset, int end) {
        switch (c) {
            case '(' -> top.parentheses++;
            case ')' -> {
                top.parentheses--;
                return closing(top.parentheses == 0, offset);
            }
            case '"' -> {
                return open(Kind.DOUBLE_QUOTES, offset, 1);
            }
            case '\'' -> {
                return open(Kind.SINGLE_QUOTES, offset, 1);
            }
            default -> {
                return expanding(c, offset, end);
            }
        }
        return offset + 1;
    }

    private int open(Kind kind, int offset, int length) {
        boolean quoted = state.top().kind == Kind.DOUBLE_QUOTES;
        state.push(kind, offset);
        if (kind == Kind.EXPANSION) {
            int line = Lines.end(text, offset);
            state.top().plainSingleQuotes = quoted
                    && !TRIMMING.matcher(text.substring(offset + length, line)).matches();
        }
        return offset + length;
    }

    private int dollar(int offset, int end) {
        String next = text.substring(offset, Math.min(end, offset + 3));
        if (next.startsWith("$((")) {
            open(Kind.ARITHMETIC, offset, 3);
            state.top().parentheses = 2;
            return offset + 3;
        }
        if (next.startsWith("$(")) {
            return open(Kind.COMMAND_SUBSTITUTION, offset, 2);
        }
        return next.startsWith("${") ? open(Kind.EXPANSION, offset, 2) : offset + 1;
    }

    private int command(ShellFrame top, char c, int offset, int end) {
        return switch (c) {
            case '\n' -> newline(top, offset);
            case ' ', '\t', '\r' -> {
                endWord(top);
                yield offset + 1;
            }
            case '\\' -> {
                boolean joinsLines = offset + 1 < end && text.charAt(offset + 1) == '\n';
                if (!joinsLines) {
                    begin(top, ShellFrame.MIXED);
                }
                yield escape(offset, end);
            }
            case '\'' -> openInWord(top, Kind.SINGLE_QUOTES, offset);
            case '"' -> openInWord(top, Kind.DOUBLE_QUOTES, offset);
            case '`' -> openInWord(top, Kind.BACKTICKS, offset);
            case '$' -> {
                begin(top, ShellFrame.MIXED);
                yield dollar(offset, end);
            }
            case '#' -> hash(top, offset);
            case ';', '&', '|' -> operator(top, c, offset, end);
            case '<', '>' -> redirection(top, offset, end);
            case '(' -> openParenthesis(top, offset, end);
            case ')' -> closeParenthesis(top, offset);
            default -> {
                begin(top, c);
                yield offset + 1;
            }
        };
    }

    private int openInWord(ShellFrame top, Kind kind, int offset) {
        begin(top, ShellFrame.MIXED);
        return open(kind, offset, 1);
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

    private int newline(ShellFrame top, int offset) {
        endWord(top);
        ShellFrame now = state.top();
        if (now.holdsCommands()) {
            now.endCommand();
        }
        nextBody();
        return offset + 1;
    }

    private int operator(ShellFrame top, char c, int offset, int end) {
        endWord(top);
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
        if (top.word.chars().allMatch(Character::isDigit)) {
            top.inWord = false;
            top.word = "";
        }
        endWord(top);
        String rest = text.substring(offset, Math.min(end, offset + 3));
        if (rest.startsWith("<<") && !rest.equals("<<<")) {
            return hereDocument(offset, end, rest.equals("<<-"));
        }
        state.top().redirection = true;
        int next = offset + 1;
        while (next < end && "<>&|".indexOf(text.charAt(next)) >= 0) {
            next++;
        }
        return next;
    }

    private int hereDocument(int offset, int end, boolean stripTabs) {
        int from = offset + (stripTabs ? 3 : 2);
        while (from < end && BLANKS.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        int to = from;
        while (to < end && " \t\n;&|<>()".indexOf(text.charAt(to)) < 0) {
            to++;
        }
        String delimiter = text.substring(from, to).replaceAll("[\"'\\\\]", "");
        state.announced().add(new ShellState.HereDocument(delimiter, stripTabs, offset));
        return to;
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
        endWord(top);
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

    private int closeParenthesis(ShellFrame top, int offset) {
        endWord(top);
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

    /// A word has ended: what it was tells what may follow.
    void endWord(ShellFrame frame) {
        if (!frame.inWord) {
            return;
        }
        String word = frame.word;
        frame.inWord = false;
        frame.word = "";
        if (frame.redirection) {
            frame.redirection = false;
        } else if (frame.kind == Kind.CASE && frame.phase != CasePhase.BODY) {
            caseWord(frame, word);
        } else if (frame.commandPosition) {
            commandWord(frame, word);
        }
    }

    private void caseWord(ShellFrame frame, String word) {
        switch (frame.phase) {
            case WORD -> frame.phase = CasePhase.IN;
            case IN -> frame.phase = word.equals("in") ? CasePhase.PATTERN : CasePhase.IN;
            case PATTERN, BODY -> endCase(word);
        }
    }

    private void endCase(String word) {
        if (word.equals("esac")) {
            state.pop();
            state.top().commandPosition = false;
        }
    }

    private void commandWord(ShellFrame frame, String word) {
        if (word.equals("esac") && frame.kind == Kind.CASE) {
            endCase(word);
        } else if (word.equals("case")) {
            frame.commandPosition = false;
            state.push(Kind.CASE, 0);
        } else if (AFTER_COMMANDS.contains(word)) {
            frame.commandPosition = false;
        } else if (!BEFORE_COMMANDS.contains(word) && !ASSIGNMENT.matcher(word).matches()) {
            frame.commandPosition = false;
            frame.command = word;
        }
    }

    private int bodyCharacter(char c, int offset) {
        if (c != '\n') {
            bodyLine.append(c);
            return offset + 1;
        }
        endBodyLine();
        return offset + 1;
    }

    private void endBodyLine() {
        ShellState.HereDocument document = state.body().orElseThrow();
        String line = document.stripTabs() ? bodyLine.toString().replaceFirst("^\t+", "") : bodyLine.toString();
        boolean ends = !bodyLineMixed && line.equals(document.delimiter());
        bodyLine = new StringBuilder();
        bodyLineMixed = false;
        if (ends) {
            state.body(Optional.empty());
            nextBody();
        }
    }

    private void nextBody() {
        state.body(Optional.ofNullable(state.announced().poll()));
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
            endBodyLine();
        }
        endWord(state.top());
    }
}
