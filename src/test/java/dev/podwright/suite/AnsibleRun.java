package dev.podwright.suite;

import dev.podwright.cli.RealAnsible;
import dev.podwright.source.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A case run by Ansible.
///
/// @param console what it printed
record AnsibleRun(Results results, String console) {
    /// Runs `ansible-playbook` in each folder, with these words.
    ///
    /// @param home a folder for Ansible's own files
    /// @return what came of it, by folder
    static Map<Path, AnsibleRun> of(Map<Path, List<String>> words, Path home) throws IOException, InterruptedException {
        RealAnsible ansible = RealAnsible.required(home);
        for (var each : words.entrySet()) {
            Files.write(each.getKey().resolve("arguments"), each.getValue());
        }
        ansible.play(words.keySet());
        Map<Path, AnsibleRun> runs = new LinkedHashMap<>();
        for (Path folder : words.keySet()) {
            runs.put(folder, new AnsibleRun(results(folder), Files.readString(folder.resolve("messages"))));
        }
        return runs;
    }

    private static Results results(Path folder) throws IOException {
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
                ? texts.stream().map(AnsibleRun::plain).collect(Collectors.joining(" | "))
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
