package dev.podwright.template;

/// One level of nesting in shell text, and how far the command on that level has come. Mutable; copied for
/// snapshots.
final class ShellFrame {
    /// Stands in a word's text for what isn't literal: quotes, expansions, interpolations.
    static final char MIXED = '\1';

    /// Stands for an interpolation.
    static final char INTERPOLATED = '\2';

    enum Kind {
        TOP("the snippet"),
        SUBSHELL("( … )"),
        COMMAND_SUBSTITUTION("$( … )"),
        CASE("a case"),
        SINGLE_QUOTES("single quotes"),
        DOUBLE_QUOTES("double quotes"),
        BACKTICKS("backticks"),
        EXPANSION("${ … }"),
        ARITHMETIC("$(( … ))");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /// Where in `case WORD in PATTERN) BODY ;; esac` the text is.
    enum CasePhase {
        WORD,
        IN,
        PATTERN,
        BODY
    }

    final Kind kind;

    /// Where it was opened.
    final int start;

    CasePhase phase = CasePhase.WORD;

    /// Whether the next word is a command's name (or a reserved word).
    boolean commandPosition = true;

    /// Whether the next word is the target of a redirection.
    boolean redirection;

    boolean inWord;
    private final StringBuilder word = new StringBuilder();

    /// The command whose words are being read.
    String command = "";

    /// Open parentheses in arithmetic.
    int parentheses;

    /// Whether a single quote is an ordinary character here (in `"${x:-it's}"`).
    boolean plainSingleQuotes;

    ShellFrame(Kind kind, int start) {
        this.kind = kind;
        this.start = start;
    }

    ShellFrame copy() {
        ShellFrame copy = new ShellFrame(kind, start);
        copy.phase = phase;
        copy.commandPosition = commandPosition;
        copy.redirection = redirection;
        copy.inWord = inWord;
        copy.word.append(word);
        copy.command = command;
        copy.parentheses = parentheses;
        copy.plainSingleQuotes = plainSingleQuotes;
        return copy;
    }

    /// Whether commands stand here, in this way or in a case's pattern.
    boolean holdsWords() {
        return switch (kind) {
            case TOP, SUBSHELL, COMMAND_SUBSTITUTION, CASE -> true;
            case SINGLE_QUOTES, DOUBLE_QUOTES, BACKTICKS, EXPANSION, ARITHMETIC -> false;
        };
    }

    boolean holdsCommands() {
        return holdsWords() && (kind != Kind.CASE || phase == CasePhase.BODY);
    }

    void append(char c) {
        inWord = true;
        word.append(c);
    }

    /// The word that is being read, as far as it has come.
    String word() {
        return word.toString();
    }

    void endWord() {
        inWord = false;
        word.setLength(0);
    }

    void endCommand() {
        commandPosition = true;
        redirection = false;
        command = "";
    }
}
