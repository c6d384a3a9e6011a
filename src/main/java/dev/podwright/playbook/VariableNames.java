package dev.podwright.playbook;

import dev.podwright.source.Problems;
import dev.podwright.source.YamlNode;
import java.util.Set;
import java.util.regex.Pattern;

/// Which names a variable may have: such that expressions can use it, and none that always means something else.
final class VariableNames {
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> RESERVED = Set.of("host", "facts", "play", "run", "env");
    private static final Set<String> EXPRESSION_WORDS =
            Set.of("true", "false", "gt", "gte", "lt", "lte", "as", "in", "using");

    private VariableNames() {}

    static boolean check(YamlNode.Scalar name, Problems problems) {
        String text = name.text();
        if (!IDENTIFIER.matcher(text).matches()) {
            problems.add(name.location(), "\"" + text + "\" can't be a variable's name", suggestion(text));
            return false;
        }
        if (RESERVED.contains(text)) {
            problems.add(
                    name.location(),
                    "\"" + text + "\" is a reserved name",
                    "choose another; reserved are env, facts, host, play and run");
            return false;
        }
        if (EXPRESSION_WORDS.contains(text)) {
            problems.add(name.location(), "\"" + text + "\" is a word of expressions", "choose another name");
            return false;
        }
        return true;
    }

    private static String suggestion(String text) {
        String better = text.replaceAll("[^A-Za-z0-9_]+", "_").replaceFirst("^([0-9])", "_$1");
        return IDENTIFIER.matcher(better).matches() && !better.equals("_")
                ? "letters, digits and underscores only, such as \"" + better + '"'
                : "letters, digits and underscores only, and no digit first";
    }
}
