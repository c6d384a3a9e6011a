package dev.podwright.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkedStreamTest {
    private static final String MARK = "\u001ePabc";

    private final StringBuilder data = new StringBuilder();
    private final List<List<String>> records = new ArrayList<>();
    private final MarkedStream stream = new MarkedStream("Pabc", new MarkedStream.Sink() {
        @Override
        public void record(List<String> fields) {
            records.add(fields);
            data.append('|');
        }

        @Override
        public void data(byte[] bytes, int length) {
            data.append(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
        }
    });

    private static String record(String... fields) {
        return MARK + fields.length + MARK + String.join(MARK, fields) + MARK;
    }

    private void feed(String text, int step) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < bytes.length; i += step) {
            int count = Math.min(step, bytes.length - i);
            byte[] part = new byte[count];
            System.arraycopy(bytes, i, part, 0, count);
            stream.accept(part, count);
        }
        stream.end();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 1000})
    void cutsTheSameHoweverTheBytesArrive(int step) throws IOException {
        feed(
                "a\u001eP" + record("one", "", "x\u001ey") + record("two") + "\u001eb" + record("three") + "\u001ePab",
                step);

        assertThat(records).containsExactly(List.of("one", "", "x\u001ey"), List.of("two"), List.of("three"));
        assertThat(data).hasToString("a\u001eP||\u001eb|\u001ePab");
    }

    @Test
    void goesOnAfterAMarkWithoutARecord() throws IOException {
        feed("a" + MARK + "garbage" + record("one") + "b", 4);

        assertThat(records).containsExactly(List.of("one"));
        assertThat(data).hasToString("agarbage|b");
    }

    @Test
    void passesOutputOnWithoutWaitingForMore() throws IOException {
        byte[] bytes = "no line end".getBytes(StandardCharsets.US_ASCII);
        stream.accept(bytes, bytes.length);

        assertThat(data).hasToString("no line end");
    }
}
