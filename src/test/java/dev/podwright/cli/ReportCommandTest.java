package dev.podwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.report.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
    @TempDir
    private Path folder;

    private String shown = "";

    @BeforeEach
    void run() throws IOException {
        Path playbook = folder.resolve("site.yml");
        Files.writeString(playbook, """
                - name: Greetings
                  hosts: localhost
                  tasks:
                    - debug: {msg: hello}
                    - command: echo hello
                """);
        FakeEnvironment podwright = podwright();
        assertThat(podwright.run("run", playbook.toString())).isEqualTo(ExitCode.OK);
        shown = podwright.out();
    }

    @Test
    void showsARunAgainAsItWasShown() {
        FakeEnvironment podwright = podwright();
        assertThat(podwright.run("report", "latest")).isEqualTo(ExitCode.OK);
        assertThat(podwright.out())
                .isEqualTo(shown)
                .contains("PLAY Greetings (localhost)", "localhost : ok=2 changed=1");
    }

    @Test
    void writesTheReportsThatTheRunCouldHaveWritten() throws IOException {
        Path page = folder.resolve("new/run.html");
        Path xml = folder.resolve("run.xml");
        Path json = folder.resolve("run.json");
        FakeEnvironment podwright = podwright();
        assertThat(podwright.run(
                        "report",
                        "last",
                        "--html",
                        page.toString(),
                        "--junit",
                        xml.toString(),
                        "--json",
                        json.toString()))
                .isEqualTo(ExitCode.OK);
        assertThat(podwright.out()).isEqualTo("wrote %s\nwrote %s\nwrote %s\n".formatted(page, xml, json));
        assertThat(page).content().contains("<!DOCTYPE html>", "Greetings");
        assertThat(xml).content().contains("<testsuite name=\"localhost\" tests=\"2\"");
        assertThat(json).hasSameTextualContentAs(folder.resolve("state/podwright/runs/latest.jsonl"));
    }

    @Test
    void listsTheRuns() {
        FakeEnvironment podwright = podwright();
        assertThat(podwright.run("report")).isEqualTo(ExitCode.OK);
        assertThat(podwright.out().lines())
                .hasSize(2)
                .last()
                .asString()
                .matches("\\d{8}-\\d{6}-[0-9a-f]{6}  .*  run   1  .*/site\\.yml  1 change on 1 host");
    }

    @Test
    void asksWhichRunIsMeant() {
        FakeEnvironment podwright = podwright();
        assertThat(podwright.run("report", "--html", "x.html")).isEqualTo(ExitCode.USAGE);
        assertThat(podwright.run("report", "a", "b")).isEqualTo(ExitCode.USAGE);
        assertThat(podwright.run("report", "2001")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(podwright.err()).contains("""
                podwright: which run is to be written?
                  podwright report lists them; latest is the newest
                podwright: report takes one run
                report 2001: there is no journal of such a run
                    the latest runs:""");
    }

    private FakeEnvironment podwright() {
        return new FakeEnvironment()
                .with("XDG_STATE_HOME", folder.resolve("state").toString());
    }
}
