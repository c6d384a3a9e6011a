package dev.podwright.engine;

import java.security.SecureRandom;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/// Names of runs: when they began, and enough chance that two of one second differ. They sort by time.
final class RunIds {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private RunIds() {}

    static String next() {
        byte[] chance = new byte[3];
        new SecureRandom().nextBytes(chance);
        return LocalDateTime.now(ZoneId.systemDefault()).format(TIME) + "-"
                + HexFormat.of().formatHex(chance);
    }
}
