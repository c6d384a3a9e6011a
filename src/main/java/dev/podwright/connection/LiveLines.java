package dev.podwright.connection;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Passes bytes on as text in whole lines, so that no character is cut. A line that doesn't end is passed on in
/// parts of 8 KiB, its rest at the end. Not thread-safe.
final class LiveLines {
    private static final int PART = 8 << 10;

    private final Consumer<String> listener;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    LiveLines(Consumer<String> listener) {
        this.listener = listener;
    }

    void append(byte[] bytes, int length) {
        int cut = length;
        while (cut > 0 && bytes[cut - 1] != '\n') {
            cut--;
        }
        if (cut == 0 && pending.size() + length > PART) {
            cut = characterBoundary(bytes, length);
        }
        pending.write(bytes, 0, cut);
        if (cut > 0) {
            flush();
        }
        pending.write(bytes, cut, length - cut);
    }

    void flush() {
        if (pending.size() > 0) {
            String text = pending.toString(StandardCharsets.UTF_8);
            pending.reset();
            listener.accept(text);
        }
    }

    /// Before the last character's first byte: that character may not be complete yet.
    private static int characterBoundary(byte[] bytes, int length) {
        int cut = length - 1;
        while (cut > 0 && (bytes[cut] & 0xC0) == 0x80) {
            cut--;
        }
        return cut;
    }
}
