package dev.podwright.playbook;

import dev.podwright.source.Problems;
import dev.podwright.source.YamlNode;
import dev.podwright.template.VariableName;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which names a variable may have: such that expressions can use it, and none that always means something else.
final class VariableNames {
    private static final Set<String> RESERVED = Set.of("host", "facts", "play", "run", "env");

    private VariableNames() {}

    /// Names that no variable may have, in alphabetical order.
    static SortedSet<String> refused() {
        SortedSet<String> names = new TreeSet<>(RESERVED);
        names.addAll(VariableName.words());
        return names;
    }

    static boolean check(YamlNode.Scalar name, Problems problems) {
        String text = name.text();
        if (!VariableName.isIdentifier(text)) {
            problems.add(name.location(), "\"" + text + "\" can't be a variable's name", VariableName.hint(text));
            return false;
        }
        if (RESERVED.contains(text)) {
            problems.add(
                    name.location(),
                    "\"" + text + "\" is a reserved name",
                    "choose another; reserved are env, facts, host, play and run");
            return false;
        }
        if (VariableName.isWord(text)) {
            problems.add(name.location(), "\"" + text + "\" is a word of expressions", "choose another name");
            return false;
        }
        return true;
    }
}
