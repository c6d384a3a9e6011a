package dev.podwright;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The Java that the guide shows is a region of a source that is compiled with the tests, and run by them. Before each
/// block stands in a comment which: `<!-- PATH#REGION -->`; in the source it stands between `// region REGION` and
/// `// endregion`. `-Dgolden=write` copies the regions into the pages.
class LibraryGuideTest {
    private static final Pattern BLOCK =
            Pattern.compile("(<!-- (\\S+)#(\\S+) -->\n)?```java\n(.*?)```", Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(strings = {"docs/library.md", "README.md"})
    void showsWhatIsCompiled(String page) throws IOException {
        Path file = Path.of(page);
        String text = Files.readString(file);
        String compiled = BLOCK.matcher(text).replaceAll(block -> Matcher.quoteReplacement(withItsRegion(block)));
        assertThat(BLOCK.matcher(text).results()).isNotEmpty();
        if ("write".equals(System.getProperty("golden"))) {
            Files.writeString(file, compiled);
        } else {
            assertThat(text).isEqualTo(compiled);
        }
    }

    @Test
    void noticesCodeThatIsCompiledNowhere() {
        assertThat(BLOCK.matcher("text\n```java\nint x;\n```\n").results().map(block -> block.group(1)))
                .containsOnlyNulls();
    }

    private static String withItsRegion(MatchResult block) {
        if (block.group(1) == null) {
            return fail("no source is named before this:\n" + block.group());
        }
        return block.group(1) + "```java\n" + region(Path.of(block.group(2)), block.group(3)) + "```";
    }

    private static String region(Path source, String name) {
        List<String> lines = lines(source);
        int start = lines.stream().map(String::strip).toList().indexOf("// region " + name);
        assertThat(start).as("region %s in %s", name, source).isNotNegative();
        List<String> rest = lines.subList(start + 1, lines.size());
        int end = rest.stream().map(String::strip).toList().indexOf("// endregion");
        return String.join("\n", rest.subList(0, end)).stripIndent() + "\n";
    }

    private static List<String> lines(Path source) {
        try {
            return Files.readAllLines(source);
        } catch (IOException e) {
            return fail("no such source: " + source, e);
        }
    }
}
