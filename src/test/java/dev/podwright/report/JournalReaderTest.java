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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podwright.connection.SshTransport;
import dev.podwright.engine.HostStats;
import dev.podwright.engine.Notified;
import dev.podwright.engine.Outcome;
import dev.podwright.engine.RunEvent;
import dev.podwright.engine.TaskResult;
import dev.podwright.source.InvalidInputException;
import dev.podwright.source.Json;
import dev.podwright.source.NullValue;
import dev.podwright.source.Problem;
import dev.podwright.source.SourceFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalReaderTest {
    private static final String RUN = "20261123-120000-abcd";

    @TempDir
    private Path state;

    /// Some of every kind, as a run with a loop, a failure, a lost host and a task with `no_log` tells them.
    private static List<RunEvent> everything() {
        TaskResult rich = new TaskResult(
                List.of(change("mode", "0644", "0600"), change("there", "", "")),
                "said",
                "",
                "",
                3,
                "out\n",
                "err\n",
                List.of("careful"),
                Map.of("port", 22L, "list", List.of("a", true), "none", NullValue.NULL),
                List.of(),
                false);
        TaskResult loop = items(
                new TaskResult.Item("a", Map.of("name", "a"), new Outcome.Changed(result(change("x", "1", "2")))),
                new TaskResult.Item("b", "b", Outcome.failed(failure("no b", "make one", "t/x.sh.ftl:3", 2, "", ""))));
        return List.of(
                started(false, "one", "two"),
                new RunEvent.InputWarning(
                        NOW, new Problem(new SourceFile("hosts.yml", "").at(3, 5, 1), "odd", "make it even")),
                play("Everything", "one", "two"),
                new RunEvent.HostConnected(
                        NOW,
                        "one",
                        Optional.of(new SshTransport(
                                "ops", "192.0.2.1", 22, "curve25519-sha256", "aes128-gcm@openssh.com", "ssh-ed25519")),
                        Map.of("os", "debian", "cpus", 2L)),
                new RunEvent.HostUnreachable(NOW, "two", "no route", "is it on?"),
                Events.begun("one", 1, "Rich"),
                new RunEvent.TaskProgress(NOW, "one", 1, "half way"),
                new RunEvent.TaskOutput(NOW, "one", 1, true, "line\n"),
                task("one", 1, "Rich", new Outcome.Changed(rich)),
                task("one", 2, "Ok", new Outcome.Ok(TaskResult.EMPTY)),
                task("one", 3, "Skipped", new Outcome.Skipped(TaskResult.message("when: x"))),
                task("one", 4, "Would", new Outcome.WouldChange(result(change("x", "1", "2")))),
                task("one", 5, "Unknown", new Outcome.Unknown(TaskResult.message("later"))),
                task("one", 6, "Hidden", new Outcome.Ok(hidden(TaskResult.EMPTY))),
                task("one", 7, "Lost", new Outcome.Unreachable(TaskResult.message("gone"), true)),
                task("one", 8, "Rescued", new Outcome.Failed(failure("no", "yes", "", 1, "", ""), false, true)),
                task("one", 9, "Loop", Outcome.failed(loop)),
                new RunEvent.HandlerNotified(NOW, "one", 10, new Notified(1, 0, "Restart")),
                new RunEvent.HostLeftPlay(NOW, "two", 1),
                new RunEvent.Warning(NOW, "one", "slow", "wait"),
                new RunEvent.PlayFinished(NOW, 1),
                finished(Map.of("one", new HostStats(3, 1, 1, 2, 1, 1, 1, 1))));
    }

    @Test
    void tellsEveryEventAgainAsItWas() {
        keep(everything());
        assertThat(told(RUN))
                .extracting(event -> Json.compact(EventJson.of(event)))
                .containsExactlyElementsOf(everything().stream()
                        .map(event -> Json.compact(EventJson.of(event)))
                        .toList());
    }

    @Test
    void theConsoleShowsARunAgainAsItWasShown() {
        List<RunEvent> run = everything().stream()
                .filter(event -> !(event instanceof RunEvent.InputWarning))
                .toList();
        keep(run);
        assertThat(shown(told(RUN))).isEqualTo(shown(run)).contains("PLAY Everything", "no b", "RECAP");
    }

    @Test
    void tellsTheEndThatAKilledRunDidNotComeTo() throws IOException {
        List<RunEvent> killed = everything().subList(0, 11);
        keep(killed);
        Files.writeString(journal(), Files.readString(journal()) + "{\"kind\":\"task_fin");
        List<RunEvent> told = told(RUN);
        assertThat(told).hasSize(12);
        assertThat(told.getLast()).isInstanceOfSatisfying(RunEvent.RunFinished.class, end -> {
            assertThat(end.interrupted()).isTrue();
            assertThat(end.unfinished()).containsExactly("one", "two");
            assertThat(end.hosts().get("one")).isEqualTo(new HostStats(2, 1, 0, 0, 1, 0, 0, 0));
        });
    }

    @Test
    void passesOverEventsOfALaterVersion() throws IOException {
        keep(everything());
        Files.writeString(
                journal(),
                Files.readString(journal())
                        .replaceFirst("\n", "\n{\"kind\":\"moon\",\"time\":\"2026-11-23T12:00:00Z\"}\n"));
        assertThat(told(RUN)).hasSameSizeAs(everything());
    }

    @Test
    void findsARunByTheBeginningOfItsId() throws IOException {
        keep(everything());
        Files.copy(journal(), journal().resolveSibling("20261124-090000-1111.jsonl"));
        assertThat(told("20261124")).hasSameSizeAs(everything());
        assertThat(told("latest")).hasSameSizeAs(everything());
        Files.delete(journal().resolveSibling("latest.jsonl"));
        assertThat(told("last")).hasSameSizeAs(everything());
        assertThatThrownBy(() -> told("202611"))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::render)
                                .containsExactly("""
                                report 202611: there are 2 runs of that beginning
                                    write more of one: 20261124-090000-1111, 20261123-120000-abcd"""));
        assertThatThrownBy(() -> told("2025"))
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::render)
                                .containsExactly("""
                                report 2025: there is no journal of such a run
                                    the latest runs: 20261124-090000-1111, 20261123-120000-abcd"""));
    }

    @Test
    void listsTheRunsWithWhatTheyDid() throws IOException {
        assertThat(RunList.lines(state, 5, ZoneOffset.UTC))
                .containsExactly("no run was kept in " + state.resolve("runs"));
        keep(everything());
        Files.write(
                journal().resolveSibling("20261122-080000-2222.jsonl"),
                Files.readAllLines(journal()).subList(0, 1));
        Files.writeString(journal().resolveSibling("20261121-080000-3333.jsonl"), "");
        assertThat(RunList.lines(state, 2, ZoneOffset.UTC))
                .containsExactly(
                        "RUN                   DATE              WHAT  HOSTS  PLAYBOOKS              RESULT",
                        "20261123-120000-abcd  2026-11-23 12:00  run   2      playbooks/gpu-pod.yml  1 change on 1 host, 1 task"
                                + " unknown until applied, 1 host failed or unreachable",
                        "20261122-080000-2222  2026-11-23 12:00  run   2      playbooks/gpu-pod.yml  has not come to its end",
                        "… and 1 older; --all lists them");
    }

    private void keep(List<RunEvent> events) {
        Journal journal = new Journal(state, message -> {
            throw new AssertionError(message);
        });
        events.forEach(journal::on);
    }

    private Path journal() {
        return state.resolve("runs/" + RUN + ".jsonl");
    }

    private List<RunEvent> told(String run) {
        List<RunEvent> told = new ArrayList<>();
        JournalReader.open(state, run).tell(told::add);
        return told;
    }

    private static String shown(List<RunEvent> events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ConsoleOptions options = new ConsoleOptions(3, false, false, true, false, false, 80, "");
        try (ConsoleReport console = ConsoleReport.open(new PrintStream(out, true, StandardCharsets.UTF_8), options)) {
            events.forEach(console::on);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
