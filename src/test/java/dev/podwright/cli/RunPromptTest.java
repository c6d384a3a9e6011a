package dev.podwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.report.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `vars_prompt` at a terminal, and without one.
@Timeout(60)
class RunPromptTest {
    private static final String TELL = """
              tasks:
                - {name: Tell, debug: {msg: "told [=inventory_hostname] [=colour]"}}
            """;

    @TempDir
    Path folder;

    private final FakeEnvironment podwright = new FakeEnvironment();

    @Test
    void asksBeforeTheRunAndTakesAnswersAsTheyAre() throws IOException {
        podwright.typing("two", "${x} [=y]");
        assertThat(run("""
                - hosts: "[=target]"
                  vars_prompt:
                    - {name: target, prompt: Which hosts, private: false, default: one}
                    - {name: colour, private: false}
                """ + TELL)).isEqualTo(ExitCode.OK);
        assertThat(podwright.asked()).containsExactly("Which hosts [one]", "colour");
        assertThat(podwright.out()).contains("told two ${x} [=y]").doesNotContain("told one");
    }

    @Test
    void takesTheDefaultForAnEmptyAnswer() throws IOException {
        podwright.typing("");
        run("""
                - hosts: one
                  vars: {base: dark}
                  vars_prompt: [{name: colour, private: false, default: "[=base] red"}]
                """ + TELL);
        assertThat(podwright.asked()).containsExactly("colour [dark red]");
        assertThat(podwright.out()).contains("told one dark red");
    }

    @Test
    void asksAgainUntilBothAnswersAreTheSame() throws IOException {
        podwright.typing("red", "blue", "green", "green");
        run("""
                - hosts: one
                  vars_prompt: [{name: colour, prompt: Colour, private: false, confirm: true}]
                """ + TELL);
        assertThat(podwright.asked())
                .containsExactly("Colour", "once more, Colour", "the answers differ; Colour", "once more, Colour");
        assertThat(podwright.out()).contains("told one green");
    }

    @Test
    void whatIsAskedForInPrivateIsWrittenNowhere() throws IOException {
        podwright.answering("correct horse");
        assertThat(run("""
                - hosts: one
                  vars_prompt: [{name: colour, prompt: Password, default: unused}]
                """ + TELL)).isEqualTo(ExitCode.OK);
        assertThat(podwright.asked()).containsExactly("Password");
        assertThat(podwright.out()).contains("***");
        assertThat(everythingWritten()).doesNotContain("correct horse");
    }

    @Test
    void whatIsGivenForAPrivatePromptIsWrittenNowhereToo() throws IOException {
        assertThat(run("""
                - hosts: one
                  vars_prompt: [{name: colour}]
                """ + TELL, "-e", "colour=correct-horse")).isEqualTo(ExitCode.OK);
        assertThat(podwright.asked()).isEmpty();
        assertThat(podwright.out()).contains("***");
        assertThat(everythingWritten()).doesNotContain("correct-horse");
    }

    @Test
    void hashesAnswersAsWanted() throws IOException {
        podwright.answering("correct horse");
        run("""
                - hosts: one
                  vars_prompt: [{name: colour, encrypt: sha512_crypt, salt: abcdefgh}]
                  tasks:
                    - copy: {content: "[=colour]", dest: "%s/hash", mode: "0600"}
                """.formatted(folder));
        assertThat(folder.resolve("hash")).content().startsWith("$6$abcdefgh$").hasSizeGreaterThan(90);
        assertThat(everythingWritten()).doesNotContain("$6$abcdefgh$");
    }

    @Test
    void saysWhatToGiveWhereThereIsNoTerminal() throws IOException {
        assertThat(run("""
                - hosts: one
                  vars_prompt: [{name: colour}, {name: size, default: 3}]
                """ + TELL)).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(podwright.err())
                .contains("playbook.yml:2:24", "there is no terminal to ask for \"colour\"", "-e colour=VALUE")
                .doesNotContain("\"size\"");
    }

    @Test
    void listingsAskNothing() throws IOException {
        podwright.typing("two");
        assertThat(run("""
                - hosts: one
                  vars_prompt: [{name: colour, private: false}]
                """ + TELL, "--list-hosts")).isEqualTo(ExitCode.OK);
        assertThat(podwright.asked()).isEmpty();
    }

    private ExitCode run(String playbook, String... flags) throws IOException {
        Files.writeString(
                folder.resolve("inventory.yml"),
                "all: {hosts: {one: {connection: local}, two: {connection: local}}}\n");
        Files.writeString(folder.resolve("playbook.yml"), playbook);
        podwright.with("XDG_STATE_HOME", folder.resolve("state").toString());
        List<String> arguments = Stream.concat(
                        Stream.of(
                                "run",
                                folder.resolve("playbook.yml").toString(),
                                "-i",
                                folder.resolve("inventory.yml").toString()),
                        Stream.of(flags))
                .toList();
        return podwright.run(arguments.toArray(String[]::new));
    }

    private String everythingWritten() throws IOException {
        StringBuilder all = new StringBuilder(podwright.out()).append(podwright.err());
        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(Files.readString(file));
            }
        }
        assertThat(all.toString()).contains("run_finished");
        return all.toString();
    }
}
