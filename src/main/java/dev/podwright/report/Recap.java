package dev.podwright.report;

import dev.podwright.engine.HostStats;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The last lines of a run: one a host, in Ansible's form, and for a plan a headline.
public final class Recap {
    private Recap() {}

    /// One line a host: `gpu-01 : ok=3 changed=2 unreachable=0 failed=0 skipped=1 rescued=0 ignored=0`, and where
    /// a plan could not know something ` unknown=1`.
    public static List<String> lines(Map<String, HostStats> hosts) {
        int width = hosts.keySet().stream().mapToInt(Text::width).max().orElse(0);
        return hosts.entrySet().stream()
                .map(entry -> Text.pad(entry.getKey(), width) + " : " + line(entry.getValue()))
                .toList();
    }

    /// What a plan found, in a sentence: `PLAN: 3 changes on 2 hosts; nothing was changed`.
    public static String planHeadline(Map<String, HostStats> hosts) {
        return "PLAN: " + findings(hosts) + "; nothing was changed";
    }

    /// What changed and what went wrong: `3 changes on 2 hosts, 1 host failed or unreachable`.
    static String findings(Map<String, HostStats> hosts) {
        List<String> findings = new ArrayList<>(List.of(found(hosts)));
        int unknown = hosts.values().stream().mapToInt(HostStats::unknown).sum();
        if (unknown > 0) {
            findings.add(Text.count(unknown, "task") + " unknown until applied");
        }
        long stopped = hosts.values().stream()
                .filter(stats -> stats.failed() + stats.unreachable() > 0)
                .count();
        if (stopped > 0) {
            findings.add(Text.count(stopped, "host") + " failed or unreachable");
        }
        return String.join(", ", findings);
    }

    private static String found(Map<String, HostStats> hosts) {
        int changes = hosts.values().stream().mapToInt(HostStats::changed).sum();
        long changing =
                hosts.values().stream().filter(stats -> stats.changed() > 0).count();
        return changes == 0
                ? "no changes on " + Text.count(hosts.size(), "host")
                : Text.count(changes, "change") + " on " + Text.count(changing, "host");
    }

    private static String line(HostStats stats) {
        return counts(stats).entrySet().stream()
                .filter(count -> !count.getKey().equals("unknown") || count.getValue() > 0)
                .map(count -> count.getKey() + "=" + count.getValue())
                .collect(Collectors.joining(" "));
    }

    static Map<String, Integer> counts(HostStats stats) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("ok", stats.ok());
        counts.put("changed", stats.changed());
        counts.put("unreachable", stats.unreachable());
        counts.put("failed", stats.failed());
        counts.put("skipped", stats.skipped());
        counts.put("rescued", stats.rescued());
        counts.put("ignored", stats.ignored());
        counts.put("unknown", stats.unknown());
        return counts;
    }
}
