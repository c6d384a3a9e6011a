package dev.podwright.report;

import static dev.podwright.report.Events.change;
import static dev.podwright.report.Events.failure;
import static dev.podwright.report.Events.finished;
import static dev.podwright.report.Events.hidden;
import static dev.podwright.report.Events.hosts;
import static dev.podwright.report.Events.items;
import static dev.podwright.report.Events.play;
import static dev.podwright.report.Events.result;
import static dev.podwright.report.Events.started;
import static dev.podwright.report.Events.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.engine.HostStats;
import dev.podwright.engine.Outcome;
import dev.podwright.engine.RunEvent;
import dev.podwright.engine.TaskResult;
import dev.podwright.source.NullValue;
import dev.podwright.source.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

class HtmlReportTest {
    private static final HostStats FINE = new HostStats(2, 1, 0, 0, 0, 0, 0, 0);
    private static final HostStats BROKEN = new HostStats(1, 0, 0, 1, 0, 0, 0, 0);
    private static final HostStats LOST = new HostStats(0, 0, 1, 0, 0, 0, 0, 0);
    private static final String HOSTILE = "</pre><script>alert('1')</script> \"&amp;\u001B[31m\u0000\uD800";

    @Test
    void saysWhatRanAndHowItEnded() throws Exception {
        Document page =
                page(started(false, "a"), play("Pods", "a"), ok("a", 1, TaskResult.EMPTY), finished(Map.of("a", FINE)));
        assertThat(texts(page, "//h1")).containsExactly("Run 20261123-120000-abcd: changed");
        assertThat(texts(page, "//header/p")).containsExactly("1 change on 1 host");
        assertThat(texts(page, "//dd")).containsExactly("playbooks/gpu-pod.yml", "2026-11-23 12:00:00 UTC", "12.3s");
        assertThat(texts(page, "//h2")).containsExactly("Recap", "Tasks", "Timeline", "a");
        assertThat(texts(page, "//section[@id='recap']//tbody/tr")).containsExactly("a 2 1 0 0 0 0 0");
    }

    @Test
    void showsATableOfTasksAndHosts() throws Exception {
        Document page = page(
                started(false, "a", "b"),
                play("Pods", "a", "b"),
                ok("b", 1, TaskResult.EMPTY),
                task("a", 2, "Two", new Outcome.Changed(result())),
                task("a", 1, "One", new Outcome.Skipped(TaskResult.message("not wanted"))),
                task("a", 2, "Two", new Outcome.Ok(TaskResult.EMPTY)),
                finished(hosts("a", FINE, "b", FINE)));
        assertThat(texts(page, "//table[@class='matrix']//tr"))
                .containsExactly(
                        "Pods a b",
                        "One command, playbooks/gpu-pod.yml:11:7 – skipped ✓ ok",
                        "Two command, playbooks/gpu-pod.yml:12:7 ● changed ✓ ok ·");
        assertThat(texts(page, "//tr[@class='plain']/th/span")).containsExactly("One");
        assertThat(texts(page, "//table[@class='matrix']//a/@href"))
                .containsExactly("#task-3", "#task-1", "#task-2", "#task-4")
                .allSatisfy(link -> assertThat(texts(page, "//article[@id='" + link.substring(1) + "']"))
                        .hasSize(1));
    }

    @Test
    void showsWhenEachTaskRan() throws Exception {
        RunEvent.TaskFinished late = new RunEvent.TaskFinished(
                Events.NOW.plusSeconds(8),
                "a",
                1,
                "Late",
                "command",
                Events.place(1),
                false,
                new Outcome.Ok(TaskResult.EMPTY),
                Duration.ofSeconds(2));
        RunEvent.RunFinished last = new RunEvent.RunFinished(
                Events.NOW.plusSeconds(8), "r", Map.of("a", FINE), List.of(), false, Duration.ofSeconds(8));
        Document page = page(started(false, "a"), late, last);
        assertThat(texts(page, "//div[@class='bars']/a/@style")).containsExactly("left:75.00%;width:25.00%");
        assertThat(texts(page, "//div[@class='bars']/a/@title")).containsExactly("Late: ok, 2.0s");
        assertThat(texts(page, "//div[@class='ticks']/span")).containsExactly("0.0s", "2.0s", "4.0s", "6.0s", "8.0s");
    }

    @Test
    void showsChangedContentAsADiff() throws Exception {
        Document page = page(
                started(false, "a"),
                task(
                        "a",
                        1,
                        "One",
                        new Outcome.Changed(
                                result(change("content", "one\ntwo\n", "one\n2\n"), change("mode", "600", "644")))),
                finished(Map.of("a", FINE)));
        assertThat(texts(page, "//ul[@class='changes']/li/span")).containsExactly("content:", "mode: 600 → 644");
        assertThat(texts(page, "//pre[@class='diff']/span[@class='removed']")).containsExactly("-two");
        assertThat(texts(page, "//pre[@class='diff']/span[@class='added']")).containsExactly("+2");
        assertThat(texts(page, "//pre[@class='diff']/span[@class='same']")).containsExactly("one");
    }

