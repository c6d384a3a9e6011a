package dev.podwright.connection;

import java.security.SecureRandom;
import java.util.HexFormat;

/// Words that nobody can guess (128 bits), to tell the shell's own marks from what programs print.
final class RandomWord {
    private RandomWord() {}

    /// Begins with a letter that is no hexadecimal digit, so that it can stand behind an octal escape.
    static String next() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return "P" + HexFormat.of().formatHex(bytes);
    }
}
