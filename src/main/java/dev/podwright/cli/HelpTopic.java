package dev.podwright.cli;

import dev.podwright.inventory.VariableReference;
import dev.podwright.playbook.KeywordReference;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What there is help about besides commands. `docs/reference/` has the same pages.
enum HelpTopic {
    KEYWORDS("lists the keywords of playbooks"),
    VARIABLES("lists the variables that say how hosts are reached");

    private final String summary;

    HelpTopic(String summary) {
        this.summary = summary;
    }

    static Optional<HelpTopic> find(String word) {
        return Arrays.stream(values())
                .filter(topic -> topic.word().equals(word))
                .findFirst();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String summary() {
        return summary;
    }

    String text() {
        return String.join("\n", lines()) + "\n";
    }

    private List<String> lines() {
        return switch (this) {
            case KEYWORDS -> KeywordReference.lines();
            case VARIABLES -> VariableReference.lines();
        };
    }
}
