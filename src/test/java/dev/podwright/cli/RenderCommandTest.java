package dev.podwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.report.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RenderCommandTest {
    private final FakeEnvironment podwright = new FakeEnvironment();

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("inventory.yml"), """
                all:
                  children:
                    gpu: {hosts: {gpu-01: {greeting: it's on}, gpu-02: {greeting: off}}}
                    web: {hosts: {web-01: {greeting: none}}}
                """);
        Files.writeString(folder.resolve("play.yml"), """
                - hosts: gpu
                  tasks:
                    - {name: Greet, command: {argv: [echo, "[=greeting]"]}, register: said}
                    - {name: Answer, command: {argv: [echo, "[=said.stdout]"]}}
                """);
    }

    private ExitCode render(String... more) {
        Stream<String> words = Stream.of("render", folder + "/play.yml", "-i", folder + "/inventory.yml");
        String[] all = Stream.concat(words, Stream.of(more)).toArray(String[]::new);
        return podwright.run(all);
    }

    @Test
    void showsWhatTasksBecomeAndWhatOnlyARunTells() {
        assertThat(render("--host", "gpu-01")).isEqualTo(ExitCode.OK);

        assertThat(podwright.out())
                .startsWith("### Greet (command, " + folder.resolve("play.yml") + ":3:7)\n## check\n")
                .contains("'it'\\''s on'")
                .contains("### Answer (command, ")
                .contains("# needs said, which only a run tells");
    }

    @Test
    void showsThemForSeveralHosts() {
        assertThat(render("--host", "all:!gpu-02", "--task", "Greet")).isEqualTo(ExitCode.OK);

        assertThat(podwright.out().lines().filter(line -> line.startsWith("###")))
                .singleElement()
                .asString()
                .startsWith("### gpu-01: Greet (command, ");
    }

    @Test
    void showsThemHostByHost() {
        assertThat(render("--host", "gpu*", "--task", "Greet")).isEqualTo(ExitCode.OK);

        assertThat(podwright.out().lines().filter(line -> line.startsWith("###")))
                .extracting(line -> line.split(" ", -1)[1])
                .containsExactly("gpu-01:", "gpu-02:");
    }

    @Test
    void saysThatThereIsNoSuchHostOrTask() {
        assertThat(render("--host", "gpu-03")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(podwright.err()).contains("gpu-03: the inventory has no such host", "did you mean");

        assertThat(render("--host", "web-01")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(podwright.err()).contains("--host web-01: no task is for this host");

        assertThat(render("--host", "gpu", "--task", "Gret")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(podwright.err()).contains("--task Gret: no task for gpu has this name");
    }
}
