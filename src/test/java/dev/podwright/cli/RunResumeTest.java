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

    private static final String WITH_HANDLERS = """
            - hosts: all
              pre_tasks:
                - {name: Before, command: "true"}
              tasks:
                - {name: Writes, shell: "test -e %1$s/written || touch %1$s/written; exit 0", notify: [Restart, topic],
                   changed_when: "%2$s"}
                - {name: Needs, shell: "test -e %1$s/ready-[=host.name]"}
              handlers:
                - {name: Restart, shell: "echo restarted >>%1$s/done-[=host.name]"}
                - {shell: "echo told >>%1$s/done-[=host.name]", listen: topic}
            """;

    @Test
    void runsTheHandlersThatWereNotifiedBeforeTheFailure() throws IOException {
        write("playbook.yml", WITH_HANDLERS.formatted(folder, true));
        assertThat(run(playbook)).isEqualTo(ExitCode.HOST_FAILED);
        assertThat(folder.resolve("done-two")).doesNotExist();
        assertThat(podwright.out()).contains("NOTIFIED, NOT RUN\ntwo: Restart, topic\n", "podwright run --resume ");
        write("playbook.yml", WITH_HANDLERS.formatted(folder, false));
        assertThat(run("--resume", "latest")).isEqualTo(ExitCode.HOST_FAILED);
        write("ready-two", "");
        assertThat(run("--resume", "latest")).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("done-one")).hasContent("restarted\ntold");
        assertThat(folder.resolve("done-two")).hasContent("restarted\ntold");
    }

    @Test
    void doesNotRunAgainWhatForceHandlersRan() throws IOException {
        write("playbook.yml", WITH_HANDLERS.formatted(folder, true));
        run(playbook, "--force-handlers");
        write("playbook.yml", WITH_HANDLERS.formatted(folder, false));
        write("ready-two", "");
        assertThat(run("--resume", "latest")).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("done-two")).hasContent("restarted\ntold");
    }

    @Test
    void saysWhereANotifiedHandlerIsNoMoreThere() throws IOException {
        write("playbook.yml", WITH_HANDLERS.formatted(folder, true));
        run(playbook);
        write("playbook.yml", WITH_HANDLERS.formatted(folder, false).replace("Restart", "Renamed"));
        write("ready-two", "");
        assertThat(run("--resume", "latest")).isEqualTo(ExitCode.OK);
        assertThat(podwright.out())
                .contains("two: the handler \"Restart\" was notified and has not run, but is no more there");
        assertThat(folder.resolve("done-two")).hasContent("told");
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