    @Test
    void tellsFailuresWithAllThatIsKnown() throws Exception {
        String stderr = "first\n" + "more\n".repeat(10) + "last\n";
        TaskResult broken = failure("no GPU", "plug one in", "t/x.sh.ftl:3", 2, "", stderr);
        Document page = page(
                started(false, "a", "b"),
                task("a", 1, "One", new Outcome.Failed(broken, false, false)),
                task("a", 2, "Two", new Outcome.Failed(broken, true, false)),
                task("b", 1, "One", new Outcome.Unreachable(TaskResult.message("connection lost"), false)),
                new RunEvent.HostUnreachable(Events.NOW, "b", "connection lost", "is it on?"),
                finished(hosts("a", BROKEN, "b", LOST)));
        assertThat(texts(page, "//article[@class='failure']"))
                .containsExactly(
                        "✗ failed a: One at playbooks/gpu-pod.yml:11:7 in t/x.sh.ftl:3 no GPU stderr | … 2 lines before"
                                + " stderr | more".repeat(9) + " stderr | last hint: plug one in",
                        "⊘ unreachable b: connection connection lost hint: is it on?");
        assertThat(texts(page, "//h1")).containsExactly("Run 20261123-120000-abcd: failed");
        assertThat(texts(page, "//h2[contains(.,'b')]")).contains("b ⊘ unreachable");
    }

    @Test
    void tellsWhichItemsOfALoopFailed() throws Exception {
        TaskResult broken = failure("exit status 1", "", "", 1, "", "no such port");
        TaskResult loop = items(
                new TaskResult.Item("first", "first", new Outcome.Ok(TaskResult.EMPTY)),
                new TaskResult.Item("second", "second", Outcome.failed(broken)));
        Document page =
                page(started(false, "a"), task("a", 1, "Loop", Outcome.failed(loop)), finished(Map.of("a", BROKEN)));
        assertThat(texts(page, "//article[@class='failure']"))
                .containsExactly("✗ failed a: Loop at playbooks/gpu-pod.yml:11:7 item second exit status 1"
                        + " stderr | no such port");
        assertThat(texts(page, "//ul[@class='items']/li/span[@class='text']")).containsExactly("first", "second");
    }

    @Test
    void keepsHostileTextAsText() throws Exception {
        TaskResult hostile = new TaskResult(
                List.of(change(HOSTILE, "a\n", HOSTILE + "\n")),
                HOSTILE,
                HOSTILE,
                HOSTILE,
                1,
                HOSTILE,
                HOSTILE,
                List.of(HOSTILE),
                Map.of(HOSTILE, HOSTILE, "ports", Map.of(HOSTILE, HOSTILE)),
                List.of(new TaskResult.Item(HOSTILE, HOSTILE, Outcome.failed(TaskResult.message(HOSTILE)))),
                false);
        List<RunEvent> events = List.of(
                started(false, HOSTILE),
                play(HOSTILE, HOSTILE),
                task(HOSTILE, 1, HOSTILE, HOSTILE, Outcome.failed(hostile)),
                new RunEvent.Warning(Events.NOW, HOSTILE, HOSTILE, HOSTILE),
                new RunEvent.HostUnreachable(Events.NOW, HOSTILE, "gone: " + HOSTILE, HOSTILE),
                finished(Map.of(HOSTILE, BROKEN)));
        String text = written(events);
        assertThat(text).doesNotContain("<script").doesNotContain("\u001B").doesNotContain("\u0000");
        assertThat(texts(parsed(text), "//article[@class='failure']/h3/a"))
                .containsExactly("</pre><script>alert('1')</script> \"&amp;?");
    }

    @Test
    void loadsNothingAndRunsNothing() throws Exception {
        Document page = page(started(false, "a"), ok("a", 1, TaskResult.EMPTY), finished(Map.of("a", FINE)));
        assertThat(texts(page, "//meta[@http-equiv='Content-Security-Policy']/@content"))
                .containsExactly("default-src 'none'; style-src 'unsafe-inline'");
        assertThat(texts(page, "//@src | //link | //script | //@href[not(starts-with(.,'#'))]"))
                .isEmpty();
        assertThat(texts(page, "//style").getFirst()).doesNotContain("url(").doesNotContain("@import");
    }

