package dev.podwright.template;

import dev.podwright.source.NullValue;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Regular expressions, Java's, as Ansible's users write them: a group may be named as in Python, `(?P<name>…)`, and
/// in a replacement what was matched is `\\1` or `\\g<name>`.
final class RegexFunctions {
    private static final Pattern REFERENCE = Pattern.compile("\\\\(?:(\\d{1,2})|g<(\\w+)>|(.))", Pattern.DOTALL);

    private RegexFunctions() {}

    /// `regex_replace(text, pattern, replacement)`.
    static Object replace(List<Object> arguments) {
        CallArguments given = CallArguments.of(arguments, 2, 3);
        String text = given.text("the text");
        Pattern pattern = pattern(given.text("the pattern"));
        String replacement = javaReplacement(given.text("the replacement", ""));
        try {
            return pattern.matcher(text).replaceAll(replacement);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IllegalArgumentException("the replacement names a group that the pattern doesn't have", e);
        }
    }

    /// `regex_search(text, pattern[, group])`: what matches first, or its group of that number; no value where nothing
    /// does.
    static Object search(List<Object> arguments) {
        CallArguments given = CallArguments.of(arguments, 2, 3);
        String text = given.text("the text");
        Matcher matcher = pattern(given.text("the pattern")).matcher(text);
        int group = given.number("the group", 0);
        if (group > matcher.groupCount()) {
            throw new IllegalArgumentException("the pattern has no group " + group);
        }
        if (!matcher.find()) {
            return NullValue.NULL;
        }
        String found = matcher.group(group);
        return found == null ? NullValue.NULL : found;
    }

    /// `regex_findall(text, pattern)`: a list of all that matches.
    static Object findAll(List<Object> arguments) {
        CallArguments given = CallArguments.of(arguments, 2, 2);
        String text = given.text("the text");
        return pattern(given.text("the pattern"))
                .matcher(text)
                .results()
                .<Object>map(MatchResult::group)
                .toList();
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text.replace("(?P<", "(?<"));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("the pattern is not a regular expression: " + e.getDescription(), e);
        }
    }

    private static String javaReplacement(String text) {
        StringBuilder replacement = new StringBuilder();
        Matcher matcher = REFERENCE.matcher(text);
        int end = 0;
        while (matcher.find()) {
            replacement.append(Matcher.quoteReplacement(text.substring(end, matcher.start())));
            replacement.append(reference(matcher));
            end = matcher.end();
        }
        return replacement.append(Matcher.quoteReplacement(text.substring(end))).toString();
    }

    private static String reference(Matcher matcher) {
        if (matcher.group(1) != null) {
            return "$" + matcher.group(1);
        }
        return matcher.group(2) == null ? Matcher.quoteReplacement(matcher.group(3)) : "${" + matcher.group(2) + "}";
    }
}
