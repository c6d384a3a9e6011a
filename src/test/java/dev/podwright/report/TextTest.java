package dev.podwright.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.source.Json;
import dev.podwright.source.NullValue;
import dev.podwright.source.Secret;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void countsColumnsAsATerminalDoes() {
        assertThat(Text.width("gpu-01")).isEqualTo(6);
        assertThat(Text.width("é")).isEqualTo(1);
        assertThat(Text.width("e\u0301")).isEqualTo(1);
        assertThat(Text.width("日本")).isEqualTo(4);
        assertThat(Text.width("🚀")).isEqualTo(2);
        assertThat(Text.width("Ａ")).isEqualTo(2);
    }

    @Test
    void cutsByColumns() {
        assertThat(Text.cut("abcdef", 6)).isEqualTo("abcdef");
        assertThat(Text.cut("abcdef", 5)).isEqualTo("abcd…");
        assertThat(Text.cut("日本語", 5)).isEqualTo("日本…");
        assertThat(Text.cut("日本語", 4)).isEqualTo("日…");
    }

    @Test
    void keepsTheLastStateOfAnOverwrittenLine() {
        assertThat(Text.printable("10%\r50%\r100%\nnext\r\n")).isEqualTo("100%\nnext\n");
    }

    @Test
    void writesDurationsShortly() {
        assertThat(Text.duration(Duration.ofMillis(40))).isEqualTo("0.0s");
        assertThat(Text.duration(Duration.ofMillis(3240))).isEqualTo("3.2s");
        assertThat(Text.duration(Duration.ofSeconds(125))).isEqualTo("2m05s");
        assertThat(Text.duration(Duration.ofMinutes(62))).isEqualTo("1h02m");
    }

    @Test
    void writesEveryKindOfValueAsJsonAndMasksSecrets() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("text", "a\"\n");
        value.put("list", List.of(1L, new BigDecimal("0.50"), true));
        value.put("nothing", NullValue.NULL);
        value.put("password", new Secret("hunter2"));
        assertThat(Json.compact(value))
                .isEqualTo("{\"text\":\"a\\\"\\n\",\"list\":[1,0.50,true],\"nothing\":null,\"password\":\"***\"}");
    }
}
