package dev.podwright.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.podwright.source.SourceFile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HtmlTemplateTest {
    @Test
    void escapesWhateverIsPutIn() {
        assertThat(render("<p title=\"[=x]\">[=x]</p>", "<b a='1' b=\"2\">&"))
                .isEqualTo("<p title=\"&lt;b a=&#39;1&#39; b=&quot;2&quot;&gt;&amp;\">"
                        + "&lt;b a=&#39;1&#39; b=&quot;2&quot;&gt;&amp;</p>");
    }

    @Test
    void escapesWithinListsAndMacros() {
        assertThat(render(
                        "[#macro m of]<i>[=of]</i>[/#macro][#list x as y][@m of=y.z /][/#list]",
                        List.of(Map.of("z", "<"), Map.of("z", 3))))
                .isEqualTo("<i>&lt;</i><i>3</i>");
    }

    @Test
    void leavesScriptsAndStylesOfThePageAlone() {
        assertThat(render("<style>a[href] { color: ${x}; }</style>", "x"))
                .isEqualTo("<style>a[href] { color: ${x}; }</style>");
    }

    @Test
    void refusesATemplateThatIsBroken() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> render("[#if x]", true))
                .withMessageContaining("#if");
    }

    @Test
    void refusesAValueThatIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> render("[=y]", ""))
                .withMessageContaining("y");
    }

    private static String render(String template, Object x) {
        return HtmlTemplate.compile(new SourceFile("page.html.ftl", template)).render(Map.of("x", x));
    }
}
