package dev.podwright.engine;

import dev.podwright.tasktype.Output;
import dev.podwright.tasktype.TaskType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Turns outcomes into the values that `register` and facts give to a playbook.
final class Results {
    private static final Set<String> APPLIED_ONLY =
            Set.of("rc", "stdout", "stdout_lines", "stderr", "stderr_lines", "attempts");

    private Results() {}

    /// The map that a registered name holds: `changed failed skipped unreachable msg rc stdout stdout_lines stderr
    /// stderr_lines`, `results` for a loop, `attempts` of what is retried, and the task type's outputs.
    static Map<String, Object> registered(String name, TaskType type, Outcome outcome) {
        return new ResultMap(name, known(name, type, outcome), unknown(type, outcome));
    }

    private static Map<String, Object> known(String name, TaskType type, Outcome outcome) {
        TaskResult result = outcome.result();
        Map<String, Object> known = new LinkedHashMap<>(result.outputs());
        known.put("changed", outcome.changed());
        known.put("failed", outcome instanceof Outcome.Failed);
        known.put("skipped", outcome instanceof Outcome.Skipped);
        known.put("unreachable", outcome instanceof Outcome.Unreachable);
        known.put("msg", result.msg());
        if (!(outcome instanceof Outcome.Skipped)) {
            streams(known, result);
        }
        if (!result.items().isEmpty()) {
            known.put("results", items(name, type, result.items()));
        }
        return known;
    }

    private static void streams(Map<String, Object> known, TaskResult result) {
        known.put("rc", (long) result.rc());
        known.put("stdout", stripLineEnd(result.stdout()));
        known.put("stdout_lines", result.stdout().lines().toList());
        known.put("stderr", stripLineEnd(result.stderr()));
        known.put("stderr_lines", result.stderr().lines().toList());
    }

    private static String stripLineEnd(String text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
            end--;
        }
        return text.substring(0, end);
    }

    private static List<Object> items(String name, TaskType type, List<TaskResult.Item> items) {
        List<Object> results = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            TaskResult.Item item = items.get(i);
            String itemName = name + ".results[" + i + "]";
            Map<String, Object> known = known(itemName, type, item.outcome());
            known.put("item", item.value());
            results.add(new ResultMap(itemName, known, unknown(type, item.outcome())));
        }
        return results;
    }

    /// What a plan leaves open: the outputs that the check alone didn't give and, of a task that would have been
    /// applied, its streams too; of one whose inputs are unknown, also whether it would be skipped or
    /// change anything.
    private static Set<String> unknown(TaskType type, Outcome outcome) {
        Set<String> unknown = new HashSet<>(unknownOutputs(type, outcome));
        if (outcome.isOpen()) {
            unknown.addAll(APPLIED_ONLY);
        }
        if (outcome instanceof Outcome.Unknown) {
            unknown.addAll(Set.of("changed", "skipped", "results"));
        }
        return unknown;
    }

    private static Set<String> unknownOutputs(TaskType type, Outcome outcome) {
        if (!outcome.isOpen()) {
            return Set.of();
        }
        return type.outputs().stream()
                .map(Output::name)
                .filter(output -> outcome instanceof Outcome.Unknown
                        || !outcome.result().outputs().containsKey(output))
                .collect(Collectors.toSet());
    }

    /// The facts that the task type's outputs become, by fact name; of a loop the last item's.
    static Map<String, Object> facts(TaskType type, Outcome outcome) {
        Map<String, Object> facts = new LinkedHashMap<>();
        if (outcome.result().items().isEmpty()) {
            type.facts()
                    .forEach((fact, output) -> fact(type, outcome, fact, output).ifPresent(it -> facts.put(fact, it)));
        } else {
            outcome.result().items().stream()
                    .map(TaskResult.Item::outcome)
                    .filter(Outcome::givesFacts)
                    .forEach(item -> facts.putAll(facts(type, item)));
        }
        return facts;
    }

    private static Optional<Object> fact(TaskType type, Outcome outcome, String fact, String output) {
        Map<String, Object> outputs = outcome.result().outputs();
        return output.equals("*")
                ? Optional.of(new ResultMap(fact, outputs, unknownOutputs(type, outcome)))
                : Optional.ofNullable(outputs.get(output));
    }
}
