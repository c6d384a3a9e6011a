package dev.podwright.source;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Recognizes the usual slips in a line that isn't YAML, or isn't the YAML that was meant.
final class YamlHints {
    private static final Pattern BRACES = Pattern.compile("\\{\\{-?\\s*(.*?)\\s*-?}}");
    private static final Pattern UNQUOTED_VALUE =
            Pattern.compile("^(\\s*(?:- +)*(?:[^\\s'\"#:][^'\":]*:\\s+)?)([^'\"\\s].*)$");
    private static final Pattern GLUED = Pattern.compile("^\\s*(?:- +)*([\\w.-]+):([^\\s:/\\\\].*)$");

    private YamlHints() {}

    /// The hint for an expression that was written without quotes, or in Jinja's braces.
    static Optional<String> expression(String line) {
        Matcher braces = BRACES.matcher(line);
        if (braces.find()) {
            return Optional.of("expressions are written \"[=%s]\", in quotes".formatted(braces.group(1)));
        }
        if (line.contains("{%")) {
            return Optional.of("there are no {% … %} tags here; use \"when\", \"loop\", or a template file");
        }
        return quotes(line);
    }

    /// The hint to quote a whole value in which `[=…]` stands.
    private static Optional<String> quotes(String line) {
        Matcher value = UNQUOTED_VALUE.matcher(line);
        return value.matches() && value.group(2).contains("[=")
                ? Optional.of("put the whole value in quotes: \"%s\""
                        .formatted(value.group(2).strip()))
                : Optional.empty();
    }

    /// The hint for `port:22`, a key without a blank after its colon.
    static Optional<String> gluedColon(String line) {
        Matcher glued = GLUED.matcher(line);
        return glued.matches()
                ? Optional.of("put a space after the colon: \"%s: %s\"".formatted(glued.group(1), glued.group(2)))
                : Optional.empty();
    }

    /// The hint for text behind a closing quote: `'a' == b`, or a quote that was left open further up.
    static Optional<String> endedByQuote(String line, int column) {
        String before = line.substring(0, Math.min(column - 1, line.length())).stripTrailing();
        return before.endsWith("'") || before.endsWith("\"")
                ? Optional.of(
                        "this quote ends the value: put the whole value in other quotes, or close one left open above")
                : Optional.empty();
    }
}
