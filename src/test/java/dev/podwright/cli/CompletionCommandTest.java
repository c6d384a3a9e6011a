package dev.podwright.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.podwright.report.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The completion scripts, in the shells they are for.
@Timeout(60)
class CompletionCommandTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void prepare() throws IOException {
        Files.writeString(folder.resolve("playbook.yml"), "");
        Files.writeString(
                folder.resolve("hosts.yml"),
                "all: {children: {gpu: {hosts: {gpu-01: , gpu-02: , edge-7.example.org: }}}}\n");
        FakeEnvironment inventory = new FakeEnvironment();
        inventory.run("inventory", "--graph", "-i", folder.resolve("hosts.yml").toString());
        standInPodwright(inventory.out());
        for (String shell : CompletionCommand.SHELLS) {
            FakeEnvironment podwright = new FakeEnvironment();
            assertThat(podwright.run("completion", shell)).isEqualTo(ExitCode.OK);
            Files.writeString(folder.resolve("completion." + shell), podwright.out());
        }
    }

    /// Knows the hosts of `hosts.yml`, as the real one tells them, and two runs.
    private void standInPodwright(String graph) throws IOException {
        Path program = Files.writeString(folder.resolve("podwright"), """
                #!/bin/sh
                case "$*" in
                'inventory -i hosts.yml --graph') cat <<'END'
                %sEND
                ;;
                report) printf 'RUN DATE\\n20261124-1 x\\n20261123-1 x\\n' ;;
                *) exit 5 ;;
                esac
                """.formatted(graph));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "re|render report",
                "run --col|--color",
                "run --color = al|always",
                "run --color ne|never",
                "plan pl|playbook.yml",
                "task run_|run_container",
                "task run_container na|''",
                "run playbook.yml -i hosts.yml -l gpu|gpu gpu-01 gpu-02",
                "inventory -i hosts.yml gpu-01|gpu-01",
                "report 20|20261123-1 20261124-1",
                "schema ta|task-type tasks",
                "vault encrypt_|encrypt_string",
                "vault encrypt pl|playbook.yml",
                "templates eject run_|run_container",
                "completion b|bash",
                "help vers|version",
                "run playbook.yml -f 1|''"
            })
    void completesInBash(String line, String expected) throws Exception {
        String words = run("bash", "-c", """
                . ./completion.bash
                COMP_WORDS=(podwright "$@") COMP_CWORD=$#
                _podwright
                printf '%s\\n' "${COMPREPLY[@]}" | sort
                """, "bash", line);
        assertThat(words.strip().replace("\n", " ")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "re|render report",
                "run --col|--color",
                "run --color ne|never",
                "plan pl|playbook.yml",
                "task run_|run_container",
                "run playbook.yml -i hosts.yml -l gpu|gpu gpu-01 gpu-02",
                "report 20|20261123-1 20261124-1",
                "schema ta|task-type tasks",
                "templates eject run_|run_container"
            })
    void completesInFish(String line, String expected) throws Exception {
        assumeThere("fish");
        String words = run("fish", "--no-config", "-c", """
                source completion.fish
                complete -C "podwright $argv[1]" | string replace -r '\\t.*' '' | sort
                """, line);
        assertThat(words.strip().replace("\n", " ")).isEqualTo(expected);
    }

    /// At a terminal of its own, since zsh completes nowhere else. It goes on when it has seen what it waits for.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run --colo|--color",
                "run --color alw|always",
                "task run_cont|run_container",
                "run -i hosts.yml -l edge|-7.example.org",
                "completion fi|fish"
            })
    void completesInZsh(String line, String expected) throws Exception {
        assumeThere("zsh");
        String seen = run("zsh", "-f", "-c", """
                zmodload zsh/zpty
                zpty shell zsh -f -i
                zpty -w shell 'PS1=; unsetopt zle_bracketed_paste; autoload -U compinit; compinit -u -D'
                zpty -w shell 'source completion.zsh; print RE''ADY'
                zpty -r shell before '*READY*'
                zpty -n -w shell "podwright $1"$'\\t'
                zpty -r shell after "*$2*"
                print -r -- $after
                """, "zsh", line, expected);
        assertThat(seen).contains(expected);
    }

    @Test
    void theScriptsHaveNoSyntaxErrors() throws Exception {
        run("bash", "-n", "completion.bash");
        for (String shell : List.of("zsh", "fish")) {
            assumeThere(shell);
            run(shell, "-n", "completion." + shell);
        }
    }

    @Test
    void suggestsTheNearestShell() {
        FakeEnvironment podwright = new FakeEnvironment();
        assertThat(podwright.run("completion", "bsh")).isEqualTo(ExitCode.USAGE);
        assertThat(podwright.err()).isEqualTo("""
                podwright: there is no completion for "bsh"
                  did you mean "bash"?
                """);
    }

    private static void assumeThere(String shell) {
        boolean there = Files.isExecutable(Path.of("/usr/bin", shell));
        assumeTrue(there || System.getenv("CI") != null, "needs " + shell);
    }

    /// @param command for bash the words of its last argument are arguments of their own
    private String run(String... command) throws IOException, InterruptedException {
        List<String> words = command[0].equals("bash") && command.length == 5
                ? concat(List.of(command).subList(0, 4), command[4].split(" ", -1))
                : List.of(command);
        Path errors = folder.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectError(errors.toFile());
        builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("TERM", "dumb");
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(out + Files.readString(errors)).isZero();
        return out;
    }

    private static List<String> concat(List<String> first, String[] others) {
        return java.util.stream.Stream.concat(first.stream(), java.util.Arrays.stream(others))
                .toList();
    }
}
