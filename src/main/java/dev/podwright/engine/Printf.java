package dev.podwright.engine;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Formats for the shell's `printf` that print given bytes: a way to make any file, NUL bytes included, without a
/// process and without a here-document.
final class Printf {
    private Printf() {}

    /// Text stays readable; bytes that are no UTF-8 text become octal escapes.
    static String format(byte[] content) {
        return text(content).map(Printf::escapeText).orElseGet(() -> escapeBytes(content));
    }

    /// The bytes as text, if they are UTF-8 without NUL.
    static Optional<String> text(byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    private static String escapeText(String text) {
        return text.replace("\\", "\\\\").replace("%", "%%").replace("\r", "\\r");
    }

    private static String escapeBytes(byte[] content) {
        StringBuilder format = new StringBuilder(content.length * 2);
        for (byte b : content) {
            boolean plain = b > ' ' && b < 127 && b != '%' && b != '\\';
            if (plain) {
                format.append((char) b);
            } else {
                format.append('\\').append(octal(b));
            }
        }
        return format.toString();
    }

    /// Always three digits, so that a digit after it isn't taken for part of it.
    private static String octal(byte b) {
        return "%03o".formatted(b & 0xff);
    }
}
