package dev.podwright.tasktype;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import dev.podwright.template.ShellTemplate;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// A run takes the quoting of the built-in snippets as sound, since it is looked at here.
class BuiltInTemplatesTest {
    @TestFactory
    Stream<DynamicTest> quoteWhatIsPutIntoThem() {
        return BuiltInTemplates.readAll().entrySet().stream()
                .filter(template -> template.getKey().endsWith(".sh.ftl"))
                .map(Map.Entry::getValue)
                .map(template -> DynamicTest.dynamicTest(template.name(), () -> {
                    Problems problems = new Problems();
                    ShellTemplate.compile(template, "test/check", problems);
                    assertThat(problems.sorted()).extracting(Problem::render).isEmpty();
                }));
    }

    @Test
    void areThemselvesOnly() {
        SourceFile own = BuiltInTemplates.read("copy/check.sh.ftl").orElseThrow();

        assertThat(BuiltInTemplates.has(own)).isTrue();
        assertThat(BuiltInTemplates.has(new SourceFile("/srv/templates/copy/check.sh.ftl", own.text())))
                .isFalse();
    }
}
