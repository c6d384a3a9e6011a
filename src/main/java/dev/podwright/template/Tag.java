package dev.podwright.template;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A tag of the template language, such as `[#if x]`, `[/#if]` or `[@macro /]`.
///
/// @param text as it stands in the template
record Tag(Segment segment, String text) {
    private static final Pattern PARTS = Pattern.compile("\\[(/?)([#@])(\\w*)");

    /// `if`, or for a call the macro's name.
    String name() {
        Matcher matcher = PARTS.matcher(text);
        return matcher.lookingAt() ? matcher.group(3) : "";
    }

    boolean closing() {
        return text.startsWith("[/");
    }

    boolean macroCall() {
        return text.startsWith("[@") || text.startsWith("[/@");
    }

    /// Whether text belongs to it: `[#assign x = 1]` has none, `[#assign x]…[/#assign]` has.
    boolean opensBlock() {
        boolean assigns = name().equals("assign") || name().equals("local");
        return !assigns || !Brackets.withoutStrings(text).contains("=");
    }
}
