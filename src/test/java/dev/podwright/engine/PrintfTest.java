package dev.podwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintfTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "100% \\n \\\\ 'q' \"d\" $HOME `x`", "a\r\nb\n\n", "é ☃", "-n", "\\061"})
    void printsTextAsItIs(String text) throws Exception {
        assertThat(printed(text.getBytes(StandardCharsets.UTF_8))).asString().isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, '%', '\\', '7', 127, 128, 255})
    void printsEveryByteAlsoBeforeADigit(int value) throws Exception {
        byte[] bytes = {(byte) 0xff, (byte) value, '1', 0};
        assertThat(printed(bytes)).isEqualTo(bytes);
    }

    private static byte[] printed(byte[] content) throws Exception {
        Process shell = new ProcessBuilder(
                        "sh", "-c", "[ -z \"$1\" ] || printf -- \"$1\"", "sh", Printf.format(content))
                .start();
        try (InputStream out = shell.getInputStream()) {
            return out.readAllBytes();
        }
    }
}
