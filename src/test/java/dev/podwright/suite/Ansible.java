package dev.podwright.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.source.Json;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// The Ansible of this machine.
///
/// @param python what its `ansible-playbook` is run by
record Ansible(String python) {
    private static final Path OURS = SuiteCase.SUITE.resolve("ansible").toAbsolutePath();

    /// Skips the test where there is none; in CI it fails.
    static Ansible required() throws IOException {
        Optional<Path> program = Stream.of(System.getenv("PATH").split(":", -1))
                .map(folder -> Path.of(folder, "ansible-playbook"))
                .filter(Files::isExecutable)
                .findFirst();
        if (program.isEmpty()) {
            assertThat(System.getenv("CI")).as("CI must have ansible-playbook").isNull();
            Assumptions.abort("there is no ansible-playbook on this machine");
        }
        try (Stream<String> lines = Files.lines(program.get())) {
            return new Ansible(lines.findFirst().orElseThrow().replaceFirst("^#!\\s*", ""));
        }
    }

    /// Runs `ansible-playbook` in each folder, with these arguments.
    void play(Map<Path, List<String>> arguments) throws IOException, InterruptedException {
        for (var each : arguments.entrySet()) {
            Files.write(each.getKey().resolve("arguments"), each.getValue());
        }
        ProcessBuilder builder =
                new ProcessBuilder(python, OURS.resolve("play.py").toString()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("ANSIBLE_"));
        builder.environment().putAll(settings());
        Process process = builder.start();
        try (Writer folders = process.outputWriter(StandardCharsets.UTF_8)) {
            folders.write(arguments.keySet().stream().map(Path::toString).collect(Collectors.joining("\n")));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private Map<String, String> settings() {
        return Map.of(
                "ANSIBLE_CONFIG",
                OURS.resolve("ansible.cfg").toString(),
                "ANSIBLE_PYTHON_INTERPRETER",
                python.split("\\s", 2)[0],
                "LC_ALL",
                "C.UTF-8",
                "PYTHONDONTWRITEBYTECODE",
                "1");
    }

    /// What it printed there.
    static String messages(Path folder) throws IOException {
        Path messages = folder.resolve("messages");
        return Files.exists(messages) ? Files.readString(messages) : "";
    }

    static Results results(Path folder) throws IOException {
        Results.Log log = new Results.Log();
        Path events = folder.resolve("events.jsonl");
        for (String line : Files.exists(events) ? Files.readAllLines(events) : List.<String>of()) {
            add((Map<?, ?>) Json.read(line), log);
        }
        return log.results(Integer.parseInt(Files.readString(folder.resolve("exit"))));
    }

    private static void add(Map<?, ?> event, Results.Log log) {
        if (event.get("recap") instanceof Map<?, ?> recap) {
            recap.forEach((host, counts) -> log.recap(host.toString(), inOurOrder((Map<?, ?>) counts)));
            return;
        }
        String said = event.get("said") instanceof List<?> texts
                ? texts.stream().map(Ansible::plain).collect(Collectors.joining(" | "))
                : "";
        log.task(
                String.valueOf(event.get("host")),
                String.valueOf(event.get("name")),
                String.valueOf(event.get("state")),
                said);
    }

    private static Map<String, Object> inOurOrder(Map<?, ?> counts) {
        Map<String, Object> ordered = new LinkedHashMap<>();
        ordered.put("ok", counts.get("ok"));
        ordered.put("changed", counts.get("changed"));
        ordered.put("unreachable", counts.get("unreachable"));
        ordered.put("failed", counts.get("failures"));
        ordered.put("skipped", counts.get("skipped"));
        ordered.put("rescued", counts.get("rescued"));
        ordered.put("ignored", counts.get("ignored"));
        return ordered;
    }

    private static String plain(Object said) {
        return said instanceof String text ? PodwrightRun.plain(text) : Json.compact(said);
    }
}
