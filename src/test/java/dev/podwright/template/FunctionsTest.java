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
            quoteCharacter = '`',
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
                "regex_replace(word, \"(?P<n>[0-9]+)\", \"<\\\\g<n>>\") | gpu-<07>",
                "to_json(dict2items({\"a\": 1, \"b\": [2]})) | [{\"key\":\"a\",\"value\":1},{\"key\":\"b\",\"value\":[2]}]",
                "to_json(items2dict([{\"key\": \"a\", \"value\": 1}])) | {\"a\":1}",
                "to_json(flatten([1, [2, [3, []]]])) | [1,2,3]",
                "to_json(unique([2, 1, 2])) | [2,1]",
                "to_json(union([2, 1], [3, 1])) | [2,1,3]",
                "to_json(intersect([2, 1, 2], [2, 4])) | [2]",
                "to_json(difference([2, 1], [2, 4])) | [1]",
                "to_json(zip([1, 2, 3], [\"a\", \"b\"])) | [[1,\"a\"],[2,\"b\"]]",
                "to_json(product([1, 2], [3, 4])) | [[1,3],[1,4],[2,3],[2,4]]",
                "sum([1, 2.5])?c | 3.5",
                "sum([])?c | 0",
                "quote(\"it's\") | 'it'\\''s'",
                "quote([\"a b\", 1]) | 'a b' '1'",
                "basename(\"/etc/hosts\") | hosts",
                "dirname(\"/etc/hosts\") | /etc",
                "dirname(\"/etc\") | /",
                "bool(\"Yes\")?c | true",
                "bool(0)?c | false",
                "indent(\"a\\n\\nb\", 2)?replace(\"\\n\", \"/\") | a//  b",
                "indent(\"a\\nb\", 2, true)?replace(\"\\n\", \"/\")?replace(\" \", \".\") | ..a/..b",
                "version(\"550.54.14\", \"550.9\", \">\")?c | true",
                "version(\"12.4\", \"12.4.0\", \"<\")?c | true",
                "version(\"24.0.7-ce\", \"24.0.7\", \">=\")?c | true",
                "version(\"v1.2\", \"V1.2\")?c | true",
                "to_nice_yaml({\"a\": [1, \"yes\"], \"b\": {\"c\": true}})?replace(\"\\n\", \"/\") | a:/  - 1/  - 'yes'/b:/  c: true/",
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
        assertThat(evaluate("quote(password)")).isEqualTo(new Secret("'hunter2'"));
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
                "bool(\"perhaps\") | bool: the value must be true, yes, on, 1, false, no, off or 0",
                "version(\"1\", \"2\", \"~\") | version: the operator is ==, !=, <, <=, > or >=",
                "sum([1, password]) | sum: adds up numbers, and was given text",
                "items2dict([1]) | items2dict: each item must be a map with key and value",
                "unique(word) | unique: the list must be a list, not text",
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
