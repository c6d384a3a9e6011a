package dev.podwright.template;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// FreeMarker's messages without its advice to template authors, its types' names and its own source places.
final class PlainWords {
    private static final Pattern BLAMED = Pattern.compile("(?s)\\n==> (.*?)  \\[in (?:template|nameless).*");

    private PlainWords() {}

    static String ofSyntaxError(String message) {
        String first = message.lines().findFirst().orElse("not a template");
        String plain = first.replace(Interpolations.before(false), "")
                .replace(Interpolations.before(true), "")
                .replaceFirst("^Encountered (.*?), but was expecting.*", "unexpected $1")
                .replaceFirst("^Encountered ([^,]*),? ?.*", "unexpected $1")
                .replaceFirst(" Help \\(latest version\\).*", "")
                .replaceFirst(" Check if the FreeMarker end-tags.*", "")
                .replaceFirst(" The alphabetical list of.*", "");
        return tidy(plain);
    }

    static String of(String message) {
        int tips = message.indexOf("\n----");
        String whole = tips < 0 ? message : message.substring(0, tips);
        Matcher blamed = BLAMED.matcher(whole);
        String expression = blamed.find() ? "\"" + blamed.group(1).strip() + "\"" : "this";
        String text = blamed.reset()
                .replaceFirst("")
                .replaceAll(" \\(wrapper: [^)]*\\)", "")
                .replaceFirst("\\s*The blamed expression:?\\s*$", "")
                .replaceFirst("(?s)^Can't use \\?api.*", "?api can't be used here")
                .replaceFirst("(?s)^Instantiating .* is not allowed.*", "?new can't be used here")
                .replace("but this has evaluated to", "but " + expression + " is")
                .replaceAll(
                        "a string or something automatically convertible to string \\([^)]*\\)(, or \"template output\")?",
                        "text")
                .replaceAll("\\b(an?) (extended_hash|hash|extended hash)\\b", "a map")
                .replaceAll("\\b(an?) sequence\\b", "a list")
                .replaceAll("\\b(an?) string\\b", "text")
                .replaceAll("\\s*\\n\\s*", " ")
                .replace(" , but", ", but");
        return tidy(text);
    }

    private static String tidy(String text) {
        String stripped = text.strip().replaceFirst("[:.]+$", "");
        return stripped.isEmpty() ? stripped : Character.toLowerCase(stripped.charAt(0)) + stripped.substring(1);
    }
}
