package dev.podwright.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ShellTraceTest {
    /// Scripts whose behaviour depends on what comes directly before or after what.
    private static final List<String> TRICKY = List.of(
            "set +e\nfalse\nrc=$?\necho \"$rc\"\n",
            "false || \\\n  echo continued\n",
            "false ||\n# why not\n  echo after a comment\n",
            "echo a |\n  tr a b |\n  cat\n",
            "true &&\n\n  echo after an empty line\n",
            "f()\n{\n  false\n  return\n}\nf && echo yes || echo no\n",
            "f() {\n  echo \"$1\"\n  return 3\n}\nf x || echo \"failed $?\"\n",
            "set +e\nf() {\n  (exit 4)\n  return\n}\nf\necho $?\n",
            "set +e\nf() (\n  exit 5\n)\nf\nif [ $? -eq 5 ]\nthen\n  echo five\nfi\n",
            "case b in\n  a) echo a\n     ;;\n  b | c)\n    echo b\n    ;;\n  *)\n    echo other\nesac\necho end\n",
            "x=$(\n  case a in\n    a) echo in ;;\n  esac\n)\necho \"$x\"\n",
            "for i in 1 2 \\\n  3\ndo\n  echo \"$i\"\ndone\n",
            "for i\nin a b; do echo $i; done\n",
            "set -- p q\nfor i\ndo\n  echo $i\ndone\n",
            "i=0\nwhile\n  i=$((i + 1))\n  [ $i -lt 3 ]\ndo\n  echo $i\ndone\n",
            "if false\nthen\n  echo no\nelif true\nthen\n  echo yes\nelse\n  echo no\nfi\n",
            "cat <<EOF\nfirst\necho second $((1 + 1))\nEOF\necho third\n",
            "cat <<-A && cat <<'B'\n\techo one\n\tA\necho $two\nB\necho three\n",
            "cat <<EOF\n  # no comment\n  kept\nEOF\n  # a comment\n  echo on\n",
            "x='\n# no comment\n  kept'\necho \"$x\"\n",
            "echo \"$(\n  # a comment, it's\n  echo inner\n)\"\n",
            "f() {\n  # a comment\n  echo \\\n    # no comment: behind a joined line\n}\nf\n",
            "echo 'a\nb\nc' \"d\ne\" f\\\ng\n",
            "echo \"$(\n  echo inner\n  echo 'it'\\''s'\n)\"\n",
            "(\n  echo sub\n  exit 0\n)\necho after\n",
            "{\n  echo group\n} | {\n  cat\n}\n",
            "! false\necho $?\n",
            ">out echo redirected\ncat out\n",
            "a=1 b=2\necho $a$b\n",
            "echo one; echo two\n# remark's\necho three # it's\n",
            "echo \"${x:-it's}\"\necho ${#}\n",
            "trap 'echo bye' EXIT\necho hello\n",
            "printf '%s\\n' a \\\n  b \\\n  c\nset +e\nfalse\nprintf '%s\\n' x \\\n  $?\n",
            "echo `echo a\necho b`\n",
            "f() if true; then\n  echo body\nfi\nf\n",
            "until true\ndo\n  :\ndone\necho $?\n",
            "echo $((\n  1 +\n  2\n))\n",
            "true && {\n  echo in braces\n} || {\n  echo never\n}\n",
            "set +e\n(exit 7)\ncase $? in\n  7) echo seven ;;\nesac\n",
            "if [ 1 = 1 ] &&\n  [ 2 = 2 ]; then\n  echo both\nfi\n",
            "echo a\r\necho b\n",
            "no_newline=1\necho at the end");

    @TestFactory
    Stream<DynamicTest> aTracedScriptDoesTheSame() {
        return Shells.installed().stream()
                .flatMap(shell -> TRICKY.stream()
                        .map(script -> dynamicTest(
                                shell + ": " + script.lines().findFirst().orElse(""), () -> {
                                    String traced = ShellTrace.traced(script, "lib/test");
                                    assertThat(shell.syntaxErrors(traced)).isEmpty();
                                    Shells.Result expected = shell.run("set -eu\n" + script);
                                    Shells.Result result = shell.run("set -eu\n" + traced);
                                    assertThat(result.text()).isEqualTo(expected.text());
                                    assertThat(result.status()).isEqualTo(expected.status());
                                })));
    }

    @Test
    void namesTheLineThatFails() {
        String script = "echo a\nif true; then\n\n  # the next one fails\n  false \\\n    --really\nfi\necho never\n";
        for (Shells shell : Shells.installed()) {
            String trap = "trap 'echo \"failed at $pw__at\"' EXIT\nset -e\n";
            Shells.Result result = shell.run(trap + ShellTrace.traced(script, "run_container/apply"));
            assertThat(result.text()).isEqualTo("a\nfailed at run_container/apply:5\n");
        }
    }

    @Test
    void keepsToTheTemplatesLines() {
        String template = """
            [#-- a remark --]
            first [=x]
            [#if t]
              second \\
                [=x]
              [#list [1, 2] as i]
              third [=i]
              [/#list]
            [#else]
              fourth
            [/#if]
            fifth
            """;
        assertThat(render(template)).isEqualTo("""
            pw__at=t/check:2; first 'v'
              pw__at=t/check:4; second \\
                'v'
              pw__at=t/check:7; third 1
              pw__at=t/check:7; third 2
            pw__at=t/check:12; fifth
            """);
    }

    @Test
    void putsNothingWhereAnotherBranchEndsWithinACommand() {
        assertThat(render("a &&\n[#if t]\n  b &&\n[/#if]\nc\nd\n"))
                .isEqualTo("pw__at=t/check:1; a &&\n  b &&\nc\npw__at=t/check:6; d\n");
        assertThat(render("[#list [1, 2] as i]\n  a [=i] &&\n[/#list]\ntrue\n"))
                .isEqualTo("  a 1 &&\n  a 2 &&\ntrue\n");
        assertThat(render("[#macro m]\n  a\n[/#macro]\nx && \\\n[@m /]\ny\n")).doesNotContain("pw__at=t/check:2");
    }

    @Test
    void aTracedTextHasNoCommentsAndNoIndentationButItsLines() {
        assertThat(ShellTrace.traced("# requires: a\n# why\nif true; then\n    # so\n    echo on\nfi\n", "t"))
                .isEqualTo("# requires: a\n\npw__at=t:3; if true; then\n\npw__at=t:5; echo on\nfi\n");
    }

    @Test
    void refusesANameThatWouldNeedQuotes() {
        assertThatThrownBy(() -> ShellTrace.traced("a\n", "it's")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String render(String template) {
        Problems problems = new Problems();
        var compiled = ShellTemplate.compile(new SourceFile("t.sh.ftl", template), "t/check", problems);
        problems.throwIfAny();
        return compiled.orElseThrow()
                .renderTraced(Scope.of(Map.of("x", "v", "t", true)))
                .text();
    }
}
