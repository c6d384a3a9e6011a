package dev.podwright.template;

import dev.podwright.template.ShellFrame.CasePhase;
import dev.podwright.template.ShellFrame.Kind;
import java.util.Set;
import java.util.regex.Pattern;

/// What a word of shell text means where it stands: a reserved word, an assignment, or a command's name.
final class ShellWords {
    private static final Set<String> BEFORE_COMMANDS =
            Set.of("if", "then", "else", "elif", "do", "while", "until", "!", "{", "time");
    private static final Set<String> AFTER_COMMANDS = Set.of("fi", "done", "esac", "}");
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*\\+?=.*", Pattern.DOTALL);

    private ShellWords() {}

    /// The word that was being read, if any, has ended: what it was tells what may follow.
    static void end(ShellState state) {
        ShellFrame frame = state.top();
        if (!frame.inWord) {
            return;
        }
        String word = frame.word();
        frame.endWord();
        if (frame.redirection) {
            frame.redirection = false;
        } else if (frame.kind == Kind.CASE && frame.phase != CasePhase.BODY) {
            caseWord(state, frame, word);
        } else if (frame.commandPosition) {
            commandWord(state, frame, word);
        }
    }

    private static void caseWord(ShellState state, ShellFrame frame, String word) {
        switch (frame.phase) {
            case WORD -> frame.phase = CasePhase.IN;
            case IN -> frame.phase = word.equals("in") ? CasePhase.PATTERN : CasePhase.IN;
            case PATTERN, BODY -> endCase(state, word);
        }
    }

    private static void endCase(ShellState state, String word) {
        if (word.equals("esac")) {
            state.pop();
            state.top().commandPosition = false;
        }
    }

    private static void commandWord(ShellState state, ShellFrame frame, String word) {
        if (word.equals("esac") && frame.kind == Kind.CASE) {
            endCase(state, word);
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
}
