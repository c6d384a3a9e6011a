package dev.podwright.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTest {
    private final Problems problems = new Problems();

    @Test
    void readsValuesOfEveryKind() {
        assertThat(value("""
                text: some words
                count: 42
                negative: -7
                ratio: 1.10
                yes: Yes
                quoted: "5"
                nothing:
                list: [1, two, ~]
                map: {a: 1}
                block: |
                  one
                  two
                """))
                .isEqualTo(Map.of(
                        "text",
                        "some words",
                        "count",
                        42L,
                        "negative",
                        -7L,
                        "ratio",
                        new BigDecimal("1.10"),
                        "yes",
                        true,
                        "quoted",
                        "5",
                        "nothing",
                        NullValue.NULL,
                        "list",
                        List.of(1L, "two", NullValue.NULL),
                        "map",
                        Map.of("a", 1L),
                        "block",
                        "one\ntwo\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0644",
                "08",
                "22:22",
                "1_000",
                "0x1F",
                "0o17",
                "2026-11-23",
                "1e5",
                "y",
                "yEs",
                ".inf",
                "=",
                "4g"
            })
    void leavesWhatOnlyLooksLikeANumberOrDateAsText(String written) {
        assertThat(value("it: " + written)).isEqualTo(Map.of("it", written));
    }

    private Object value(String text) {
        Object value = Yaml.read(new SourceFile("test.yml", text), problems)
                .orElseThrow()
                .toValue();
        assertThat(problems.sorted()).isEmpty();
        return value;
    }
}
