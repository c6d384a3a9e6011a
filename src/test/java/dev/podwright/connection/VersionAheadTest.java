package dev.podwright.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionAheadTest {
    private static final String VERSION = "SSH-2.0-Test";

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private OutputStream out;

    @BeforeEach
    void say() throws IOException {
        out = new VersionAhead(VERSION, Duration.ofSeconds(1)).said(sent);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void saysTheVersionAtOnce() {
        assertThat(sent).hasToString(VERSION + "\r\n");
    }

    /// However the library cuts what it writes: into pieces of any size, the version's end in the middle of one.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 13, 14, 15, 100})
    void theVersionIsSaidOnceAndAllBehindItGoesThrough(int piece) throws IOException {
        byte[] all = bytes(VERSION + "\r\n" + VERSION + "\r\nfirst packet");
        for (int at = 0; at < all.length; at += piece) {
            out.write(all, at, Math.min(piece, all.length - at));
        }

        assertThat(sent).hasToString(VERSION + "\r\n" + VERSION + "\r\nfirst packet");
    }

    @Test
    void countsSingleBytesToo() throws IOException {
        for (byte one : bytes(VERSION + "\r\n")) {
            out.write(one);
        }
        out.write('x');
        out.write(0xFF);

        assertThat(sent.toByteArray()).startsWith(bytes(VERSION + "\r\nx")).endsWith(0xFF);
    }

    @Test
    void aLibraryThatBeginsOtherwiseFails() throws IOException {
        out.write(bytes("SSH-2.0-"));

        assertThatThrownBy(() -> out.write(bytes("Other\r\npacket")))
                .isInstanceOf(IOException.class)
                .hasMessage("the SSH library begins otherwise than it says");
        assertThat(sent).hasToString(VERSION + "\r\n");
    }
}
