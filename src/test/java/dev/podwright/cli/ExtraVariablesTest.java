package dev.podwright.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.source.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtraVariablesTest {
    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    @Test
    void readsPairsAsText() {
        assertThat(read("image=nginx count=3", "name='my pod' empty= url=http://x/?a=b"))
                .containsExactly(
                        entry("image", "nginx"),
                        entry("count", "3"),
                        entry("name", "my pod"),
                        entry("empty", ""),
                        entry("url", "http://x/?a=b"));
    }

    @Test
    void readsMapsWithTheirTypes() throws IOException {
        Path file = Files.writeString(folder.resolve("vars.yml"), "count: 3\nports: [80, 443]\n");
        assertThat(read("@" + file, "{\"count\": 4, \"on\": true}"))
                .containsExactly(entry("count", 4L), entry("ports", List.of(80L, 443L)), entry("on", true));
    }

    @Test
    void saysWhatIsWrong() {
        read("@" + folder.resolve("nowhere.yml"), "=x", "{a: [}");
        assertThat(problems.count()).isEqualTo(3);
        assertThat(problems.sorted())
                .extracting(Problem::message)
                .contains("\"=x\" is not a variable")
                .anyMatch(message -> message.startsWith("this file can't be read"));
    }

    @Test
    void takesOnlyMaps() throws IOException {
        Path file = Files.writeString(folder.resolve("vars.yml"), "- a\n");
        assertThat(read("@" + file)).isEmpty();
        assertThat(problems.sorted())
                .extracting(Problem::message)
                .containsExactly("variables must be a map, not a list");
    }

    private Map<String, Object> read(String... values) {
        return new ExtraVariables(Vault.LOCKED, problems).read(List.of(values));
    }
}
