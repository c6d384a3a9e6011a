package dev.podwright.tasktype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podwright.source.NullValue;
import dev.podwright.source.Secret;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputTest {
    @Test
    void readsEachType() {
        assertThat(read(Output.Type.STRING, "a\n")).isEqualTo("a\n");
        assertThat(read(Output.Type.INT, "12")).isEqualTo(12L);
        assertThat(read(Output.Type.NUMBER, "0.5")).isEqualTo(new BigDecimal("0.5"));
        assertThat(read(Output.Type.BOOL, "true")).isEqualTo(true);
        assertThat(read(Output.Type.SECRET, "s")).isEqualTo(new Secret("s"));
    }

    @Test
    void theLastOfSeveralValuesHolds() {
        assertThat(output(Output.Type.STRING).read(List.of(List.of("a"), List.of("b"))))
                .isEqualTo("b");
    }

    @Test
    void listsMapsAndTablesAppend() {
        assertThat(output(Output.Type.LIST).read(List.of(List.of("a"), List.of("b"))))
                .isEqualTo(List.of("a", "b"));
        assertThat(output(Output.Type.LIST).read(List.of(List.of()))).isEqualTo(List.of());
        assertThat(output(Output.Type.MAP).read(List.of(List.of("a=1"), List.of("b=c=d"))))
                .isEqualTo(Map.of("a", "1", "b", "c=d"));
    }

    @Test
    void rowsHaveAllFields() {
        assertThat(table().read(List.of(List.of("index=0", "uuid=GPU-1", "free="), List.of("index=1"))))
                .isEqualTo(List.of(
                        Map.of("index", 0L, "uuid", "GPU-1", "free", NullValue.NULL),
                        Map.of("index", 1L, "uuid", NullValue.NULL, "free", NullValue.NULL)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INT | 1.5 | output \"o\" must be a whole number, not \"1.5\"",
                "INT | '' | output \"o\" must be a whole number, not \"\"",
                "NUMBER | x | output \"o\" must be a number, not \"x\"",
                "BOOL | yes | output \"o\" must be true or false, not \"yes\"",
                "MAP | x | output \"o\" takes key=value, not \"x\"",
            })
    void isStrict(Output.Type type, String text, String message) {
        assertThatThrownBy(() -> read(type, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void refusesAnUnknownFieldAndACallWithoutValue() {
        assertThatThrownBy(() -> table().read(List.of(List.of("idnex=0"))))
                .hasMessage("output \"gpus\" has no field \"idnex\" (did you mean \"index\"?)");
        assertThatThrownBy(() -> table().read(List.of(List.of("index=x"))))
                .hasMessage("output \"gpus\" field \"index\" must be a whole number, not \"x\"");
        assertThatThrownBy(() -> output(Output.Type.STRING).read(List.of(List.of())))
                .hasMessage("output \"o\" takes one value a call: pw_output o VALUE");
        assertThatThrownBy(() -> output(Output.Type.STRING).read(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Output table() {
        Map<String, Output.Type> fields =
                Map.of("index", Output.Type.INT, "uuid", Output.Type.STRING, "free", Output.Type.NUMBER);
        return new Output("gpus", Output.Type.TABLE, fields, "");
    }

    private static Output output(Output.Type type) {
        return new Output("o", type, Map.of(), "");
    }

    private static Object read(Output.Type type, String text) {
        return output(type).read(List.of(List.of(text)));
    }
}
