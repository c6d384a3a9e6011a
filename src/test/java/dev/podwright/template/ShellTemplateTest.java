package dev.podwright.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

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

class ShellTemplateTest {
    private static final Scope SCOPE = Scope.of(Map.of(
            "name",
            "it's",
            "empty",
            "",
            "count",
            12345L,
            "half",
            new BigDecimal("0.5"),
            "up",
            true,
            "xs",
            List.of("a b", 2L, ""),
            "none",
            List.of(),
            "password",
            new Secret("hun'ter2"),
            "map",
            Map.of("k", 1L)));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[=name] | 'it'\\''s'",
                "[=empty] | ''",
                "[=count] | 12345",
                "[=half] | 0.5",
                "[=up] | true",
                "[=xs] | 'a b' 2 ''",
                "a [=none] b | a  b",
                "--n=[=name]x | --n='it'\\''s'x",
                "[=xs?map(x -> x + \"'\")] | 'a b'\\''' '2'\\''' ''\\'''",
                "[=count?string] | '12345'",
                "[=\"[=count]\"] | '12345'",
                "[=password] | 'hun'\\''ter2'",
                "${name} [ -f x ] [[ x ]] | ${name} [ -f x ] [[ x ]]",
                "[#if up]a[#else]b[/#if] | a",
                "[#assign y][=name][/#assign][=y] | 'it'\\''s'"
            })
    void quotesByTheKindOfValue(String template, String script) {
        assertThat(render(template).text()).isEqualTo(script);
    }

    @Test
    void leavesRawTextWhereSomeoneSaidWhy() {
        assertThat(render("# podwright: raw a fixed list\necho [=name?no_esc]").text())
                .isEqualTo("# podwright: raw a fixed list\necho it's");
    }

    @Test
    void linesWithOnlyTagsLeaveNothing() {
        assertThat(render("a\n  [#if up]\nb\n  [/#if]\nc\n").text()).isEqualTo("a\nb\nc\n");
    }

    @Test
    void knowsTheSecretsInTheScript() {
        Script script = render(
                "x [=password] [=password?upper_case] [=name]\n[#if password?has_content]\ny [=count]\n[/#if]\n");
        assertThat(script.masked()).isEqualTo("x '***' '***' 'it'\\''s'\ny 12345\n");
        assertThat(render("x [=name]").secrets()).isEmpty();
        assertThat(render("# podwright: raw x\nx [=password?no_esc]").masked()).endsWith("x ***");
    }

    @Test
    void saysWhichLineAsksForAMissingName() {
        assertThat(failure("a\nb [=name] [=nmae]\n").render()).isEqualTo("""
            t.sh.ftl:2:11: "nmae" is not defined
                2 | b [=name] [=nmae]
                  |           ^ did you mean "name"?""");
        assertThat(failure("[#if nmae == 1]\na\n[/#if]\n").location()).hasToString("t.sh.ftl:1:6");
        assertThat(failure("x [=name] [=map.j]").message()).isEqualTo("map has no \"j\"");
        assertThat(failure("x [=name] [=map.k.l]").location()).hasToString("t.sh.ftl:1:13");
    }

    @Test
    void refusesWhatHasNoFormAsAWord() {
        assertThat(failure("x [=map]").message()).isEqualTo("map: a map can't stand within text");
        assertThat(failure("x=[=xs]").message()).isEqualTo("xs: a list can't be a part of a word");
        assertThat(failure("x [=[map]]").message()).contains("a map can't stand within text");
    }

    @Test
    void reportsSyntaxErrorsAtTheirPlaces() {
        Problems problems = new Problems();
        assertThat(ShellTemplate.compile(new SourceFile("t.sh.ftl", "a [=name]\nb [=name] [=name +]\n"), "t", problems))
                .isEmpty();
        assertThat(problems.sorted())
                .singleElement()
                .satisfies(problem -> assertThat(problem.location()).hasToString("t.sh.ftl:2:19"));
    }

    @Test
    void aTextTemplateQuotesNothing() {
        assertThat(text("[#list xs as x]\n- [=x]\n[/#list]\n[=name] [=count] [=up] ${HOME}\n")
                        .text())
                .isEqualTo("- a b\n- 2\n- \nit's 12345 true ${HOME}\n");
        assertThat(text("p=[=password]").masked()).isEqualTo("p=***");
        assertThat(catchThrowableOfType(EvaluationException.class, () -> text("a\n[=xs]"))
                        .problem())
                .satisfies(problem -> assertThat(problem.location()).hasToString("t.ftl:2:1"))
                .satisfies(problem -> assertThat(problem.hint()).contains("?join"));
    }

    private static Script text(String template) {
        Problems problems = new Problems();
        var compiled = TextTemplate.compile(new SourceFile("t.ftl", template), problems);
        problems.throwIfAny();
        return compiled.orElseThrow().render(SCOPE);
    }

    private static Script render(String template) {
        Problems problems = new Problems();
        var compiled = ShellTemplate.compile(new SourceFile("t.sh.ftl", template), "t/check", problems);
        problems.throwIfAny();
        return compiled.orElseThrow().render(SCOPE);
    }

    private static Problem failure(String template) {
        return catchThrowableOfType(EvaluationException.class, () -> render(template))
                .problem();
    }
}
