package dev.podwright.engine;

import dev.podwright.tasktype.Output;
import dev.podwright.tasktype.TaskType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Turns outcomes into the values that `register` and facts give to a playbook.
final class Results {
    private static final Set<String> APPLIED_ONLY = Set.of("rc", "stdout", "stdout_lines", "stderr", "stderr_lines");

    private Results() {}

    /// The map that a registered name holds: `changed failed skipped unreachable msg rc stdout stdout_lines stderr
    /// stderr_lines`, `results` for a loop, and the task type's outputs.
    static Map<String, Object> registered(String name, TaskType type, Outcome outcome) {
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
        return new ResultMap(name, known, unknown(type, outcome, known));
    }

    private static void streams(Map<String, Object> known, TaskResult result) {
        known.put("rc", (long) result.rc());
        known.put("stdout", stripLineEnd(result.stdout()));
        known.put("stdout_lines", result.stdout().lines().toList());
        known.put("stderr", stripLineEnd(result.stderr()));
        known.put("stderr_lines", result.stderr().lines().toList());
    }

    private static String stripLineEnd(String text) {
        return text.stripTrailing();
    }

    private static List<Object> items(String name, TaskType type, List<TaskResult.Item> items) {
        List<Object> results = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            TaskResult.Item item = items.get(i);
            Map<String, Object> one =
                    new LinkedHashMap<>(registered(name + ".results[" + i + "]", type, item.outcome()));
            one.put("item", item.value());
            results.add(new ResultMap(
                    name + ".results[" + i + "]",
                    one,
                    unknown(type, item.outcome(), item.outcome().result().outputs())));
        }
        return results;
    }

    /// What a plan leaves open: the outputs that the check alone didn't give and, of a task that would have been
    /// applied, its streams too.
    private static Set<String> unknown(TaskType type, Outcome outcome, Map<String, Object> known) {
        Set<String> unknown = new HashSet<>();
        if (isOpen(outcome)) {
            type.outputs().stream()
                    .map(Output::name)
                    .filter(output -> outcome instanceof Outcome.Unknown
                            || !outcome.result().outputs().containsKey(output))
                    .forEach(unknown::add);
            unknown.addAll(APPLIED_ONLY);
            if (outcome instanceof Outcome.Unknown) {
                unknown.add("changed");
            }
        }
        known.keySet().stream().filter("results"::equals).forEach(unknown::remove);
        return unknown;
    }

    private static boolean isOpen(Outcome outcome) {
        return switch (outcome) {
            case Outcome.WouldChange _, Outcome.Unknown _ -> true;
            case Outcome.Ok ok -> ok.notRun();
            case Outcome.Changed _, Outcome.Skipped _, Outcome.Failed _, Outcome.Unreachable _ -> false;
        };
    }

    /// The facts that the task type's outputs become, by fact name.
    static Map<String, Object> facts(TaskType type, Outcome outcome) {
        Map<String, Object> facts = new LinkedHashMap<>();
        type.facts().forEach((fact, output) -> {
            Map<String, Object> outputs = outcome.result().outputs();
            if (output.equals("*")) {
                facts.put(fact, new ResultMap(fact, outputs, unknown(type, outcome, outputs)));
            } else if (outputs.containsKey(output)) {
                facts.put(fact, outputs.getOrDefault(output, ""));
            }
        });
        return facts;
    }
}
