package dev.podwright.template;

import java.util.ArrayList;
import java.util.List;

/// A piece of a template: plain text, or something that belongs to FreeMarker.
///
/// @param start where it begins in the text
/// @param end the index after its last character
record Segment(Kind kind, int start, int end) {

    enum Kind {
        TEXT,
        /// `[=x]`
        INTERPOLATION,
        /// `[#if x]`, `[/#if]`, `[@macro /]`
        TAG,
        /// `[#-- … --]`
        COMMENT
    }

    String in(String text) {
        return text.substring(start, end);
    }

    /// Cuts a template into its pieces. What isn't closed counts as text: FreeMarker has its say about it.
    static List<Segment> of(String text) {
        return cut(text, true);
    }

    /// Cuts a text in which only `[=x]` is live.
    static List<Segment> interpolationsOf(String text) {
        return cut(text, false);
    }

    private static List<Segment> cut(String text, boolean tags) {
        List<Segment> segments = new ArrayList<>();
        int plain = 0;
        int i = text.indexOf('[');
        while (i >= 0) {
            Kind kind = kindAt(text, i);
            boolean live = kind == Kind.INTERPOLATION || (tags && kind != Kind.TEXT);
            int end = live ? endOf(text, i, kind) : -1;
            if (end > 0) {
                if (i > plain) {
                    segments.add(new Segment(Kind.TEXT, plain, i));
                }
                segments.add(new Segment(kind, i, end));
                plain = end;
            }
            i = text.indexOf('[', Math.max(end, i + 1));
        }
        if (plain < text.length()) {
            segments.add(new Segment(Kind.TEXT, plain, text.length()));
        }
        return segments;
    }

    private static Kind kindAt(String text, int at) {
        if (text.startsWith("[#--", at)) {
            return Kind.COMMENT;
        }
        if (text.startsWith("[=", at)) {
            return Kind.INTERPOLATION;
        }
        boolean tag = text.startsWith("[#", at)
                || text.startsWith("[/#", at)
                || text.startsWith("[@", at)
                || text.startsWith("[/@", at);
        return tag ? Kind.TAG : Kind.TEXT;
    }

    private static int endOf(String text, int at, Kind kind) {
        if (kind == Kind.COMMENT) {
            int close = text.indexOf("--]", at + 4);
            return close < 0 ? -1 : close + 3;
        }
        int from = kind == Kind.INTERPOLATION ? at + 2 : text.startsWith("[/", at) ? at + 3 : at + 2;
        return Brackets.close(text, from) + 1;
    }
}
