package dev.podwright.playbook;

import dev.podwright.source.Problems;
import dev.podwright.source.YamlNode;
import dev.podwright.template.ReservedNames;
import dev.podwright.template.VariableName;
import java.util.Optional;

/// Which names a variable may have: such that expressions can use it, and none that always means something else.
final class VariableNames {
    private VariableNames() {}

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
