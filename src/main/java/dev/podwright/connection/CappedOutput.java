package dev.podwright.connection;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// What a phase printed on one stream: all of it, or where it is too much its beginning and its end. Not thread-safe.
final class CappedOutput {
    static final int DEFAULT_LIMIT = 10 << 20;

    private final int half;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private byte[] tail = new byte[0];
    private long tailTotal;

    CappedOutput(int limit) {
        this.half = limit / 2;
    }

    void append(byte[] bytes, int length) {
        int first = Math.min(length, half - head.size());
        head.write(bytes, 0, first);
        int offset = Math.max(first, length - half);
        tailTotal += offset - first;
        while (offset < length) {
            growTail();
            int at = (int) (tailTotal % half);
            int count = Math.min(length - offset, half - at);
            System.arraycopy(bytes, offset, tail, at, count);
            tailTotal += count;
            offset += count;
        }
    }

    /// Decoded as UTF-8; what isn't becomes U+FFFD.
    String text() {
        if (tailTotal <= half) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(head.toByteArray());
            all.write(tail, 0, (int) tailTotal);
            return all.toString(StandardCharsets.UTF_8);
        }
        int start = (int) (tailTotal % half);
        ByteArrayOutputStream end = new ByteArrayOutputStream();
        end.write(tail, start, half - start);
        end.write(tail, 0, start);
        String note = "\n[… " + (tailTotal - half) + " bytes left out …]\n";
        return head.toString(StandardCharsets.UTF_8) + note + end.toString(StandardCharsets.UTF_8);
    }

    private void growTail() {
        if (tail.length == 0) {
            tail = new byte[half];
        }
    }
}
