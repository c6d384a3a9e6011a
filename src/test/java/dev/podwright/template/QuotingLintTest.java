package dev.podwright.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotingLintTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo \"[=x]\"",
                "echo 'a [=x] b'",
                "echo \"${y:-\"[=x]\"}\"",
                "echo \"$(echo \"[=x]\")\"",
                "echo $'[=x]'",
                "# a remark on [=x]",
                "echo a # [=x]",
                "cat <<EOF\n[=x]\nEOF",
                "cat <<-'EOF'\n\tfirst\n\t[=x]\n\tEOF",
                "cat <<A; cat <<B\nA\n[=x]\nB",
                "x=$(cat <<EOF\n[=x]\nEOF\n)",
                "echo $((1 + [=x]))",
                "((y = [=x]))",
                "echo ${y:-[=x]}",
                "echo `echo [=x]`",
                "[=x]=1",
                "a[=x]b=1",
                "eval [=x]",
                "eval echo a [=x]",
                "eval \"$(echo [=x])\" [=x]",
                "echo $[=x]",
                "echo \\[=x]",
                "echo \\\\\\[=x]",
                "echo [=x]>file",
                "cat <<[=x]",
                "echo [=x?no_esc]",
                "[#assign y = x?no_esc]\necho [=y]",
                "# podwright: raw\necho [=x?no_esc]",
                "echo [=\"x\"?eval]",
                "[@\"a\"?interpret /]",
                "[#noautoesc]echo [=x][/#noautoesc]",
                "[#outputformat \"HTML\"]echo [=x][/#outputformat]",
                "[#include \"other\"]",
                "[#if x]\"[/#if] [=x]",
                "[#if x]# remark[/#if] [=x]",
                "[#if x]a \"[#else]b[/#if]\"",
                "[#list [1] as i]a # b[/#list]",
                "[#macro m]a \"[/#macro]",
                "[#macro m]a[/#macro]\necho \"[@m/]\"",
                "echo \"a",
                "echo 'it's'",
                "echo $(a",
                "cat <<EOF\nnever closed",
                "echo \\[#if x]a[/#if]"
            })
    void refuses(String template) {
        assertThat(problems(template)).as(template).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo [=x] \"a\"[=x]'b' --name=[=x]",
                "if [ -n [=x] ] && [[ [=x] = [=x] ]]; then echo [=x]; fi",
                "case [=x] in\n  [=x] | 'it''s') echo [=x] ;;\n  (b) echo \"c\" ;;\nesac\necho [=x]",
                "x=$(case a in b) c ;; esac); echo [=x]",
                "echo \"${y:-it's}\" [=x]",
                "echo ${y:-'it\"s'} [=x]",
                "echo \"${y%'it'}\" [=x]",
                "echo \"$(echo [=x])\" \"$(echo \"$(echo [=x])\")\"",
                "echo it\\'s [=x]",
                "echo \\\\[=x]",
                "echo $# ${#y} $((1 << 2)) a#b [=x]",
                "cat <<EOF; echo [=x]\nit's \"\nEOF\necho [=x]",
                "cat <<-\\EOF\n\tit's\n\tEOF\necho [=x]",
                "# it's a remark\necho [=x]",
                "[#-- it's [=x] --]\necho [=x]",
                "f() { echo [=x]; }\nf [=x] >[=x] 2>&1",
                "export [=x]=1",
                "# podwright: raw the operator wrote this command\neval [=x]",
                "  # podwright: raw checked above\n  echo [=x?no_esc]",
                "[#if x??]\necho [=x]\n[#elseif y??]\necho [=y]\n[#else]\necho\n[/#if]",
                "echo '[#if x]a[/#if]' [=x]",
                "echo \"[#if x]a[#else]b[/#if]\" [=x]",
                "[#list x as i]echo [=i][#sep]; [/#list]",
                "[#macro m v]\necho [=v]\n[/#macro]\n[@m v=x /]",
                "[#assign y]--name [=x][/#assign]\necho [=y]",
                "[#switch x][#case 1]a[#break][#default]b[/#switch] [=x]",
                "echo ${HOME} ${a:+[ ]} [ -f x ]"
            })
    void accepts(String template) {
        assertThat(problems(template)).as(template).isEmpty();
    }

    @Test
    void saysWhereAndWhatToWriteInstead() {
        assertThat(problems("set -u\n  echo \"name: [=name]\"\n"))
                .singleElement()
                .extracting(Problem::render)
                .isEqualTo("""
                    t.sh.ftl:2:15: [=name] stands within double quotes, which would end its own
                        2 |   echo "name: [=name]"
                          |               ^^^^^^^ assign it first: value=[=name], then "… $value …\"""");
    }

    @Test
    void reportsAllOfThem() {
        assertThat(problems("a \"[=x]\"\nb '[=x]'\nc # [=x]\n")).hasSize(3);
    }

    private static List<Problem> problems(String template) {
        Problems problems = new Problems();
        ShellTemplate.compile(new SourceFile("t.sh.ftl", template), "t/check", problems);
        return problems.sorted();
    }
}
