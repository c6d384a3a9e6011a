package dev.podwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.report.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunResumeTest {
    @TempDir
    Path folder;

    private final FakeEnvironment podwright = new FakeEnvironment();
    private String playbook = "";

    @BeforeEach
    void prepare() throws IOException {
        podwright.with("XDG_STATE_HOME", folder.resolve("state").toString());
        write("inventory.yml", "all: {hosts: {one: {connection: local}, two: {connection: local}}}\n");
        playbook = write("playbook.yml", """
                        - hosts: all
                          tasks:
                            - {name: Needs, shell: "test -e %1$s/ready-[=host.name]"}
                            - {name: Works, shell: "echo done >>%1$s/done-[=host.name]"}
                        """.formatted(folder)).toString();
        write("ready-one", "");
    }

    @Test
    void goesOnWithTheHostsThatDidNotFinish() throws IOException {
        assertThat(run(playbook)).isEqualTo(ExitCode.HOST_FAILED);
        write("ready-two", "");
        assertThat(run("--resume", "latest")).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("done-one")).hasContent("done");
        assertThat(folder.resolve("done-two")).hasContent("done");
        assertThat(run("--resume", "latest")).isEqualTo(ExitCode.OK);
        assertThat(podwright.out()).contains("there is nothing to resume");
        assertThat(folder.resolve("done-two")).hasContent("done");
    }

    @Test
    void takesTheRunByItsNameAndAllHostsOfOneThatWasKilled() throws IOException {
        run(playbook);
        Path journal = runs().getFirst();
        List<String> lines = Files.readAllLines(journal);
        Files.writeString(journal, String.join("\n", lines.subList(0, lines.size() - 1)) + "\n{\"kind\":\"run_fini");
        write("ready-two", "");
        assertThat(run("--resume", name(journal))).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("done-one")).hasContent("done\ndone");
        assertThat(folder.resolve("done-two")).hasContent("done");
    }

    @Test
    void namesTheLatestRunsWhereThereIsNoSuchRun() throws IOException {
        assertThat(run("--resume", "latest")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(podwright.err()).contains("there is no journal of such a run", "no run was kept in");
        run(playbook);
        String known = name(runs().getFirst());
        assertThat(run("--resume", "../runs/" + known)).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(podwright.err()).contains("the latest runs: " + known + "\n");
    }

    @Test
    void refusesPlansAndOtherPlaybooks() throws IOException {
        run(playbook);
        assertThat(run("--resume", "latest", "other.yml")).isEqualTo(ExitCode.USAGE);
        run(playbook, "--check");
        assertThat(run("--resume", "latest")).isEqualTo(ExitCode.USAGE);
        assertThat(podwright.err()).contains("is of other playbooks: " + playbook, "was a plan");
    }

    @Test
    void keepsToTheLimitToo() throws IOException {
        run(playbook);
        assertThat(run("--resume", "latest", "--limit", "one")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(podwright.err()).contains("it leaves no host of these playbooks");
    }

    private ExitCode run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("run", "-i", folder + "/inventory.yml"));
        all.addAll(List.of(arguments));
        return podwright.run(all.toArray(String[]::new));
    }

    private List<Path> runs() throws IOException {
        try (var files = Files.list(folder.resolve("state/podwright/runs"))) {
            return files.filter(file -> !Files.isSymbolicLink(file)).sorted().toList();
        }
    }

    private static String name(Path journal) {
        return journal.getFileName().toString().replace(".jsonl", "");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
