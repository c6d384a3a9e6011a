package dev.podwright.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Whatever a value holds, a real shell receives it byte for byte, in every position where a word can stand.
class ShellQuotingTest {
    private static final long SEED = 20261123;
    private static final List<String> PIECES = List.of(
            "'",
            "\"",
            "\\",
            "$(touch pwned)",
            "`touch pwned`",
            "${HOME}",
            "$x",
            "\n",
            "\r",
            "\t",
            " ",
            "*",
            "?",
            "[a-z]",
            "~",
            "!",
            "!!",
            "#",
            ";",
            "&",
            "|",
            "<",
            ">",
            "(",
            ")",
            "{",
            "}",
            "=",
            "-",
            "--",
            "%s",
            "%d",
            "ä",
            "日本",
            "🙂",
            "\u0001",
            "\u0007",
            "\u001b[31m",
            "\u007f",
            "\u0081",
            "a",
            "Z",
            "0",
            "in",
            "esac",
            "\\\n",
            "'\\''",
            "\n'");
    private static final List<String> HAND_PICKED = List.of(
            "",
            " ",
            "'",
            "''",
            "\n",
            "\n\n",
            "\\",
            "\\\\",
            "-n",
            "-",
            "--",
            "(",
            "!",
            "=",
            "*",
            "~root",
            "a b",
            "it's",
            "'; touch pwned; '",
            "$(touch pwned)",
            "`touch pwned`",
            "a\nb\n",
            "\r\n",
            "!history",
            "${x}",
            "\"",
            "#",
            "\u0001\u007f",
            "\u0081\u0088",
            "ÿ",
            "e\u0301");

    private static final String FUNCTION = """
        f() { printf '%s\\0' "$1"; }
        """;

    private record Position(String name, String template, UnaryOperator<String> received) {}

    private static final List<Position> POSITIONS = List.of(
            new Position("word", "printf '%s\\0' [=v]", v -> v),
            new Position("assignment", "x=[=v]; printf '%s\\0' \"$x\"", v -> v),
            new Position("glued", "printf '%s\\0' --name=[=v]-end", v -> "--name=" + v + "-end"),
            new Position("list", "printf '%s\\0' [=[v, \"|\", v]]", v -> v + "\0|\0" + v),
            new Position("substitution", "x=$(printf '%s' [=v]; printf .); printf '%s\\0' \"${x%.}\"", v -> v),
            new Position(
                    "nested",
                    "x=\"$(y=\"$(printf '%s.' [=v])\"; printf '%s.' \"$y\")\"; printf '%s\\0' \"$x\"",
                    v -> v + ".."),
            new Position("test", "if [ [=v] = [=v] ]; then printf 'same\\0'; fi", _ -> "same"),
            new Position("case", "case [=v] in [=v]) printf 'same\\0' ;; *) printf 'other\\0' ;; esac", _ -> "same"),
            new Position("function", "f [=v]", v -> v),
            new Position("set", "set -- [=v] [=v]; printf '%s\\0' \"$#\" \"$2\"", v -> "2\0" + v),
            new Position("for", "for i in [=v]; do printf '%s\\0' \"$i\"; done", v -> v));

    @TestFactory
    Stream<DynamicTest> everyValueArrivesAsItIs() {
        return POSITIONS.stream()
                .flatMap(position -> Shells.installed().stream()
                        .map(shell -> dynamicTest(position.name() + " in " + shell, () -> arrives(position, shell))));
    }

    @TestFactory
    Stream<DynamicTest> aRedirectionGoesToTheFileOfThatName() {
        Position position = new Position(
                "file", "printf x >./f[=v]; for n in ./f*; do printf '%s\\0' \"${n#./f}\"; done; rm -f ./f*", v -> v);
        List<String> names = values().stream()
                .filter(v -> v.indexOf('/') < 0 && v.length() < 60)
                .toList();
        return Shells.installed().stream()
                .map(shell -> dynamicTest(shell.name(), () -> arrive(position, names, shell)));
    }

    private static void arrives(Position position, Shells shell) {
        arrive(position, values(), shell);
    }

    private static void arrive(Position position, List<String> values, Shells shell) {
        ShellTemplate template = compile(position.template() + "\n");
        StringBuilder script = new StringBuilder(FUNCTION);
        StringBuilder expected = new StringBuilder();
        for (String value : values) {
            script.append(template.render(Scope.of(Map.of("v", value))).text());
            expected.append(position.received().apply(value)).append('\0');
        }
        script.append("for f in pwn*; do printf '%s' \"$f\"; done\n");
        Shells.Result result = shell.run(script.toString());
        assertThat(result.errors()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(result.text()).isEqualTo(expected + "pwn*");
    }

    private static List<String> values() {
        Random random = new Random(SEED);
        List<String> values = new ArrayList<>(HAND_PICKED);
        for (int i = 0; i < 150; i++) {
            StringBuilder value = new StringBuilder();
            int length = 1 + random.nextInt(12);
            for (int k = 0; k < length; k++) {
                value.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            values.add(value.toString());
        }
        values.add("it's $(long) \n".repeat(100 * 1024 / 14));
        return values;
    }

    @Test
    void refusesACharacterThatNoWordCanHold() {
        ShellTemplate template = compile("echo\necho [=v]\n");
        assertThatThrownBy(() -> template.render(Scope.of(Map.of("v", "a\0b"))))
                .isInstanceOfSatisfying(
                        EvaluationException.class,
                        e -> assertThat(e.problem().location().line()).isEqualTo(2))
                .hasMessageContaining("NUL");
    }

    private static ShellTemplate compile(String text) {
        Problems problems = new Problems();
        var template = ShellTemplate.compile(new SourceFile("test.sh.ftl", text), "test/check", problems);
        problems.throwIfAny();
        return template.orElseThrow();
    }
}
