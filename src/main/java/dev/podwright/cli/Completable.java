package dev.podwright.cli;

import java.util.List;
import java.util.Set;

/// What a shell can complete where a command takes a value.
sealed interface Completable {
    /// Something that can't be guessed.
    record Unknown() implements Completable {}

    record Files() implements Completable {}

    record Folders() implements Completable {}

    /// Names of users of this machine.
    record Users() implements Completable {}

    /// Hosts and groups of the inventory that the command line names.
    record Hosts() implements Completable {}

    /// Runs whose journals were kept.
    record Runs() implements Completable {}

    record Words(List<String> words) implements Completable {
        public Words {
            words = List.copyOf(words);
        }
    }

    /// By the word that stands for the value in help texts.
    static Completable of(String placeholder) {
        String word = placeholder.replace("…", "");
        if (Set.of("FILE", "INVENTORY", "[ID@]SOURCE", "K=V|@FILE|{}", "PLAYBOOK")
                .contains(word)) {
            return new Files();
        }
        return switch (word) {
            case "DIR" -> new Folders();
            case "USER" -> new Users();
            case "PATTERN", "HOST" -> new Hosts();
            case "RUN" -> new Runs();
            case "KIND=FILE" -> new Words(List.of("html=", "junit=", "json="));
            default -> new Unknown();
        };
    }
}
