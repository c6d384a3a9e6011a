package dev.podwright.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.source.Secret;
import dev.podwright.source.SourceFile;
import dev.podwright.source.Yaml;
import dev.podwright.source.YamlNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueTemplateTest {
    private static final Scope SCOPE = Scope.of(Map.of(
            "id",
            7L,
            "half",
            new BigDecimal("0.5"),
            "up",
            true,
            "xs",
            List.of("a", "b"),
            "word",
            "w",
            "password",
            new Secret("hunter2"),
            "pod",
            Map.of("ports", Map.of("22", 2222L))));

    @Test
    void textThatIsOneInterpolationKeepsItsType() {
        assertThat(evaluate("a: \"[=id]\"\nb: '[=xs]'\nc: '[=up]'\nd: \"[=pod.ports['22']]\"\n"))
                .isEqualTo(Map.of("a", 7L, "b", List.of("a", "b"), "c", true, "d", 2222L));
    }

    @Test
    void otherTextIsJoined() {
        assertThat(evaluate("pod-[=id]-[=half]-[=up]-[=word]")).isEqualTo("pod-7-0.5-true-w");
        assertThat(evaluate("' [=id]'")).isEqualTo(" 7");
        assertThat(evaluate("- |\n  line [=id]\n  [=word]\n")).isEqualTo(List.of("line 7\nw\n"));
    }

    @Test
    void keysMayHoldInterpolations() {
        assertThat(evaluate("'[=word]-[=id]': 1\n")).isEqualTo(Map.of("w-7", 1L));
        assertThat(failure("'[=word]': 1\nw: 2\n").message()).contains("\"w\" is there twice");
        assertThat(failure("'[=password]': 1\n").message()).contains("secret");
    }

    @Test
    void nothingElseIsLive() {
        String text = "[#if x] ${HOME} $x [/#if] <#if> [[ -f x ]] [@m/]";
        assertThat(evaluate("'" + text + "'")).isEqualTo(text);
        assertThat(evaluate("'[=r\"[=\"]x]'")).isEqualTo("[=x]");
        assertThat(evaluate("!unsafe '[=id]'")).isEqualTo("[=id]");
    }

    @Test
    void textJoinedFromASecretIsASecret() {
        assertThat(evaluate("'user:[=password]'")).isEqualTo(new Secret("user:hunter2"));
        assertThat(evaluate("'user:[=password?upper_case]'")).isEqualTo(new Secret("user:HUNTER2"));
    }

    @Test
    void knowsWhatNeedsNoScope() {
        assertThat(compile("a: [1, {b: text}]\n").isConstant()).isTrue();
        assertThat(compile("a: [1, {b: \"[=id]\"}]\n").isConstant()).isFalse();
        assertThat(compile("'[=id]': 1\n").isConstant()).isFalse();
    }

    @Test
    void aListWithinTextIsAnError() {
        assertThat(failure("args: x [=xs]\n").render()).isEqualTo("""
            vars.yml:1:11: xs: a list can't stand within text
                1 | args: x [=xs]
                  |           ^^ join it: x?join(", ")""");
    }

    @Test
    void saysWhereAnErrorIs() {
        assertThat(failure("a: 1\nb: \"x [=id] y [=wrod]\"\n").location()).hasToString("vars.yml:2:17");
        assertThat(failure("a: 1\nb: |\n  one [=id]\n  two [=id + wrod]\n").location())
                .hasToString("vars.yml:4:14");
        assertThat(failure("a: [=wrod]\n".replace("[=wrod]", "'[=wrod]'")).hint())
                .isEqualTo("did you mean \"word\"?");
    }

    @Test
    void refusesAYamlListWhereAnInterpolationWasMeant() {
        assertThat(problems("image: [=image]\n"))
                .singleElement()
                .extracting(Problem::render)
                .isEqualTo("""
            vars.yml:1:8: to YAML this is a list, not an interpolation
                1 | image: [=image]
                  |        ^^^^^^^^ quote it: "[=image]\"""");
    }

    @Test
    void collectsAllSyntaxErrors() {
        assertThat(problems("a: \"[=x y]\"\nb: \"[=and]\"\nc: \"[=x\"\nd: \"[=x | y]\"\n"))
                .extracting(problem -> problem.location().line())
                .containsExactly(1, 3, 4);
    }

    @Test
    void warnsOfJinjaButNotOfGoTemplates() {
        Problems problems = new Problems();
        compile("a: '{{ image }}'\nb: '{{.Names}} {{json .State}} {{end}}'\n", problems);
        assertThat(problems.warnings())
                .extracting(problem -> problem.location().line())
                .containsExactly(1);
    }

    @Test
    void aConstantIsWhatItWasGiven() {
        ValueTemplate constant = ValueTemplate.constant(List.of("[=id]"), new SourceFile("-e", "").whole());
        assertThat(constant.isConstant()).isTrue();
        assertThat(constant.evaluate(SCOPE)).isEqualTo(List.of("[=id]"));
        assertThat(constant.node().toValue()).isEqualTo(List.of("[=id]"));
    }

    private static Object evaluate(String yaml) {
        return compile(yaml).evaluate(SCOPE);
    }

    private static Problem failure(String yaml) {
        return catchThrowableOfType(EvaluationException.class, () -> evaluate(yaml))
                .problem();
    }

    private static List<Problem> problems(String yaml) {
        Problems problems = new Problems();
        compile(yaml, problems);
        return problems.sorted();
    }

    private static ValueTemplate compile(String yaml) {
        Problems problems = new Problems();
        ValueTemplate template = compile(yaml, problems);
        problems.throwIfAny();
        return template;
    }

    private static ValueTemplate compile(String yaml, Problems problems) {
        YamlNode node = Yaml.read(new SourceFile("vars.yml", yaml), problems).orElseThrow();
        return ValueTemplate.compile(node, problems);
    }
}
