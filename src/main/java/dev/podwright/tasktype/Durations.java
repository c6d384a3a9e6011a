package dev.podwright.tasktype;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations: seconds as a number, or parts with units from large to small, such as `90s`, `5m`, `1h30m`, `1d`.
final class Durations {
    private static final Pattern DURATION =
            Pattern.compile("(?=.)(?:(\\d+)d)?\\s*(?:(\\d+)h)?\\s*(?:(\\d+)m)?\\s*(?:(\\d+)s?)?");
    private static final long[] SECONDS = {86_400, 3_600, 60, 1};

    private Durations() {}

    /// @throws IllegalArgumentException where it isn't a duration in whole seconds
    static long seconds(Object value) {
        Matcher matcher = DURATION.matcher(Texts.plain(value).strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw wrong(value, null);
        }
        try {
            long seconds = 0;
            for (int i = 0; i < SECONDS.length; i++) {
                String part = matcher.group(i + 1);
                long count = part == null ? 0 : Long.parseLong(part);
                seconds = Math.addExact(seconds, Math.multiplyExact(count, SECONDS[i]));
            }
            return seconds;
        } catch (ArithmeticException | NumberFormatException e) {
            throw wrong(value, e);
        }
    }

    private static IllegalArgumentException wrong(Object value, @org.jspecify.annotations.Nullable Exception cause) {
        return new IllegalArgumentException(
                "must be a duration in whole seconds, such as 90, 90s, 5m or 2h, not " + Texts.shown(value), cause);
    }
}
