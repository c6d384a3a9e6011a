package dev.podwright.report;

import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Text as it fits into a terminal's columns and harms nothing there.
final class Text {
    /// Escape sequences: CSI, OSC (to BEL or ST), and the two-character ones.
    private static final Pattern ESCAPES = Pattern.compile(
            "\u001B(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001B]*(?:\u0007|\u001B\\\\)?|[ -/]*[0-Z\\\\-~])");

    private static final Pattern OVERWRITTEN = Pattern.compile("(?m)^[^\n]*\r(?=[^\n])");

    /// Controls other than newline and tab, and the characters that reorder what stands beside them.
    private static final Pattern CONTROLS =
            Pattern.compile("[\\p{Cntrl}\u0080-\u009F\u202A-\u202E\u2066-\u2069&&[^\n\t]]");

    private Text() {}

    /// The text without what would move the cursor, colour, or beep; of a line that was overwritten (as progress bars
    /// do), its last state.
    static String printable(String text) {
        String plain = ESCAPES.matcher(text.replace("\r\n", "\n")).replaceAll("");
        return CONTROLS.matcher(OVERWRITTEN.matcher(plain).replaceAll("")).replaceAll("");
    }

    static List<String> lines(String text) {
        return printable(text).stripTrailing().lines().toList();
    }

    /// Everything on one line, for places that have just one.
    static String oneLine(String text) {
        return String.join(" ", lines(text)).strip();
    }

    static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    /// The text cut to a width, with an ellipsis where something is missing.
    static String cut(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int used = 1;
        for (int point : text.codePoints().toArray()) {
            used += width(point);
            if (used > width) {
                break;
            }
            kept.appendCodePoint(point);
        }
        return kept + "…";
    }

    /// Columns that the text takes on a terminal.
    static int width(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .codePoints()
                .map(Text::width)
                .sum();
    }

    private static int width(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(point) ? 2 : 1;
        };
    }

    private static boolean isWide(int point) {
        return Character.isIdeographic(point)
                || Character.isEmojiPresentation(point)
                || (point >= 0x1100 && point <= 0x115F)
                || (point >= 0x2E80 && point <= 0xA4CF && point != 0x303F)
                || (point >= 0xAC00 && point <= 0xD7A3)
                || (point >= 0xFE30 && point <= 0xFE6F)
                || (point >= 0xFF00 && point <= 0xFF60)
                || (point >= 0xFFE0 && point <= 0xFFE6);
    }

    /// `3.2s`, `2m05s`, `1h02m`.
    static String duration(Duration duration) {
        if (duration.toMinutes() == 0) {
            return String.format(Locale.ROOT, "%.1fs", duration.toMillis() / 1000.0);
        }
        return duration.toHours() == 0
                ? "%dm%02ds".formatted(duration.toMinutes(), duration.toSecondsPart())
                : "%dh%02dm".formatted(duration.toHours(), duration.toMinutesPart());
    }

    /// A message without the host's name in front, for places where that stands already.
    static String withoutHost(String host, String message) {
        return message.startsWith(host + ": ") ? message.substring(host.length() + 2) : message;
    }

    /// `1 host`, `3 hosts`.
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
