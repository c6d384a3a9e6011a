package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// The reader and writer of JSON with each awk that a host may have.
@ParameterizedClass
@ValueSource(strings = {"mawk", "gawk", "busybox"})
class JsonLibraryTest {
    private static final String STYLED = """
            {
                "log-opts" : {"max-size": "10m", "labels": "\\u00e9\\/"},
                "big": 12345678901234567890.10,
                "hosts": [ "unix:///var/run/docker.sock",   "tcp://127.0.0.1:2375" ],
                "ratio": 1E+2
            }""";

    @TempDir
    Path folder;

    private final String awk;
    private ShellLibrary json;
    private Path file;

    JsonLibraryTest(String awk) {
        this.awk = awk;
    }

    @BeforeEach
    void haveThisAwk() throws IOException {
        Optional<Path> found = Stream.of("/usr/bin/", "/bin/")
                .map(folder -> Path.of(folder + awk))
                .filter(Files::exists)
                .findFirst();
        assumeTrue(found.isPresent() || System.getenv("CI") != null, "there is no " + awk + " on this machine");
        Path program = found.orElseThrow(() -> new AssertionError("CI must have " + awk));
        Files.createDirectory(folder.resolve("bin"));
        String call = awk.equals("busybox") ? program + " awk" : program.toString();
        Path script = Files.writeString(folder.resolve("bin/awk"), "#!/bin/sh\nexec " + call + " \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        json = ShellLibrary.of("json");
        file = folder.resolve("daemon.json");
    }

    private ShellLibrary.Ended call(String script) throws Exception {
        return json.call("dash", folder.resolve("bin") + ":/usr/bin:/bin", Map.of("file", file.toString()), script);
    }

    private String edited(String text, String edits) throws Exception {
        Files.writeString(file, text);
        ShellLibrary.Ended ended = call("json_begin\n" + edits + "\njson_print \"$file\"");
        assertThat(ended.error()).isEmpty();
        assertThat(ended.status()).isZero();
        return ended.output();
    }

    @Test
    void changesOnlyTheCharactersOfItsOwnValue() throws Exception {
        assertThat(edited(STYLED, """
                        json_set /features/cdi true
                        json_merge '' '{"runtimes":{"nvidia":{"path":"nvidia-container-runtime"}},"log-opts":{"max-file":"3"}}'
                        json_append /hosts '"fd://"'
                        json_delete /ratio
                        """)).isEqualTo("""
                        {
                            "log-opts" : {"max-size": "10m", "labels": "\\u00e9\\/", "max-file" : "3"},
                            "big": 12345678901234567890.10,
                            "hosts": [ "unix:///var/run/docker.sock",   "tcp://127.0.0.1:2375", "fd://" ],
                            "features" : {
                                "cdi" : true
                            },
                            "runtimes" : {
                                "nvidia" : {
                                    "path" : "nvidia-container-runtime"
                                }
                            }
                        }""");
    }

    @Test
    void keepsTheStyleOfAFile() throws Exception {
        assertThat(edited("{\"a\":1}\n", "json_set /b/c '[1, {\"d\": 2}]'"))
                .isEqualTo("{\"a\":1, \"b\":{\"c\":[1, {\"d\":2}]}}\n");
        assertThat(edited("{\r\n\t\"a\": {}\r\n}\r\n", "json_set /a/b 1"))
                .isEqualTo("{\r\n\t\"a\": {\r\n\t\t\"b\": 1\r\n\t}\r\n}\r\n");
        assertThat(edited("{ }\n", "json_set /a 1; json_set /b '[]'")).isEqualTo("{\n  \"a\": 1,\n  \"b\": []\n}\n");
        assertThat(edited(" \n", "json_set /a null")).isEqualTo("{\n  \"a\": null\n}\n");
    }

    @Test
    void removesAKeyWithItsComma() throws Exception {
        String text = "{\n  \"a\": 1,\n  \"b\": {\"c\": 2},\n  \"d\": [1, 2]\n}\n";
        assertThat(edited(text, "json_delete /a")).isEqualTo("{\n  \"b\": {\"c\": 2},\n  \"d\": [1, 2]\n}\n");
        assertThat(edited(text, "json_delete /b/c")).isEqualTo(text.replace("{\"c\": 2}", "{}"));
        assertThat(edited(text, "json_delete /d; json_delete /nothing/here"))
                .isEqualTo("{\n  \"a\": 1,\n  \"b\": {\"c\": 2}\n}\n");
    }

    @Test
    void whatMeansTheSameIsNoChange() throws Exception {
        String text =
                "{\"t\": \"\\u0041\\/\\ud83d\\ude00\", \"n\": 10.0e-1, \"o\": {\"b\": [1,2], \"a\": {}}, \"z\": -0}";
        Files.writeString(file, text);

        ShellLibrary.Ended ended = call("""
                json_begin
                json_set /t '"A/😀"'
                json_set /n 1
                json_set /o '{ "a": {}, "b": [1, 2] }'
                json_merge '' '{"o": {"a": {}}}'
                json_append /o/b 2e0
                json_set /z 0
                json_diff "$file"
                printf '[%s]' "$json_output"
                json_print "$file"
                """);

        assertThat(ended.error()).isEmpty();
        assertThat(ended.output()).isEqualTo("[]" + text);
    }

    @Test
    void saysWhatChangesKeyByKey() throws Exception {
        Files.writeString(file, "{\"a\": \"x\", \"b\": {\"c.d\": [1], \"e\": \"1\"}, \"f\": null}");

        ShellLibrary.Ended ended = call("""
                json_begin
                json_merge '' '{"a": "y", "b": {"c.d": [1, 2], "e": 1}, "f": {"g": true}}'
                json_set /h '"true"'
                json_delete /b/e
                json_diff "$file"
                printf '%s' "$json_output"
                """);

        assertThat(ended.output().lines())
                .containsExactly(
                        "a\tx\ty",
                        "b.\"c.d\"\t[1]\t[1,2]",
                        "b.e\t\"1\"\t1",
                        "f.g\tabsent\ttrue",
                        "h\tabsent\t\"true\"",
                        "b.e\t1\tabsent");
    }

    @Test
    void answersQueries() throws Exception {
        Files.writeString(file, "{\"a\": {\"b/c\": [ 1, \"t\" ], \"n\": null}, \"s\": \"it's $(here)\"}");

        ShellLibrary.Ended ended = call("""
                json_query "$file" /a/b~1c /a/b~1c/1 /a/n /x
                printf '%s\\n' "$json_output"
                json_get "$file" /s
                printf '%s %s\\n' "$json_kind" "$json_value"
                json_query "$file.missing" /x ''
                printf '%s\\n' "$json_output"
                """);

        assertThat(ended.output().lines())
                .containsExactly(
                        "/a/b~1c\tlist\t[1,\"t\"]",
                        "/a/b~1c/1\tstring\t\"t\"",
                        "/a/n\tnull\tnull",
                        "/x\tabsent\t",
                        "string it's $(here)",
                        "/x\tabsent\t",
                        "\tobject\t{}");
    }

    @Test
    void refusesWhatIsNotJsonWithLineAndColumn() throws Exception {
        Map<String, String> mistakes = Map.ofEntries(
                Map.entry("", "line 1, column 1: it is empty"),
                Map.entry("\ufeff{}", "line 1, column 1: it begins with a byte order mark; save it without one"),
                Map.entry(
                        "{\n\"a\": 1,\n\"\\u0061\": 2}",
                        "line 3, column 1: the key \"a\" is there twice, first in line 2"),
                Map.entry("{\"a\": 1,\n}", "line 1, column 8: there is a comma before } where nothing follows"),
                Map.entry("{\"a\": 1 \"b\": 2}", "line 1, column 9: \" stands where a comma or } should come"),
                Map.entry("// no\n{}", "line 1, column 1: JSON has no comments"),
                Map.entry("{\n  'a': 1}", "line 2, column 3: ' stands where a key in quotation marks should come"),
                Map.entry("{\"a\": True}", "line 1, column 7: True stands where a value should come"),
                Map.entry("{\"a\": 007}", "line 1, column 7: 007 is not a number as JSON writes it"),
                Map.entry("[1", "line 1, column 3: it ends where a comma or ] should come"),
                Map.entry("{} {}", "line 1, column 4: { stands where nothing more should come"),
                Map.entry("[\"a", "line 1, column 2: the text that begins here has no closing quotation mark"),
                Map.entry("[\"a\nb\"]", "line 1, column 4: a text may not hold a line break"),
                Map.entry("[\"\\x\"]", "line 1, column 3: JSON knows no escape \\x"),
                Map.entry("[\"\\u00g0\"]", "line 1, column 3: behind \\u there must be four hexadecimal digits"),
                Map.entry("{\"a\0\": 1}", "line 1, column 4: a text may not hold a line break"),
                Map.entry("[1]\0", "line 1, column 4: a character that is not plain text stands where nothing more"),
                Map.entry("[".repeat(5000), "line 1, column 66: it is nested more than 64 levels deep"));
        for (Map.Entry<String, String> mistake : mistakes.entrySet()) {
            Files.writeString(file, mistake.getKey());
            ShellLibrary.Ended ended = call("json_valid \"$file\" || pw_fail \"$json_problem\"");
            assertThat(ended.status()).as(mistake.getKey()).isEqualTo(13);
            assertThat(ended.error()).startsWith(file + ", " + mistake.getValue());
        }
    }

    @Test
    void refusesToPutAKeyWhereNoneFits() throws Exception {
        Files.writeString(file, "{\n  \"features\": \"all\",\n  \"hosts\": {}\n}");

        assertThat(call("json_begin; json_set /features/cdi true; json_diff \"$file\"")
                        .error())
                .startsWith(file + ", line 2, column 15: features is a string, so it can hold no key \"cdi\"");
        assertThat(call("json_begin; json_append /hosts 1; json_print \"$file\"")
                        .error())
                .startsWith(file + ", line 3, column 12: hosts is an object, and a list belongs there");
        assertThat(Files.readString(file)).contains("\"all\"");
    }

    @Test
    void managesTheDeepestThatIsAllowedAndNumbersOfAnyLength() throws Exception {
        String deep = "[".repeat(60) + "]".repeat(60);
        String digits = "9".repeat(3000);
        String text = "{\"deep\": " + deep + ", \"long\": " + digits + ", \"far\": 1e-999999}";

        assertThat(edited(text, "json_set /x 1; json_append /deep 2"))
                .isEqualTo("{\"deep\": " + deep.substring(0, 119) + ", 2], \"long\": " + digits
                        + ", \"far\": 1e-999999, \"x\": 1}");
    }

    @Test
    void agreesWithAnotherReaderOnRandomTexts() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 12; i++) {
            RandomJson texts = new RandomJson(random);
            String before = texts.object(3);
            String value = texts.value(2).replaceAll("[\r\n]", " ");
            String after = edited(before, "json_set /added/here '" + value.replace("'", "'\\''") + "'");
            Map<String, Object> expected = RandomJson.read(before);
            expected.put("added", Map.of("here", RandomJson.readAny(value)));
            assertThat(RandomJson.read(after)).as(before).isEqualTo(expected);
            if (!before.replaceAll("\\s", "").equals("{}")) {
                assertThat(edited(after, "json_delete /added")).isEqualTo(before);
            }
        }
    }
}
