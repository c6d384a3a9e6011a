package dev.podwright.template;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a text says: a file's name, a version, yes or no; and how to put it somewhere.
final class TextFunctions {
    static final Map<String, Function> ALL = Map.of(
            "quote",
            TextFunctions::quote,
            "basename",
            arguments -> fileName(CallArguments.of(arguments, 1, 1).text("the path")),
            "dirname",
            arguments -> folder(CallArguments.of(arguments, 1, 1).text("the path")),
            "bool",
            TextFunctions::bool,
            "indent",
            TextFunctions::indent,
            "version",
            TextFunctions::version);

    private static final Set<String> YES = Set.of("true", "yes", "on", "1");
    private static final Set<String> NO = Set.of("false", "no", "off", "0");

    private TextFunctions() {}

    /// `quote(text)`: one word for a shell; a list: its words.
    private static Object quote(List<Object> arguments) {
        CallArguments given = CallArguments.of(arguments, 1, 1);
        Object value = given.value("the text");
        List<?> words = value instanceof List<?> list ? list : List.of(value);
        return words.stream()
                .map(word -> ShellOutputFormat.quote(CallArguments.textOf(word, "the text")))
                .collect(Collectors.joining(" "));
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String folder(String path) {
        int end = path.lastIndexOf('/');
        return end == 0 ? "/" : path.substring(0, Math.max(0, end));
    }

    /// `bool(value)`: `yes`, `on`, `1` and their like; anything else is refused.
    private static Object bool(List<Object> arguments) {
        String text =
                CallArguments.of(arguments, 1, 1).text("the value").strip().toLowerCase(Locale.ROOT);
        if (!YES.contains(text) && !NO.contains(text)) {
            throw new IllegalArgumentException("the value must be true, yes, on, 1, false, no, off or 0");
        }
        return YES.contains(text);
    }

    /// `indent(text, width)`: every line but the first; with `true` at the end the first too. Empty lines stay empty.
    private static Object indent(List<Object> arguments) {
        CallArguments given = CallArguments.of(arguments, 1, 3);
        String text = given.text("the text");
        String margin = " ".repeat(given.number("the width", 4));
        boolean first = Boolean.parseBoolean(given.text("whether the first line too", "false"));
        String indented = Stream.of(text.split("\n", -1))
                .map(line -> line.isEmpty() ? "" : margin + line)
                .collect(Collectors.joining("\n"));
        return first || text.startsWith("\n") || text.isEmpty() ? indented : indented.substring(margin.length());
    }

    /// `version(a, b, operator)`: whether it holds of the two versions; `==` where no operator is given.
    private static Object version(List<Object> arguments) {
        CallArguments given = CallArguments.of(arguments, 2, 3);
        int order = Versions.compare(given.text("the version"), given.text("the other version"));
        return switch (given.text("the operator", "==")) {
            case "==", "=", "eq" -> order == 0;
            case "!=", "<>", "ne" -> order != 0;
            case "<", "lt" -> order < 0;
            case "<=", "le" -> order <= 0;
            case ">", "gt" -> order > 0;
            case ">=", "ge" -> order >= 0;
            default -> throw new IllegalArgumentException("the operator is ==, !=, <, <=, > or >=");
        };
    }
}
