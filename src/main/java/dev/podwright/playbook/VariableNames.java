package dev.podwright.playbook;

import dev.podwright.source.Problems;
import dev.podwright.source.YamlNode;
import dev.podwright.template.ReservedNames;
import dev.podwright.template.VariableName;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Which names a variable may have: such that expressions can use it, and none that always means something else.
final class VariableNames {
    private VariableNames() {}

    /// Names that no variable may have, in alphabetical order.
    static SortedSet<String> refused() {
        SortedSet<String> names = new TreeSet<>(ReservedNames.names());
        names.addAll(VariableName.words());
        return names;
    }

    static boolean check(YamlNode.Scalar name, Problems problems) {
        String text = name.text();
        if (!VariableName.isIdentifier(text)) {
            problems.add(name.location(), "\"" + text + "\" can't be a variable's name", VariableName.hint(text));
            return false;
        }
        Optional<String> meaning = ReservedNames.meaning(text);
        if (meaning.isPresent()) {
            problems.add(
                    name.location(),
                    "\"" + text + "\" is a reserved name: it stands for " + meaning.get(),
                    "call it something else");
            return false;
        }
        if (VariableName.isWord(text)) {
            problems.add(name.location(), "\"" + text + "\" is a word of expressions", "choose another name");
            return false;
        }
        return true;
    }
}
