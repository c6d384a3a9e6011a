package dev.podwright.report;

import dev.podwright.engine.HostStats;
import dev.podwright.engine.RunEvent.RunFinished;
import dev.podwright.engine.RunEvent.RunStarted;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the page about a run shows, as values for its template.
record HtmlPage(HtmlRun run, RunFinished last) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    /// Of texts, numbers, booleans, and lists and maps of them. No text holds a control character.
    Map<String, Object> values() {
        HtmlTimeline timeline = new HtmlTimeline(begin(), span());
        HtmlFindings findings = new HtmlFindings(run);
        Map<String, Object> values = new LinkedHashMap<>(headline());
        values.put("failures", new HtmlFailures(run).values());
        values.put("recap", recap());
        values.put("gpus", findings.gpus());
        values.put("ports", findings.ports());
        values.put("plays", new HtmlMatrix(run).plays());
        values.put("ticks", timeline.ticks());
        values.put(
                "details",
                run.hosts().stream().map(host -> host(host, timeline)).toList());
        values.put("warnings", run.warnings());
        return Map.copyOf(printable(values));
    }

    private Map<String, Object> headline() {
        boolean plan = run.started().map(RunStarted::plan).orElse(false);
        String findings = Recap.findings(last.hosts());
        Verdict verdict = verdict(plan);
        return Map.of(
                "kind", plan ? "Plan" : "Run",
                "id", last.runId(),
                "playbooks", run.started().map(RunStarted::playbooks).orElse(List.of()),
                "began", TIME.format(begin()),
                "instant", begin().toString(),
                "took", Text.duration(last.took()),
                "verdict", verdict.word(),
                "css", verdict.css(),
                "findings", plan ? findings + "; nothing was changed" : findings);
    }

    /// The whole run in a word.
    ///
    /// @param css a class of the page's style sheet
    private record Verdict(String word, String css) {
        static Verdict of(State state) {
            return new Verdict(state.word(), HtmlTask.css(state));
        }
    }

    private Verdict verdict(boolean plan) {
        Collection<HostStats> stats = last.hosts().values();
        if (last.interrupted()) {
            return new Verdict("interrupted", HtmlTask.css(State.FAILED));
        }
        if (stats.stream().anyMatch(host -> host.failed() + host.unreachable() > 0)) {
            return Verdict.of(State.FAILED);
        }
        if (stats.stream().anyMatch(host -> host.changed() > 0)) {
            return Verdict.of(plan ? State.WOULD_CHANGE : State.CHANGED);
        }
        return Verdict.of(stats.stream().anyMatch(host -> host.unknown() > 0) ? State.UNKNOWN : State.OK);
    }

    private List<Map<String, Object>> recap() {
        boolean unknown = last.hosts().values().stream().anyMatch(stats -> stats.unknown() > 0);
        return last.hosts().entrySet().stream()
                .map(host -> Map.<String, Object>of("host", host.getKey(), "counts", counts(host.getValue(), unknown)))
                .toList();
    }

    private static List<Map<String, Object>> counts(HostStats stats, boolean unknown) {
        return Recap.counts(stats).entrySet().stream()
                .filter(count -> unknown || !count.getKey().equals("unknown"))
                .map(count -> Map.<String, Object>of("name", count.getKey(), "number", count.getValue()))
                .toList();
    }

    private Map<String, Object> host(String host, HtmlTimeline timeline) {
        List<HtmlTask> tasks = run.tasks(host);
        return Map.of(
                "host", host,
                "unreachable", run.unreachable().containsKey(host),
                "bars", tasks.stream().map(timeline::bar).toList(),
                "tasks", tasks.stream().map(HtmlTask::values).toList());
    }

    private Instant begin() {
        Optional<RunStarted> started = run.started();
        return started.isPresent() ? started.get().time() : last.time().minus(last.took());
    }

    private Duration span() {
        Duration seen = Duration.between(begin(), last.time());
        return seen.compareTo(last.took()) > 0 ? seen : last.took();
    }

    private static Map<String, Object> printable(Map<?, ?> values) {
        Map<String, Object> cleaned = new LinkedHashMap<>();
        values.forEach((name, value) -> cleaned.put(String.valueOf(name), printable(value)));
        return cleaned;
    }

    private static Object printable(Object value) {
        return switch (value) {
            case String text -> Text.printable(text);
            case List<?> list -> list.stream().map(HtmlPage::printable).toList();
            case Map<?, ?> map -> printable(map);
            default -> value;
        };
    }
}
