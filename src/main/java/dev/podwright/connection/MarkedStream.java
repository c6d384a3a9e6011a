package dev.podwright.connection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Cuts one stream of a shell into records and what programs printed between them, however the bytes arrive. A record
/// is `MARK count MARK field … MARK`, where the mark is the character 036 and the shell's random word. Not
/// thread-safe.
final class MarkedStream {
    /// Hears of what was cut, in order.
    interface Sink {
        void record(List<String> fields) throws IOException;

        void data(byte[] bytes, int length);
    }

    private static final int FIELD_LIMIT = 64 << 20;
    private static final byte RECORD_SEPARATOR = 0x1e;

    private final byte[] mark;
    private final Sink sink;
    private final List<String> fields = new ArrayList<>();
    private byte[] pending = new byte[1 << 13];
    private int length;
    private int scanned;
    private boolean inRecord;
    private int fieldsToCome;

    MarkedStream(String word, Sink sink) {
        this.mark = ("\u001e" + word).getBytes(StandardCharsets.US_ASCII);
        this.sink = sink;
    }

    void accept(byte[] bytes, int count) throws IOException {
        append(bytes, count);
        for (int at = indexOfMark(); at >= 0; at = indexOfMark()) {
            if (inRecord) {
                segment(at);
            } else {
                emit(at);
                inRecord = true;
                fieldsToCome = -1;
            }
            discard(at + mark.length);
        }
        keepOnlyWhatMayBecomeAMark();
    }

    /// What came last, where no mark followed.
    void end() {
        if (!inRecord) {
            emit(length);
        }
        length = 0;
    }

    private void segment(int end) throws IOException {
        String text = new String(pending, 0, end, StandardCharsets.UTF_8);
        if (fieldsToCome < 0) {
            startRecord(text, end);
            return;
        }
        fields.add(text);
        fieldsToCome--;
        if (fieldsToCome == 0) {
            List<String> complete = List.copyOf(fields);
            fields.clear();
            inRecord = false;
            sink.record(complete);
        }
    }

    /// A mark without a count behind it is no record: some process cut in. It counts as output, and the mark that
    /// ended it as a new beginning.
    private void startRecord(String count, int end) {
        fields.clear();
        if (count.length() < 5 && count.matches("[1-9][0-9]*")) {
            fieldsToCome = Integer.parseInt(count);
        } else {
            emit(end);
        }
    }

    private void keepOnlyWhatMayBecomeAMark() throws IOException {
        int from = Math.max(0, length - mark.length + 1);
        int suspect = length;
        for (int i = from; i < length; i++) {
            if (pending[i] == RECORD_SEPARATOR) {
                suspect = i;
                break;
            }
        }
        if (inRecord) {
            scanned = suspect;
            if (length > FIELD_LIMIT) {
                throw new IOException("a value of more than 64 MiB was reported");
            }
        } else {
            emit(suspect);
            discard(suspect);
        }
    }

    private int indexOfMark() {
        for (int i = scanned; i <= length - mark.length; i++) {
            if (pending[i] == RECORD_SEPARATOR && Arrays.equals(pending, i, i + mark.length, mark, 0, mark.length)) {
                return i;
            }
        }
        return -1;
    }

    private void emit(int count) {
        if (count > 0) {
            sink.data(pending, count);
        }
    }

    private void append(byte[] bytes, int count) {
        if (length + count > pending.length) {
            pending = Arrays.copyOf(pending, Math.max(pending.length * 2, length + count));
        }
        System.arraycopy(bytes, 0, pending, length, count);
        length += count;
    }

    private void discard(int count) {
        System.arraycopy(pending, count, pending, 0, length - count);
        length -= count;
        scanned = 0;
    }
}
