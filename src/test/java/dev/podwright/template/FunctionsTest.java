package dev.podwright.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.podwright.source.NullValue;
import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.source.Secret;
import dev.podwright.source.SourceFile;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionsTest {
    private static final Map<String, Object> VALUES = Map.of(
            "word",
            "gpu-07",
            "password",
            new Secret("hunter2"),
            "pod",
            Map.of("name", "a", "env", Map.of("A", "1", "B", "2")),
            "login",
            Map.of("user", "me", "password", new Secret("hunter2")),
            "none",
            NullValue.NULL);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "b64encode(\"häuser\") | aMOkdXNlcg==",
                "b64decode(\"aMOkdXNlcg==\") | häuser",
                "sha256(\"\") | e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "hash(\"a\") | 86f7e437faa5a7fce15d1ddcb9eaeaea377667b8",
                "hash(\"a\", \"md5\") | 0cc175b9c0f1b6a831c399e269772661",
                "password_hash(\"secret\", \"sha512\", \"abcdefgh\")?starts_with(\"$6$abcdefgh$\")?c | true",
                "regex_replace(word, \"^gpu-0*(\\\\d+)$\", \"node\\\\1\") | node7",
                "regex_replace(word, \"(?<n>[0-9]+)\", \"$1 \\\\g<n>\") | gpu-$1 07",
                "regex_replace(word, \"-\") | gpu07",
                "regex_search(word, \"[0-9]+\") | 07",
                "regex_search(word, \"([a-z]+)-\", 1) | gpu",
                "regex_search(word, \"x\")!\"no\" | no",
                "to_json({\"a\": [1, true, \"x\"]}) | {\"a\":[1,true,\"x\"]}",
                "from_json(\"{\\\"a\\\": [1, 2]}\").a[1]?c | 2",
                "from_yaml(\"a: [1, 2]\").a?size?c | 2",
                "combine(pod, {\"name\": \"b\"}).name | b",
                "combine(pod, {\"env\": {\"B\": \"3\"}}).env.A!\"gone\" | gone",
                "combine(pod, {\"env\": {\"B\": \"3\"}}, true).env.A | 1",
            })
    void computesLikeAnsiblesFilters(String expression, String result) {
        assertThat(evaluate(expression.strip())).isEqualTo(result.strip());
    }

    @Test
    void givesLists() {
        assertThat(evaluate("regex_findall(\"a1b22\", \"[0-9]+\")")).isEqualTo(List.of("1", "22"));
        assertThat(evaluate("from_json(\"[1.5, null, 9223372036854775808]\")"))
                .isEqualTo(List.of(new BigDecimal("1.5"), NullValue.NULL, new BigDecimal("9223372036854775808")));
    }

    @Test
    void hashesPasswordsAnewWhereNoSaltIsGiven() {
        assertThat(evaluate("password_hash(\"x\") == password_hash(\"x\")")).isEqualTo(false);
    }

    @Test
    void whatIsComputedFromASecretIsASecret() {
        assertThat(evaluate("b64encode(password)")).isEqualTo(new Secret("aHVudGVyMg=="));
        assertThat(evaluate("to_json([password])")).isEqualTo(new Secret("[\"hunter2\"]"));
        assertThat(evaluate("combine(login, pod).password")).isEqualTo(new Secret("hunter2"));
    }

    @Test
    void omitLeavesAParameterOut() {
        assertThat(evaluate("(word == \"x\")?then(word, omit)")).isEqualTo(NullValue.NULL);
        assertThat(evaluate("(word != \"x\")?then(word, omit)")).isEqualTo("gpu-07");
    }

    @Test
    void aVariableHidesAFunctionOfItsName() {
        assertThat(compile("combine").evaluate(Scope.of(Map.of("combine", "mine"))))
                .isEqualTo("mine");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sha256(pod) | sha256: the text must be text, not a map",
                "sha256() | sha256: takes 1 argument, not 0",
                "hash(word, \"crc\") | hash: the algorithm is md5, sha1, sha256, sha384 or sha512",
                "regex_search(word, \"(\") | regex_search: the pattern is not a regular expression: Unclosed group",
                "regex_search(word, \"a\", 1) | regex_search: the pattern has no group 1",
                "regex_replace(word, \"a?\", \"\\\\2\") | regex_replace: the replacement names a group that the pattern doesn't have",
                "from_json(password) | from_json: the text is not JSON",
                "combine(pod, word) | combine: combines maps, and was given text",
                "b64decode(\"%\") | b64decode: the text is not base64",
                "sha256(none) | sha256: the text has no value",
            })
    void saysWhatIsWrongWithTheArguments(String expression, String message) {
        Problem problem = catchThrowableOfType(EvaluationException.class, () -> evaluate(expression.strip()))
                .problem();
        assertThat(problem.message()).contains(message.strip()).doesNotContain("hunter2");
    }

    private static Object evaluate(String expression) {
        return compile(expression).evaluate(Scope.of(VALUES));
    }

    private static Expression compile(String expression) {
        Problems problems = new Problems();
        SourceFile file = new SourceFile("play.yml", "when: " + expression);
        Expression compiled =
                Expression.compile(expression, file.at(1, 7, 1), problems).orElseThrow();
        assertThat(problems.isEmpty()).isTrue();
        return compiled;
    }
}
