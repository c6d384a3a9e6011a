package dev.podwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.lab.Lab;
import dev.podwright.lab.LabHost;
import dev.podwright.lab.LabHosts;
import dev.podwright.report.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A controller that dies in the middle of a task leaves nothing behind that the next run can't put right.
@Lab
class KillTest {
    private static final String STEPS = """
            - hosts: all
              become: true
              tasks:
                - name: Steps
                  steps: {folder: /opt/steps}
            """;

    private static final String NOTIFYING = """
            - hosts: all
              become: true
              tasks:
                - name: Notifies
                  shell: test -e /opt/notified || { touch /opt/notified; exit 3; }
                  changed_when: result.rc == 3
                  failed_when: false
                  notify: Restart
                - name: Steps
                  steps: {folder: /opt/steps}
              handlers:
                - name: Restart
                  shell: echo restarted >>/opt/restarts
            """;

    private static final String PACKAGE = """
            - hosts: all
              become: true
              tasks:
                - name: The package
                  package: {name: python3-minimal}
                - name: A note
                  copy: {dest: /opt/note, content: "done\\n"}
            """;

    private final LabHost host;
    private final Operator operator;

    KillTest(LabHosts hosts, @TempDir Path folder) throws IOException {
        this.host = hosts.first();
        this.operator = Operator.loggingIn("operator", folder, hosts.inventory(), "-l", host.name());
        writeStepsTaskType(Files.createDirectories(folder.resolve("templates/steps")));
        operator.writes("steps.yml", STEPS);
        operator.writes("package.yml", PACKAGE);
        operator.writes("notifying.yml", NOTIFYING);
    }

    /// Writes five files, and goes no further than the second before it is told to.
    private static void writeStepsTaskType(Path folder) throws IOException {
        Files.writeString(folder.resolve("task.yml"), """
                summary: Writes files one after another
                parameters:
                  folder: {type: path, required: true, doc: Where.}
                """);
        Files.writeString(folder.resolve("check.sh.ftl"), """
                cd [=folder] 2>/dev/null || pw_change folder absent present
                for step in 1 2 3 4 5; do
                  [ "$(cat [=folder]/"$step" 2>/dev/null)" = "all of $step" ] || pw_change "step $step"
                done
                """);
        Files.writeString(folder.resolve("apply.sh.ftl"), """
                mkdir -p [=folder]
                cd [=folder]
                for step in 1 2 3 4 5; do
                  printf 'all of ' >"$step"
                  while [ "$step" = 2 ] && [ ! -e go ]; do sleep 0.1; done
                  printf '%s' "$step" >>"$step"
                done
                """);
    }

    @AfterEach
    void tidyUp() {
        host.exec("sh", "-c", "mkdir -p /opt/steps; touch /opt/steps/go");
        host.exec(
                "sh",
                "-c",
                "apt-get purge -q -y --autoremove python3-minimal >/dev/null; rm -rf /opt/steps /opt/note /opt/notified /opt/restarts");
    }

    @Test
    void aHalfDoneTaskIsDoneByTheNextRun() throws Exception {
        try (ChildProcess killed = ChildProcess.of(operator, operator.commandLine("run", "steps.yml"))) {
            killed.runsUntil("the second step is half done", () -> holds("[ -e /opt/steps/2 ]"));
            killed.signal("KILL");
            assertThat(killed.ends()).isEqualTo(137);
        }
        Told plan = operator.plan("steps.yml");
        host.exec("touch", "/opt/steps/go");
        Told run = operator.run("steps.yml");
        Told again = operator.run("steps.yml");

        assertThat(plan.task("Steps").changes().toString())
                .doesNotContain("step 1")
                .contains("step 2", "step 5");
        assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.OK);
        assertThat(again.states().values()).containsOnly("ok");
        assertThat(host.exec("sh", "-c", "cat /opt/steps/[1-5]")).isEqualTo("all of 1all of 2all of 3all of 4all of 5");
    }

    @Test
    void anInstallationThatWasCutOffIsCompletedByTheNextRun() throws Exception {
        try (ChildProcess killed = ChildProcess.of(operator, operator.commandLine("run", "package.yml"))) {
            killed.runsUntil("dpkg unpacks", () -> holds("pgrep -x dpkg"));
            killed.signal("KILL");
            killed.ends();
        }
        Told run = operator.run("package.yml");
        Told again = operator.run("package.yml");

        assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.OK);
        assertThat(run.named("changed")).contains("A note");
        assertThat(again.states().values()).as(again.out()).containsOnly("ok");
        assertThat(host.exec("dpkg", "--audit")).isEmpty();
        assertThat(host.exec("dpkg-query", "-W", "-f", "${db:Status-Status}", "python3-minimal"))
                .isEqualTo("installed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"KILL", "INT"})
    void theHandlersThatWereNotifiedBeforeItAreRunByResume(String signal) throws Exception {
        try (ChildProcess killed = ChildProcess.of(operator, operator.commandLine("run", "notifying.yml"))) {
            killed.runsUntil("the second step is half done", () -> holds("[ -e /opt/steps/2 ]"));
            killed.signal(signal);
            killed.ends();
        }
        host.exec("touch", "/opt/steps/go");
        Told resumed = operator.run("notifying.yml", "--resume", "latest");
        Told again = operator.run("notifying.yml");

        assertThat(resumed.exitCode()).as(resumed.out() + resumed.err()).isEqualTo(ExitCode.OK);
        assertThat(resumed.states()).containsEntry("Notifies", "ok").containsEntry("Restart", "changed");
        assertThat(again.states()).doesNotContainKey("Restart");
        assertThat(host.exec("cat", "/opt/restarts")).isEqualToIgnoringNewLines("restarted");
    }

    @Test
    void theJournalOfAKilledRunIsReadableToItsLastEvent() throws Exception {
        try (ChildProcess killed = ChildProcess.of(operator, operator.commandLine("run", "steps.yml"))) {
            killed.runsUntil("the second step is half done", () -> holds("[ -e /opt/steps/2 ]"));
            killed.signal("KILL");
            killed.ends();
        }

        List<String> kinds = Told.events(operator.state().resolve("podwright/runs/latest.jsonl")).stream()
                .map(event -> String.valueOf(event.get("kind")))
                .toList();
        assertThat(kinds).startsWith("run_started").endsWith("task_started");
    }

    private boolean holds(String test) {
        return host.tryExec("sh", "-c", test).status() == 0;
    }
}
