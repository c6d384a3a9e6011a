package dev.podwright.template;

import java.util.Set;
import java.util.regex.Pattern;

/// Which names of variables an expression can say.
public final class VariableName {
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> WORDS = Set.of("true", "false", "gt", "gte", "lt", "lte", "as", "in", "using");

    private VariableName() {}

    /// Letters, digits and underscores, no digit first.
    public static boolean isIdentifier(String name) {
        return IDENTIFIER.matcher(name).matches();
    }

    /// Whether it means something else in an expression.
    public static boolean isWord(String name) {
        return WORDS.contains(name);
    }

    /// The words that mean something else.
    public static Set<String> words() {
        return WORDS;
    }

    /// How to write a name that isn't an identifier.
    public static String hint(String name) {
        String better = name.replaceAll("[^A-Za-z0-9_]+", "_").replaceFirst("^([0-9])", "_$1");
        return isIdentifier(better) && !better.equals("_")
                ? "letters, digits and underscores only, such as \"" + better + '"'
                : "letters, digits and underscores only, and no digit first";
    }
}
