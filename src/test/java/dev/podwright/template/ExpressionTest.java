package dev.podwright.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.podwright.source.NullValue;
import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.source.Secret;
import dev.podwright.source.SourceFile;
import java.math.BigDecimal;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    private static final Map<String, Object> POD =
            Map.of("name", "web", "ports", Map.of("22", 2222L), "note", NullValue.NULL, "tags", List.of("a", "b"));
    private static final Map<String, Object> VALUES = Map.of(
            "pod",
            POD,
            "count",
            4L,
            "ratio",
            new BigDecimal("0.50"),
            "up",
            true,
            "word",
            "it's",
            "password",
            new Secret("hunter2"),
            "gpus",
            List.of(Map.of("index", 0L), Map.of("index", 1L)));

    @Test
    void keepsTheTypesOfValues() {
        assertThat(evaluate("count")).isEqualTo(4L);
        assertThat(evaluate("ratio")).isEqualTo(new BigDecimal("0.50"));
        assertThat(evaluate("up")).isEqualTo(true);
        assertThat(evaluate("pod.ports['22']")).isEqualTo(2222L);
        assertThat(evaluate("pod")).isEqualTo(POD);
        assertThat(evaluate("gpus?map(g -> g.index)")).isEqualTo(List.of(0L, 1L));
        assertThat(evaluate("{\"a\": [1, 2.5]}")).isEqualTo(Map.of("a", List.of(1L, new BigDecimal("2.5"))));
        assertThat(evaluate("count / 2")).isEqualTo(2L);
        assertThat(evaluate("missing!\"none\"")).isEqualTo("none");
        assertThat(evaluate("\"n=[=count]\"")).isEqualTo("n=4");
        assertThat(evaluate("9007199254740993 + 0")).isEqualTo(9007199254740993L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "count > 3",
                "count gt 3 && up",
                "!(missing??)",
                "pod.note!\"x\" == \"x\"",
                "gpus?size == 2",
                "pod.tags?seq_contains(\"a\")",
                "word == \"it's\"",
                "(count >= 4) || false",
                "pod.name?starts_with(\"w\")"
            })
    void testsConditions(String condition) {
        assertThat(compile(condition).test(Scope.of(VALUES))).isTrue();
    }

    @Test
    void refusesAConditionThatIsNotABoolean() {
        assertThat(failure(() -> compile("count").test(Scope.of(VALUES))).render())
                .isEqualTo("""
            play.yml:1:7: the condition must be true or false, not the number 4
                1 | when: count
                  |       ^^^^^ compare it, such as x > 0""");
    }

    @Test
    void whatIsComputedFromASecretIsASecret() {
        assertThat(evaluate("password")).isEqualTo(new Secret("hunter2"));
        assertThat(evaluate("password + \"!\"")).isEqualTo(new Secret("hunter2!"));
        assertThat(evaluate("password?upper_case")).isEqualTo(new Secret("HUNTER2"));
        assertThat(evaluate("[word, password + word]"))
                .isEqualTo(List.of(new Secret("it's"), new Secret("hunter2it's")));
        assertThat(evaluate("[word, password]")).isEqualTo(List.of("it's", new Secret("hunter2")));
        assertThat(evaluate("password??")).isEqualTo(true);
    }

    @Test
    void doesNotShowASecretInAMessage() {
        assertThat(failure(() -> evaluate("password?number")).render())
                .contains("***")
                .doesNotContain("hunter2");
        assertThat(failure(() -> evaluate("password?upper_case?number")).render())
                .doesNotContainIgnoringCase("hunter2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cout > 3 | 1:7 | \"cout\" is not defined | did you mean \"count\"?",
                "count + pod.prots['22'] | 1:15 | pod has no \"prots\" | did you mean \"ports\"?",
                "pod.ports['23'] | 1:7 | pod.ports has no \"23\" | did you mean \"22\"?",
                "pod.note?upper_case | 1:7 | pod.note is empty (null) | give it a default (x!\"none\") or test it first (x??)",
                "gpus[7].index | 1:7 | gpus[7] has no value | give it a default (x!\"none\") or test it first (x??)",
            })
    void saysWhichNameIsMissing(String expression, String place, String message, String hint) {
        Problem problem = failure(() -> evaluate(expression.strip()));
        assertThat(problem.location()).hasToString("play.yml:" + place);
        assertThat(problem.message()).isEqualTo(message);
        assertThat(problem.hint()).isEqualTo(hint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a and b; use && instead of and",
                "a or b; use || instead of or",
                "not a; use ! instead of not",
                "a is defined; use x?? instead of x is defined",
                "{{ a }}; write the bare expression",
                "a | upper; filters are built-ins or functions here: x?upper_case",
                "a & b; and is &&",
                "a in b; use xs?seq_contains(x)",
                "a if b else c; use c?then(a, b)"
            })
    void helpsWhoKnowsJinja(String expression, String hint) {
        assertThat(problems(expression))
                .singleElement()
                .satisfies(problem -> assertThat(problem.hint()).contains(hint));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a)", "a) x=(b", "(a", "\"a", "a]", "a +", "a b", "a?no_such_builtin", "a[#-- --]"})
    void refusesWhatIsNotAnExpression(String expression) {
        assertThat(problems(expression)).hasSize(1);
    }

    @Test
    void takesOperatorWordsWithinStrings() {
        assertThat(evaluate("\"a and b | c {{ d }}\"")).isEqualTo("a and b | c {{ d }}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"freemarker.template.utility.Execute\"?new()",
                "pod?api.class",
                "word?interpret",
                ".data_model",
                "1..",
                "word.class.name",
                ".get_optional_template(\"/etc/passwd\").include()"
            })
    void reachesNothingButItsValues(String expression) {
        assertThatThrownBy(() -> evaluate(expression)).isInstanceOf(EvaluationException.class);
    }

    @Test
    void letsAPendingValueThrough() {
        Scope pending = new Scope() {
            @Override
            public Optional<Object> get(String name) {
                if (name.equals("later")) {
                    throw new PendingValueException("later");
                }
                return Optional.of(new Lazy());
            }

            @Override
            public Set<String> names() {
                return new TreeSet<>(Set.of("later", "pod"));
            }
        };
        for (String expression : List.of("later", "later!1", "1 + later", "[1]?map(x -> later)", "(later.x)??")) {
            assertThatThrownBy(() -> compile(expression).evaluate(pending))
                    .isInstanceOfSatisfying(
                            PendingValueException.class,
                            e -> assertThat(e.name()).isEqualTo("later"));
        }
        assertThatThrownBy(() -> compile("pod.id?upper_case").evaluate(pending))
                .isInstanceOfSatisfying(
                        PendingValueException.class, e -> assertThat(e.name()).isEqualTo("pod.id"));
        assertThat(compile("true || later").evaluate(pending)).isEqualTo(true);
    }

    /// A map that knows its keys but not yet its values.
    private static final class Lazy extends AbstractMap<String, Object> {
        @Override
        public Set<Entry<String, Object>> entrySet() {
            return Set.of();
        }

        @Override
        public Object get(Object key) {
            throw new PendingValueException("pod." + key);
        }
    }

    private static Object evaluate(String expression) {
        return compile(expression).evaluate(Scope.of(VALUES));
    }

    private static Problem failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(EvaluationException.class, call).problem();
    }

    private static Expression compile(String expression) {
        Problems problems = new Problems();
        var compiled = Expression.compile(expression, file(expression).at(1, 7, 1), problems);
        problems.throwIfAny();
        return compiled.orElseThrow();
    }

    private static List<Problem> problems(String expression) {
        Problems problems = new Problems();
        assertThat(Expression.compile(expression, file(expression).at(1, 7, 1), problems))
                .isEmpty();
        return problems.sorted();
    }

    private static SourceFile file(String expression) {
        return new SourceFile("play.yml", "when: " + expression + "\n");
    }
}
