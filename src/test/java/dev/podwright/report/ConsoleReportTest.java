package dev.podwright.report;

import static dev.podwright.report.Events.NOW;
import static dev.podwright.report.Events.change;
import static dev.podwright.report.Events.failure;
import static dev.podwright.report.Events.finished;
import static dev.podwright.report.Events.hidden;
import static dev.podwright.report.Events.items;
import static dev.podwright.report.Events.play;
import static dev.podwright.report.Events.result;
import static dev.podwright.report.Events.started;
import static dev.podwright.report.Events.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.SshTransport;
import dev.podwright.engine.HostStats;
import dev.podwright.engine.Outcome;
import dev.podwright.engine.RunEvent;
import dev.podwright.engine.TaskResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleReportTest {
    private static final ConsoleOptions VERY_VERBOSE = verbose(2);

    @Test
    void tellsOfAPlayTaskByTask() {
        assertThat(plain(
                        started(false, "gpu-01", "web"),
                        play("GPU pods", "gpu-01", "web"),
                        task("gpu-01", 1, "What GPUs are there", new Outcome.Ok(TaskResult.EMPTY)),
                        task("web", 1, "What GPUs are there", new Outcome.Ok(TaskResult.EMPTY)),
                        task(
                                "gpu-01",
                                2,
                                "Docker",
                                new Outcome.Changed(result(
                                        change("package docker-ce", "absent", "5:27.1"),
                                        change("group docker", "", "pod"),
                                        change("service docker starts", "", "")))),
                        task("web", 2, "Docker", new Outcome.Skipped(TaskResult.message("when: gpu.count > 0"))),
                        finished(Events.hosts(
                                "gpu-01", new HostStats(2, 1, 0, 0, 0, 0, 0, 0),
                                "web", new HostStats(1, 0, 0, 0, 1, 0, 0, 0)))))
                .isEqualTo("""

                        PLAY GPU pods (gpu-01, web)
                        ok            gpu-01  What GPUs are there
                        ok            web     What GPUs are there
                        changed       gpu-01  Docker
                                      package docker-ce: absent → 5:27.1
                                      group docker: pod
                                      service docker starts
                        skipped       web     Docker: when: gpu.count > 0

                        RECAP
                        gpu-01 : ok=2 changed=1 unreachable=0 failed=0 skipped=0 rescued=0 ignored=0
                        web    : ok=1 changed=0 unreachable=0 failed=0 skipped=1 rescued=0 ignored=0
                        2 hosts in 12.3s
                        """);
    }

    @Test
    void saysHowItIsConnectedToThoseWhoWantToKnowAll() {
        RunEvent connected = new RunEvent.HostConnected(
                NOW,
                "gpu-01",
                Optional.of(new SshTransport(
                        "ops", "2001:db8::1", 22, "curve25519-sha256", "aes128-gcm@openssh.com", "ssh-ed25519")),
                Map.of("os", "debian"));

        assertThat(render(verbose(1), connected)).isEqualTo("gpu-01: connected\n");
        assertThat(render(verbose(3), connected)).isEqualTo("""
                gpu-01: connected as ops@[2001:db8::1]:22 by curve25519-sha256, aes128-gcm@openssh.com, host key ssh-ed25519
                  os = "debian"
                """);
        assertThat(render(verbose(3), new RunEvent.HostConnected(NOW, "here", Optional.empty(), Map.of())))
                .isEqualTo("here: connected\n");
    }

    private static ConsoleOptions verbose(int verbosity) {
        return new ConsoleOptions(verbosity, false, false, false, false, false, 80, "");
    }

    @Test
    void repeatsAFailureAtTheEndWithAllThatHelps() {
        String stderr = "line 1\nline 2\nline 3\nline 4\nline 5\nline 6\nline 7\nline 8\nline 9\nline 10\nline 11\n";
        TaskResult result = failure(
                "docker could not pull the image nope:1",
                "check the image's name, or log in with docker login",
                "templates/run_container/apply.sh.ftl:34",
                125,
                "",
                stderr);
        assertThat(plain(
                        started(false, "gpu-01"),
                        task("gpu-01", 4, "The pod", new Outcome.Failed(result, false, false)),
                        finished(Map.of("gpu-01", new HostStats(0, 0, 0, 1, 0, 0, 0, 0)))))
                .isEqualTo("""
                        failed        gpu-01  The pod
                                      docker could not pull the image nope:1

                        FAILURES
                        gpu-01: The pod
                          at playbooks/gpu-pod.yml:14:7
                          in templates/run_container/apply.sh.ftl:34
                          docker could not pull the image nope:1
                          stderr | … 1 line before
                          stderr | line 2
                          stderr | line 3
                          stderr | line 4
                          stderr | line 5
                          stderr | line 6
                          stderr | line 7
                          stderr | line 8
                          stderr | line 9
                          stderr | line 10
                          stderr | line 11
                          hint: check the image's name, or log in with docker login

                        RECAP
                        gpu-01 : ok=0 changed=0 unreachable=0 failed=1 skipped=0 rescued=0 ignored=0
                        1 host in 12.3s
                        """);
    }

    @Test
    void saysThatASilentFailureWroteNothing() {
        assertThat(closing(task(
                        "a", 1, "Quiet", new Outcome.Failed(failure("it failed", "", "", 3, "", " \n"), false, false))))
                .contains("""
                        a: Quiet
                          at playbooks/gpu-pod.yml:11:7
                          it failed
                          exit status 3, no output
                        """);
    }

    @Test
    void doesNotRepeatWhatThePlaybookHandled() {
        assertThat(closing(
                        task("a", 1, "Old", new Outcome.Failed(failure("gone", "", "", 1, "", ""), true, false)),
                        task("a", 2, "New", new Outcome.Failed(failure("late", "", "", 1, "", ""), false, true))))
                .isEqualTo("""
                        ignored       a  Old
                                      gone
                        rescued       a  New
                                      late

                        RECAP
                        a : ok=0 changed=0 unreachable=0 failed=0 skipped=0 rescued=0 ignored=0
                        1 host in 12.3s
                        """);
    }

    @Test
    void tellsOfAnUnreachableHostOnceWithTheWayOut() {
        assertThat(closing(
                        new RunEvent.HostUnreachable(
                                Events.NOW, "a", "a: the key of 10.0.0.5 is unknown", "ssh 10.0.0.5 once, then again"),
                        task(
                                "a",
                                1,
                                "Lost",
                                new Outcome.Unreachable(
                                        TaskResult.message("a: the key of 10.0.0.5 is unknown"), false))))
                .containsOnlyOnce("  the key of 10.0.0.5 is unknown\n  hint")
                .startsWith("unreachable   a  the key of 10.0.0.5 is unknown\n");
    }

    @Test
    void showsALoopsItemsThatMatter() {
        assertThat(closing(task(
                        "a",
                        1,
                        "Users",
                        new Outcome.Changed(items(
                                new TaskResult.Item("alice", "alice", new Outcome.Ok(TaskResult.EMPTY)),
                                new TaskResult.Item(
                                        "bob",
                                        "bob",
                                        new Outcome.Changed(result(change("shell", "/bin/sh", "/bin/bash")))))))))
                .startsWith("""
                        changed       a  Users
                                      changed bob
                                        shell: /bin/sh → /bin/bash

                        """);
    }

    @Test
    void namesTheItemsThatFailed() {
        assertThat(closing(task(
                        "a",
                        1,
                        "Users",
                        new Outcome.Failed(
                                items(new TaskResult.Item(
                                        "bob",
                                        "bob",
                                        new Outcome.Failed(
                                                failure("no such group", "", "", 6, "", "useradd: group x\n"),
                                                false,
                                                false))),
                                false,
                                false))))
                .contains("""
                        a: Users
                          at playbooks/gpu-pod.yml:11:7
                          item bob
                            no such group
                            stderr | useradd: group x
                        """);
    }

    @Test
    void alwaysShowsWhatDebugSays() {
        assertThat(closing(task(
                        "a",
                        1,
                        "Announce",
                        "debug",
                        new Outcome.Ok(TaskResult.message("ssh -p 2222\nor the console")))))
                .startsWith("""
                        ok            a  Announce
                                      ssh -p 2222
                                      or the console

                        """);
    }

    @Test
    void showsNothingOfATaskWithNoLogButItsState() {
        TaskResult secret =
                hidden(failure("password hunter2 is too short", "hunter2", "hunter2", 1, "hunter2", "hunter2"));
        assertThat(closing(task("a", 1, "Password", new Outcome.Failed(secret, false, false))))
                .doesNotContain("hunter2")
                .startsWith("""
                        failed        a  Password
                                      (hidden by no_log)

                        FAILURES
                        a: Password
                          at playbooks/gpu-pod.yml:11:7
                          (hidden by no_log)
                        """);
    }

    @Test
    void showsWarningsWithTheirTaskAndOnTheirOwn() {
        TaskResult warned = new TaskResult(
                List.of(), "", "", "", 0, "", "", List.of("the image is old"), Map.of(), List.of(), false);
        assertThat(closing(
                        task("a", 1, "Image", new Outcome.Ok(warned)),
                        new RunEvent.Warning(Events.NOW, "a", "the clock is 3 minutes off", "install chrony")))
                .startsWith("""
                        ok            a  Image
                                      warning: the image is old
                        warning: a: the clock is 3 minutes off
                          hint: install chrony
                        """);
    }

    @Test
    void headsAPlanWithWhatItFound() {
        assertThat(plain(
                        started(true, "gpu-01", "web"),
                        task("gpu-01", 1, "Docker", new Outcome.WouldChange(result(change("docker", "absent", "27")))),
                        task("web", 2, "Pod", new Outcome.Unknown(TaskResult.message("needs docker"))),
                        finished(Events.hosts(
                                "gpu-01", new HostStats(1, 1, 0, 0, 0, 0, 0, 0),
                                "web", new HostStats(2, 0, 0, 0, 0, 0, 0, 1)))))
                .isEqualTo("""
                        would change  gpu-01  Docker
                                      docker: absent → 27
                        unknown       web     Pod: needs docker

                        PLAN: 1 change on 1 host, 1 task unknown until applied; nothing was changed
                        gpu-01 : ok=1 changed=1 unreachable=0 failed=0 skipped=0 rescued=0 ignored=0
                        web    : ok=2 changed=0 unreachable=0 failed=0 skipped=0 rescued=0 ignored=0 unknown=1
                        2 hosts in 12.3s
                        """);
    }

    @Test
    void showsContentAsItsSizeOrAsADiff() {
        RunEvent copied = task(
                "a",
                1,
                "Config",
                new Outcome.Changed(result(change("/etc/motd", "one\ntwo\nthree\n", "one\n2\nthree\n4\n"))));
        assertThat(closing(copied)).contains("/etc/motd: content differs (2 lines)\n");
        ConsoleOptions diff = new ConsoleOptions(0, false, false, true, false, false, 80, "");
        assertThat(render(diff, started(false, "a"), copied)).isEqualTo("""
                changed       a  Config
                              /etc/motd:
                              @@ -1,3 +1,4 @@
                               one
                              -two
                              +2
                               three
                              +4
                """);
    }

    @Test
    void aTasksOwnWordOnDiffsGoesBeforeTheOperators() {
        RunEvent.TaskFinished told =
                task("a", 1, "Config", new Outcome.Changed(result(change("/etc/motd", "one\n", "two\n"))));
        ConsoleOptions diff = new ConsoleOptions(0, false, false, true, false, false, 80, "");

        assertThat(render(ConsoleOptions.PLAIN, started(false, "a"), saying(true, told)))
                .contains("-one", "+two");
        assertThat(render(diff, started(false, "a"), saying(false, told))).contains("content differs (1 line)");
    }

    private static RunEvent saying(boolean diff, RunEvent.TaskFinished event) {
        return new RunEvent.TaskFinished(
                event.time(),
                event.host(),
                event.id(),
                event.name(),
                event.type(),
                event.location(),
                event.handler(),
                Optional.of(diff),
                event.outcome(),
                event.took());
    }

    @Test
    void showsOutputsAndStreamsWhenAsked() {
        TaskResult result = new TaskResult(
                List.of(), "", "", "", 0, "out\n", "err", List.of(), Map.of("devices", List.of("0")), List.of(), false);
        assertThat(render(VERY_VERBOSE, started(false, "a"), task("a", 1, "Run", new Outcome.Ok(result))))
                .isEqualTo("""
                        ok            a  Run
                                      devices = ["0"]
                                      stdout | out
                                      stderr | err
                        """);
    }

    @Test
    void isQuietButForFailuresAndTheRecap() {
        ConsoleOptions quiet = new ConsoleOptions(0, false, true, false, false, false, 80, "/nowhere");
        assertThat(render(
                        quiet,
                        started(false, "a"),
                        play("One", "a"),
                        task("a", 1, "Fine", new Outcome.Ok(TaskResult.EMPTY)),
                        finished(Map.of("a", new HostStats(1, 0, 0, 0, 0, 0, 0, 0)))))
                .isEqualTo("""

                        RECAP
                        a : ok=1 changed=0 unreachable=0 failed=0 skipped=0 rescued=0 ignored=0
                        1 host in 12.3s
                        """);
    }

    @Test
    void namesTheJournalThatWasKept(@TempDir Path folder) throws IOException {
        Path journal = Files.createFile(folder.resolve("20261123-120000-abcd.jsonl"));
        ConsoleOptions options = new ConsoleOptions(0, false, false, false, false, false, 80, folder.toString());
        assertThat(render(options, finished(Map.of("a", HostStats.NONE))))
                .endsWith("1 host in 12.3s; journal: " + journal + "\n");
    }

    @Test
    void letsNoControlCharacterOfAHostThrough() {
        TaskResult evil = failure("\u001B[2J\u001B]0;title\u0007gone\r\nx\bé\u009B", "", "", 1, "", "50%\r100%\ndone");
        assertThat(closing(task("a", 1, "E\u001B[31mvil\n", new Outcome.Failed(evil, false, false))))
                .contains("failed        a  Evil\n", "gone\n", "xé\n", "stderr | 100%\n")
                .doesNotContainPattern("[\\p{Cntrl}\u0080-\u009F&&[^\n]]");
    }

    @Test
    void saysThatItWasInterrupted() {
        RunEvent.RunFinished end = new RunEvent.RunFinished(
                Events.NOW, "r", Map.of("a", HostStats.NONE), List.of("a"), true, Duration.ofSeconds(65));
        assertThat(plain(started(false, "a"), end)).endsWith("Interrupted after 1m05s\n");
    }

    @Test
    void coloursOnlyWhereAsked() {
        ConsoleOptions coloured = new ConsoleOptions(0, false, false, false, true, false, 80, "");
        RunEvent ok = task("a", 1, "Fine", new Outcome.Ok(TaskResult.EMPTY));
        assertThat(render(coloured, started(false, "a"), ok)).isEqualTo("\u001B[32mok          \u001B[0m  a  Fine\n");
    }

    @Test
    void redrawsOneLiveLineABusyHostBelowWhatHasEnded() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FakeTerminal terminal = new FakeTerminal();
        ConsoleOptions live = new ConsoleOptions(0, false, false, false, false, true, 40, "");
        MovingClock clock = new MovingClock();
        try (ConsoleReport report = new ConsoleReport(stream(bytes), live, clock)) {
            report.on(started(false, "gpu-01", "web"));
            report.on(Events.begun("gpu-01", 1, "Docker"));
            report.on(Events.begun("web", 1, "Docker"));
            clock.now = clock.now.plusSeconds(12);
            report.on(new RunEvent.TaskProgress(Events.NOW, "gpu-01", 1, "pulling layers of a large image"));
            assertThat(terminal.after(bytes).rows())
                    .containsExactly("gpu-01   12s  Docker: pulling layers of…", "web      12s  Docker");
            assertThat(terminal.cursorShown()).isFalse();

            report.on(task("gpu-01", 1, "Docker", new Outcome.Ok(TaskResult.EMPTY)));
            assertThat(terminal.after(bytes).rows())
                    .containsExactly("ok            gpu-01  Docker", "web      12s  Docker");
            clock.now = clock.now.plusSeconds(1);
            report.refresh();
            assertThat(terminal.after(bytes).rows()).endsWith("web      13s  Docker");
        }
        assertThat(terminal.after(bytes).rows()).containsExactly("ok            gpu-01  Docker");
        assertThat(terminal.cursorShown()).isTrue();
        assertThat(terminal.wraps()).isTrue();
    }

    @Test
    void keepsTheLiveLinesFewOnALargeFleet() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ConsoleOptions live = new ConsoleOptions(0, false, false, false, false, true, 40, "");
        try (ConsoleReport report = new ConsoleReport(stream(bytes), live, new MovingClock())) {
            for (int i = 1; i <= 52; i++) {
                report.on(Events.begun("h" + i, 1, "Docker"));
            }
            assertThat(new FakeTerminal().after(bytes).rows()).hasSize(11).endsWith("… and 42 hosts more");
        }
    }

    private static String closing(RunEvent... events) {
        RunEvent[] all = new RunEvent[events.length + 2];
        all[0] = started(false, "a");
        System.arraycopy(events, 0, all, 1, events.length);
        all[all.length - 1] = finished(Map.of("a", HostStats.NONE));
        return plain(all);
    }

    private static String plain(RunEvent... events) {
        return render(ConsoleOptions.PLAIN, events);
    }

    private static String render(ConsoleOptions options, RunEvent... events) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ConsoleReport report = ConsoleReport.open(stream(bytes), options)) {
            for (RunEvent event : events) {
                report.on(event);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, false, StandardCharsets.UTF_8);
    }

    private static final class MovingClock implements InstantSource {
        private Instant now = Events.NOW;

        @Override
        public Instant instant() {
            return now;
        }
    }
}
