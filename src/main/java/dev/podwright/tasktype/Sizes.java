package dev.podwright.tasktype;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes as Docker reads them (`RAMInBytes` of go-units): a number, then perhaps `b k m g t p` with `b` or
/// `ib` behind; upper or lower case; always base 1024.
final class Sizes {
    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?) ?(?:([kmgtp])(?:i?b)?|b)?");
    private static final String UNITS = "kmgtp";

    private Sizes() {}

    /// @throws IllegalArgumentException where it isn't a size
    static long bytes(Object value) {
        String text = Texts.plain(value).strip().toLowerCase(Locale.ROOT);
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("must be a size such as 4g or 512m, not " + Texts.shown(value));
        }
        int power = matcher.group(2) == null ? 0 : UNITS.indexOf(matcher.group(2)) + 1;
        BigDecimal bytes = new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(1024).pow(power));
        try {
            return bytes.setScale(0, RoundingMode.DOWN).longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("must be a size below 8192p, not " + Texts.shown(value), e);
        }
    }
}
