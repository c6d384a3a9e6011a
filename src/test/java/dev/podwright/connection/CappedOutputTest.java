package dev.podwright.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CappedOutputTest {
    private static String kept(int limit, List<String> parts) {
        CappedOutput output = new CappedOutput(limit);
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            output.append(bytes, bytes.length);
        }
        return output.text();
    }

    @Test
    void keepsWhatFits() {
        assertThat(kept(10, List.of("abc", "de", "fghij"))).isEqualTo("abcdefghij");
    }

    @Test
    void keepsTheBeginningAndTheEndOfWhatDoesNot() {
        assertThat(kept(10, List.of("abcdefg", "hijk", "lm", "nopqrstuvwxyz")))
                .isEqualTo("abcde\n[… 16 bytes left out …]\nvwxyz");
    }

    @Test
    void keepsTheEndInOrderWhereItWrapsAround() {
        assertThat(kept(10, List.of("abcde", "f", "g", "h", "i", "j", "k", "l")))
                .isEqualTo("abcde\n[… 2 bytes left out …]\nhijkl");
    }

    @Test
    void doesNotCutCharactersThatArriveInParts() {
        CappedOutput output = new CappedOutput(10);
        output.append(new byte[] {(byte) 0xc3}, 1);
        output.append(new byte[] {(byte) 0xa4}, 1);
        assertThat(output.text()).isEqualTo("ä");
    }
}
