package dev.podwright.suite;

import dev.podwright.cli.FakeEnvironment;
import dev.podwright.report.ExitCode;
import dev.podwright.source.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// A case run by Podwright's command line in this process.
///
/// @param console what it printed
record PodwrightRun(Results results, String console) {
    /// @param connection an inventory that says how the hosts are reached
    static PodwrightRun of(SuiteCase suiteCase, Path folder, Path connection, String... more) {
        suiteCase.write(folder, Dialect.PODWRIGHT);
        Path report = folder.resolve("events.jsonl");
        List<String> words = new ArrayList<>(List.of("run", folder + "/playbook.yml"));
        words.addAll(List.of("-i", folder + "/inventory.yml", "-i", connection.toString()));
        words.addAll(List.of("--ssh-config", "/dev/null", "--report", "json=" + report, "-e", "folder=" + folder));
        words.addAll(suiteCase.flags(folder));
        words.addAll(List.of(more));
        FakeEnvironment shell = new FakeEnvironment()
                .with("XDG_STATE_HOME", folder.resolve("state").toString());
        ExitCode exit = shell.run(words.toArray(String[]::new));
        return new PodwrightRun(results(exit.number(), report), shell.out() + shell.err());
    }

    private static Results results(int exit, Path report) {
        Results.Log log = new Results.Log();
        try {
            for (String line : Files.exists(report) ? Files.readAllLines(report) : List.<String>of()) {
                add((Map<?, ?>) Json.read(line), log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return log.results(exit);
    }

    private static void add(Map<?, ?> event, Results.Log log) {
        if ("task_finished".equals(event.get("kind"))) {
            log.task(text(event, "host"), text(event, "name"), state(event), said(event));
        } else if ("run_finished".equals(event.get("kind")) && event.get("hosts") instanceof Map<?, ?> hosts) {
            hosts.forEach((host, counts) -> log.recap(host.toString(), (Map<?, ?>) counts));
        }
    }

    /// In Ansible's words, which calls it `changed` also where only a check found a change.
    private static String state(Map<?, ?> event) {
        String state = text(event, "state").replace("would_change", "changed");
        for (String handled : List.of("ignored", "rescued")) {
            if (Boolean.TRUE.equals(event.get(handled))) {
                return handled;
            }
        }
        return state;
    }

    /// What `debug` showed or `fail` gave as its reason.
    private static String said(Map<?, ?> event) {
        String type = text(event, "type");
        String state = text(event, "state");
        boolean speaks = type.equals("debug") ? Set.of("ok", "changed").contains(state) : type.equals("fail");
        if (!speaks || state.equals("skipped")) {
            return "";
        }
        return event.get("items") instanceof List<?> items
                ? items.stream().map(item -> ofItem((Map<?, ?>) item)).collect(Collectors.joining(" | "))
                : plain(text(event, "msg"));
    }

    private static String ofItem(Map<?, ?> item) {
        return text(item, "state").equals("skipped") ? "skipped" : plain(text(item, "msg"));
    }

    /// JSON within text is compared without its spaces.
    static String plain(String text) {
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return text.replace("\n", "\\n");
        }
        try {
            return Json.compact(Json.read(text));
        } catch (IOException _) {
            return text;
        }
    }

    private static String text(Map<?, ?> event, String key) {
        return event.containsKey(key) ? String.valueOf(event.get(key)) : "";
    }
}
