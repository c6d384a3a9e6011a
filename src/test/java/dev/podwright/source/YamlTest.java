package dev.podwright.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Collections;
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

    @ParameterizedTest
    @ValueSource(strings = {"yes", "Yes", "YES", "on", "On", "true", "True", "TRUE"})
    void readsTheUsualWordsForTrue(String written) {
        assertThat(value("it: " + written)).isEqualTo(Map.of("it", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"~", "null", "Null", "NULL", "", "!!null ''"})
    void readsTheUsualWordsForNothing(String written) {
        assertThat(value("it: " + written)).isEqualTo(Map.of("it", NullValue.NULL));
    }

    @Test
    void keepsNumbersBeyondLongExactly() {
        assertThat(value("it: 123456789012345678901")).isEqualTo(Map.of("it", new BigDecimal("123456789012345678901")));
    }

    @Test
    void ownTagsOfYamlSayTheType() {
        assertThat(value("[!!str 5, !!int '5', !!float 1.5, !!bool 'yes']"))
                .isEqualTo(List.of("5", 5L, new BigDecimal("1.5"), true));
    }

    @Test
    void keepsLocalTagsOfText() {
        YamlNode.Mapping root = mapping("""
                password: !vault |
                  $ANSIBLE_VAULT;1.1;AES256
                raw: !unsafe 5
                """);

        assertThat(root.get("password")).get().isInstanceOfSatisfying(YamlNode.Scalar.class, scalar -> {
            assertThat(scalar.tag()).isEqualTo("!vault");
            assertThat(scalar.value()).isEqualTo("$ANSIBLE_VAULT;1.1;AES256\n");
        });
        assertThat(root.get("raw")).get().isInstanceOfSatisfying(YamlNode.Scalar.class, scalar -> {
            assertThat(scalar.tag()).isEqualTo("!unsafe");
            assertThat(scalar.value()).isEqualTo("5");
        });
    }

    @Test
    void ownKeysWinOverMergedOnesAndEarlierMapsOverLater() {
        assertThat(value("""
                base: &base {image: a, memory: 1g}
                other: &other {image: b, cpus: 2}
                pod:
                  image: c
                  <<: [*base, *other]
                  name: web
                """))
                .extracting("pod")
                .isEqualTo(Map.of("image", "c", "memory", "1g", "cpus", 2L, "name", "web"));
    }

    @Test
    void anAliasStandsWhereItsAnchorIs() {
        YamlNode.Mapping root = mapping("""
                first: &port 22
                second: *port
                """);

        assertThat(root.get("second").orElseThrow().location()).hasToString("test.yml:1:14");
    }

    @Test
    void knowsWhereScalarsStand() {
        YamlNode.Mapping root = mapping("""
                # a comment
                plain: some words
                quoted:   "some words"
                tagged: !unsafe 'x'
                emoji: {🚀: "after", b: 1}
                long: one
                  two
                block: |
                  one
                """);

        assertThat(placeOf(root, "plain")).isEqualTo("2:8+10");
        assertThat(placeOf(root, "quoted")).isEqualTo("3:11+12");
        assertThat(placeOf(root, "tagged")).isEqualTo("4:17+3");
        assertThat(placeOf(root, "emoji")).isEqualTo("5:8+19");
        assertThat(placeOf((YamlNode.Mapping) root.get("emoji").orElseThrow(), "b"))
                .isEqualTo("5:25+1");
        assertThat(placeOf(root, "long")).isEqualTo("6:7+3");
        assertThat(placeOf(root, "block")).isEqualTo("8:8+1");
    }

    @Test
    void knowsWhereCollectionsStand() {
        YamlNode.Mapping root = mapping("""
                map:
                  key: 1
                list:
                  - a
                flow: [=image]
                """);

        assertThat(placeOf(root, "map")).isEqualTo("2:3+3");
        assertThat(placeOf(root, "list")).isEqualTo("4:5+1");
        assertThat(placeOf(root, "flow")).isEqualTo("5:7+8");
    }

    @Test
    void countsLinesThatEndAsOnWindows() {
        YamlNode.Mapping root = (YamlNode.Mapping) Yaml.read(new SourceFile("test.yml", "a: 1\r\nb: 2\r\n"), problems)
                .orElseThrow();

        assertThat(placeOf(root, "b")).isEqualTo("2:4+1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# only a comment\n", "---\n", "---\n# nothing\n...\n"})
    void anEmptyFileHasNoDocument(String text) {
        assertThat(Yaml.read(new SourceFile("test.yml", text), problems)).isEmpty();
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void readsJsonIndentedWithTabs() {
        assertThat(value("{\n\t\"a\": [\n\t\t1,\n\t\t\"x\\ty\"\n\t]\n}\n")).isEqualTo(Map.of("a", List.of(1L, "x\ty")));
    }

    @Test
    void refusesAliasesThatMultiplyTheDocument() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i <= 100; i++) {
            String before = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(10, before))));
        }

        assertThat(problem(bomb.toString())).isEqualTo("aliases multiply the document beyond 1,000,000 values");
    }

    @Test
    void refusesEndlessNesting() {
        assertThat(problem("[".repeat(100_000))).isEqualTo("nested deeper than 100 levels");
        assertThat(problem("- ".repeat(500) + "x")).isEqualTo("nested deeper than 100 levels");
    }

    @Test
    void refusesTooManyAliases() {
        assertThat(problem("a: &a [1]\nb: [" + "*a, ".repeat(10_001) + "]")).isEqualTo("more than 10,000 aliases");
    }

    private String problem(String text) {
        Problems found = new Problems();
        assertThat(Yaml.read(new SourceFile("test.yml", text), found)).isEmpty();
        return found.sorted().getFirst().message();
    }

    private YamlNode.Mapping mapping(String text) {
        return (YamlNode.Mapping)
                Yaml.read(new SourceFile("test.yml", text), problems).orElseThrow();
    }

    private static String placeOf(YamlNode.Mapping root, String key) {
        Location place = root.get(key).orElseThrow().location();
        return "%d:%d+%d".formatted(place.line(), place.column(), place.length());
    }

    private Object value(String text) {
        Object value = Yaml.read(new SourceFile("test.yml", text), problems)
                .orElseThrow()
                .toValue();
        assertThat(problems.sorted()).isEmpty();
        return value;
    }
}
