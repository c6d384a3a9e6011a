package dev.podwright.suite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a run did on each host: a line a task, `TASK: STATE` and what it said, then what the recap counts.
///
/// @param exit the exit code
/// @param hosts lines by host, in the order in which the tasks ended
record Results(int exit, Map<String, String> hosts) {
    private static final String EXIT = "exit";

    Results {
        hosts = new TreeMap<>(hosts);
    }

    /// @param fields `exit` where it isn't 0, and lines by hosts (`one, two`)
    static Results parse(Map<?, ?> fields) {
        Map<String, String> hosts = new TreeMap<>();
        fields.forEach((names, lines) -> {
            for (String host : names.toString().split(",\\s*", -1)) {
                hosts.put(host, lines.toString().strip());
            }
        });
        String exit = hosts.remove(EXIT);
        return new Results(exit == null ? 0 : Integer.parseInt(exit), hosts);
    }

    /// As it stands in a case; hosts that went the same way stand together.
    String yaml() {
        Map<String, List<String>> hostsByLines = new LinkedHashMap<>();
        hosts.forEach((host, lines) ->
                hostsByLines.computeIfAbsent(lines, _ -> new ArrayList<>()).add(host));
        String all = hostsByLines.entrySet().stream()
                .map(entry -> "  %s: |\n%s"
                        .formatted(
                                String.join(", ", entry.getValue()),
                                entry.getKey().indent(4)))
                .collect(Collectors.joining());
        return exit == 0 ? all : "  %s: %d\n%s".formatted(EXIT, exit, all);
    }

    /// Collects what happens on hosts.
    static final class Log {
        private final Map<String, List<String>> lines = new TreeMap<>();

        void task(String host, String task, String state, String said) {
            add(host, task + ": " + state + (said.isEmpty() ? "" : ": " + said));
        }

        /// Counts of 0 are left out.
        void recap(String host, Map<?, ?> counts) {
            add(
                    host,
                    counts.entrySet().stream()
                            .filter(count -> !count.getValue().toString().equals("0"))
                            .map(count -> count.getKey() + "=" + count.getValue())
                            .collect(Collectors.joining(" ")));
        }

        private void add(String host, String line) {
            lines.computeIfAbsent(host, _ -> new ArrayList<>()).add(line);
        }

        Results results(int exit) {
            Map<String, String> hosts = new LinkedHashMap<>();
            lines.forEach((host, its) -> hosts.put(host, String.join("\n", its).strip()));
            hosts.values().removeIf(String::isEmpty);
            return new Results(exit, hosts);
        }
    }
}
