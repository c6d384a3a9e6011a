package dev.podwright.report;

import static dev.podwright.report.Events.change;
import static dev.podwright.report.Events.failure;
import static dev.podwright.report.Events.finished;
import static dev.podwright.report.Events.hidden;
import static dev.podwright.report.Events.result;
import static dev.podwright.report.Events.started;
import static dev.podwright.report.Events.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.engine.HostStats;
import dev.podwright.engine.Outcome;
import dev.podwright.engine.RunEvent;
import dev.podwright.engine.RunListener;
import dev.podwright.engine.TaskResult;
import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ReportsTest {
    private static final TaskResult BROKEN =
            failure("no GPU\u0000", "plug one in", "t/x.sh.ftl:3", 2, "o", "bad \u001B[1m&<>");

    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();

    @Test
    void writesEachEventAsALineOfJson() throws IOException {
        Path file = folder.resolve("new/events.json");
        tell(Report.parse("json=" + file, new Problems()).orElseThrow().open());
        assertThat(Files.readAllLines(file)).hasSize(6).satisfies(lines -> {
            assertThat(lines.getFirst())
                    .isEqualTo("{\"kind\":\"run_started\",\"time\":\"2026-11-23T12:00:00Z\","
                            + "\"run\":\"20261123-120000-abcd\",\"plan\":false,"
                            + "\"playbooks\":[\"playbooks/gpu-pod.yml\"],\"hosts\":[\"a\"]}");
            assertThat(lines.get(1))
                    .contains(
                            "\"kind\":\"task_finished\"",
                            "\"place\":\"playbooks/gpu-pod.yml:11:7\"",
                            "\"took\":0.12",
                            "\"state\":\"changed\"",
                            "\"changes\":[{\"what\":\"x\",\"from\":\"1\",\"to\":\"2\"}]");
            assertThat(lines.get(4)).contains("\"hidden\":true").doesNotContain("bad");
            assertThat(lines.get(5)).contains("\"kind\":\"run_finished\"", "\"hosts\":{\"a\":{\"ok\":1,\"changed\":1,");
        });
    }

    @Test
    void writesATestSuiteAHost() throws Exception {
        Path file = folder.resolve("junit.xml");
        tell(Report.parse("junit=" + file, new Problems()).orElseThrow().open());
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(Files.readAllBytes(file)));
        Element suite = (Element) xml.getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("name")).isEqualTo("a");
        assertThat(suite.getAttribute("tests")).isEqualTo("4");
        assertThat(suite.getAttribute("failures")).isEqualTo("2");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
        Element failure = (Element) xml.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("no GPU");
        assertThat(failure.getTextContent()).contains("in t/x.sh.ftl:3", "stderr | bad &<>", "hint: plug one in");
        assertThat(Files.readString(file)).contains("hidden by no_log").containsOnlyOnce("<system-err>bad");
    }

    @Test
    void aHostThatWasNeverReachedIsAnErrorInJUnit() throws IOException {
        Path file = folder.resolve("junit.xml");
        RunListener report =
                Report.parse("junit=" + file, new Problems()).orElseThrow().open();
        report.on(started(false, "a"));
        report.on(new RunEvent.HostUnreachable(Events.NOW, "a", "no route", "is it on?"));
        report.on(finished(Map.of("a", new HostStats(0, 0, 1, 0, 0, 0, 0, 0))));
        assertThat(Files.readString(file))
                .contains("tests=\"1\" failures=\"0\" errors=\"1\"", "<error message=\"no route\">is it on?</error>");
    }

    @Test
    void writesAPage() throws IOException {
        Path file = folder.resolve("new/run.html");
        tell(Report.parse("html=" + file, new Problems()).orElseThrow().open());
        assertThat(Files.readString(file)).contains("<!DOCTYPE html>", "no GPU", "plug one in", "bad &amp;&lt;&gt;");
    }

    @Test
    void refusesAReportItDoesNotKnow() {
        Problems problems = new Problems();
        assertThat(Report.parse("junti=x", problems)).isEmpty();
        assertThat(Report.parse("pdf=x", problems)).isEmpty();
        assertThat(Report.parse("json", problems)).isEmpty();
        assertThat(problems.sorted())
                .extracting(Problem::render)
                .containsExactlyInAnyOrder(
                        "--report junti=x: unknown report kind \"junti\"\n    did you mean \"junit\"?",
                        "--report pdf=x: unknown report kind \"pdf\"\n    there are junit, json, html",
                        "--report json: no file to write to\n    write it as --report json=FILE");
    }

    @Test
    void keepsAJournalThatOnlyItsOwnerCanRead() throws IOException {
        tell(new Journal(folder, warnings::add));
        Path file = folder.resolve("runs/20261123-120000-abcd.jsonl");
        assertThat(Files.readAllLines(file)).hasSize(6);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("runs/latest.jsonl").toRealPath()).isEqualTo(file.toRealPath());
        assertThat(warnings).isEmpty();
    }

    @Test
    void pointsToTheNewestJournal() throws IOException {
        for (String run : List.of("one", "two")) {
            Journal journal = new Journal(folder, warnings::add);
            journal.on(new RunEvent.RunStarted(Events.NOW, run, false, List.of(), List.of()));
        }
        assertThat(Files.readSymbolicLink(folder.resolve("runs/latest.jsonl"))).hasToString("two.jsonl");
        try (var files = Files.list(folder.resolve("runs"))) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void warnsOnceWhereTheJournalCanNotBeKept() throws IOException {
        Path blocked = Files.writeString(folder.resolve("file"), "");
        tell(new Journal(blocked, warnings::add));
        assertThat(warnings).singleElement().asString().contains("journal", blocked.toString());
    }

    @Test
    void findsTheStateFolder() {
        assertThat(Journal.stateFolder(Map.of("XDG_STATE_HOME", "/s"))).hasToString("/s/podwright");
        assertThat(Journal.stateFolder(Map.of("HOME", "/h", "XDG_STATE_HOME", "relative")))
                .hasToString("/h/.local/state/podwright");
    }

    @Test
    void keepsAPlan() throws IOException {
        Path file = folder.resolve("plan.json");
        PlanFile plan = new PlanFile(file);
        plan.on(started(true, "a"));
        plan.on(task("a", 1, "Same", new Outcome.Ok(TaskResult.EMPTY)));
        plan.on(task("a", 2, "Other", new Outcome.WouldChange(result(change("x", "1", "2")))));
        plan.on(finished(Map.of("a", new HostStats(2, 1, 0, 0, 0, 0, 0, 0))));
        assertThat(Files.readString(file))
                .startsWith("""
                        {
                          "format" : 1,
                          "run" : "20261123-120000-abcd",
                        """)
                .contains("\"complete\" : true", "\"state\" : \"would_change\"", "\"what\" : \"x\"")
                .doesNotContain("Same");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aReportThatFailsIsDroppedAndTheOthersGoOn() {
        List<RunEvent> heard = new ArrayList<>();
        RunListener full = event -> {
            throw new UncheckedIOException(new IOException("No space left on device"));
        };
        Listeners listeners = new Listeners(List.of(full, heard::add), warnings::add);
        tell(listeners);
        assertThat(heard).hasSize(6);
        assertThat(warnings).containsExactly("a report can't be written: java.io.IOException: No space left on device");
    }

    private static void tell(RunListener listener) {
        listener.on(started(false, "a"));
        listener.on(task("a", 1, "One", new Outcome.Changed(result(change("x", "1", "2")))));
        listener.on(task("a", 2, "Two", new Outcome.Skipped(TaskResult.message("when: x"))));
        listener.on(task("a", 3, "Three", new Outcome.Failed(BROKEN, false, false)));
        listener.on(task("a", 4, "Four", new Outcome.Failed(hidden(BROKEN), false, false)));
        listener.on(finished(Map.of("a", new HostStats(1, 1, 0, 2, 1, 0, 0, 0))));
    }
}