    @Test
    void showsOnlyTheStateOfWhatIsHidden() {
        TaskResult secret = new TaskResult(
                List.of(change("topsecret", "", "")),
                "topsecret",
                "topsecret",
                "topsecret",
                1,
                "topsecret",
                "topsecret",
                List.of("topsecret"),
                Map.of("count", 1, "ports", Map.of("topsecret", "topsecret")),
                List.of(new TaskResult.Item("topsecret", "topsecret", new Outcome.Ok(TaskResult.EMPTY))),
                true);
        String text = written(List.of(
                started(false, "a"),
                task("a", 1, "Quiet", "detect_gpu", Outcome.failed(secret)),
                task("a", 2, "Quiet too", new Outcome.Changed(hidden(secret))),
                finished(Map.of("a", BROKEN))));
        assertThat(text).doesNotContain("topsecret").contains("hidden by no_log", "Quiet too");
    }

    @Test
    void showsGpusAndPorts() throws Exception {
        Map<String, Object> gpus = Map.of(
                "count",
                1,
                "driver_version",
                "580.1",
                "problem",
                "no runtime",
                "remedy",
                "install it",
                "devices",
                List.of(Map.of("index", 0, "name", "NVIDIA H100", "memory_mib", 81559)));
        Map<String, Object> pod = Map.of("container_name", "pod-1", "ports", Map.of("22", 49153));
        Document page = page(
                started(false, "a", "b"),
                task("a", 1, "GPUs", "detect_gpu", new Outcome.Ok(outputs(gpus))),
                task("b", 1, "GPUs", "detect_gpu", new Outcome.Ok(outputs(Map.of("count", 0)))),
                task("a", 2, "Pod", "run_container", new Outcome.Changed(outputs(pod))),
                task("b", 2, "Pod", "run_container", new Outcome.Ok(outputs(Map.of("ports", NullValue.NULL)))),
                finished(hosts("a", FINE, "b", FINE)));
        assertThat(texts(page, "//section[@id='gpus']//tbody/tr"))
                .containsExactly("a 0 NVIDIA H100 81559 MiB 580.1 no runtime hint: install it", "b none found");
        assertThat(texts(page, "//section[@id='ports']//tbody/tr")).containsExactly("a pod-1 22 49153");
    }

    @Test
    void saysThatAPlanChangedNothing() throws Exception {
        Document page = page(
                started(true, "a"),
                task("a", 1, "One", new Outcome.WouldChange(result(change("x", "1", "2")))),
                task("a", 2, "Two", new Outcome.Unknown(TaskResult.message("needs One"))),
                finished(Map.of("a", new HostStats(2, 1, 0, 0, 0, 0, 0, 1))));
        assertThat(texts(page, "//h1")).containsExactly("Plan 20261123-120000-abcd: would change");
        assertThat(texts(page, "//header/p"))
                .containsExactly("1 change on 1 host, 1 task unknown until applied; nothing was changed");
        assertThat(texts(page, "//td/a")).containsExactly("◐ would change", "? unknown");
        assertThat(texts(page, "//section[@id='recap']//th")).contains("unknown");
        assertThat(texts(page, "//article[@id='task-2']/p")).containsExactly("needs One");
    }

    @Test
    void tellsWarningsAndThatItWasInterrupted() throws Exception {
        Document page = page(
                started(false, "a"),
                new RunEvent.InputWarning(Events.NOW, new Problem(Events.place(1), "odd", "write it so")),
                new RunEvent.Warning(Events.NOW, "a", "slow", ""),
                new RunEvent.RunFinished(Events.NOW, "r", Map.of(), List.of(), true, Duration.ZERO));
        assertThat(texts(page, "//section[@id='warnings']//li"))
                .containsExactly("playbooks/gpu-pod.yml:11:7: odd hint: write it so", "a: slow");
        assertThat(texts(page, "//h1")).containsExactly("Run r: interrupted");
    }

    private static RunEvent ok(String host, int id, TaskResult result) {
        return task(host, id, "One", new Outcome.Ok(result));
    }

    private static TaskResult outputs(Map<String, Object> outputs) {
        return new TaskResult(List.of(), "", "", "", 0, "", "", List.of(), outputs, List.of(), false);
    }

    private static Document page(RunEvent... events) throws Exception {
        return parsed(written(List.of(events)));
    }

    private static String written(List<RunEvent> events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HtmlReport report = new HtmlReport(out);
        events.forEach(report::on);
        return out.toString(StandardCharsets.UTF_8);
    }

    /// With a blank before cells and line breaks, so that their texts stand apart.
    private static Document parsed(String text) throws Exception {
        String spaced = text.strip().replaceAll("<(t[dh]|br)\\b", " <$1");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(spaced.getBytes(StandardCharsets.UTF_8)));
    }

    /// The texts of all that an XPath finds, with single blanks.
    private static List<String> texts(Document page, String path) throws Exception {
        NodeList nodes = (NodeList) XPathFactory.newInstance().newXPath().evaluate(path, page, XPathConstants.NODESET);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent().replaceAll("\\s+", " ").strip());
        }
        return texts;
    }
}
