package dev.podwright.engine;

import dev.podwright.playbook.Playbook;
import dev.podwright.playbook.Task;
import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.Suggestions;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// `--start-at-task`: a run begins with the first task of a name, which may be a pattern with `*` and `?`.
final class StartAt {
    private StartAt() {}

    /// The tasks that are left out.
    ///
    /// @throws dev.podwright.source.InvalidInputException where no task has such a name
    static Set<Task> before(Optional<String> wanted, List<Playbook> playbooks) {
        Set<Task> before = Collections.newSetFromMap(new IdentityHashMap<>());
        if (wanted.isEmpty()) {
            return before;
        }
        Pattern pattern = pattern(wanted.get());
        Set<String> names = new LinkedHashSet<>();
        for (Playbook playbook : playbooks) {
            for (var play : playbook.plays()) {
                for (Task task : TaskNumbers.inOrder(play)) {
                    String name = Tasks.plainName(task);
                    if (pattern.matcher(name).matches()) {
                        return before;
                    }
                    names.add(name);
                    before.add(task);
                }
            }
        }
        Problems problems = new Problems();
        problems.add(
                Location.named("--start-at-task"),
                "no task is named \"" + wanted.get() + "\"",
                Suggestions.didYouMean(wanted.get(), names, "podwright run --list-tasks shows their names"));
        problems.throwIfAny();
        return before;
    }

    private static Pattern pattern(String wanted) {
        StringBuilder pattern = new StringBuilder();
        wanted.chars()
                .forEach(c -> pattern.append(
                        switch (c) {
                            case '*' -> ".*";
                            case '?' -> ".";
                            default -> Pattern.quote(Character.toString(c));
                        }));
        return Pattern.compile(pattern.toString(), Pattern.DOTALL);
    }
}
