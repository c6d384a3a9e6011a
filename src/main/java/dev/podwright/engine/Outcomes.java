package dev.podwright.engine;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Failure;
import dev.podwright.source.Problem;
import dev.podwright.source.SourceFile;
import dev.podwright.tasktype.Output;
import dev.podwright.tasktype.TaskType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Judges what hosts report.
final class Outcomes {
    private static final TaskResult EMPTY_LOOP =
            TaskResult.message("the loop is empty").outputs(Map.of("results", List.of()));

    private Outcomes() {}

    /// The outcome of one block.
    ///
    /// @param plan whether it was check-only
    static Outcome of(TaskType type, BlockResult block, boolean plan) {
        Map<String, Object> outputs = new LinkedHashMap<>();
        Optional<String> misread = readOutputs(type, block, outputs);
        TaskResult result = result(block, outputs, "", "", "");
        if (misread.isPresent() && block.status() != BlockResult.Status.FAILED) {
            return Outcome.failed(result(
                    block,
                    Map.of(),
                    misread.get(),
                    "the snippets of " + type.name() + " and its task.yml disagree",
                    ""));
        }
        return switch (block.status()) {
            case OK -> new Outcome.Ok(result);
            case CHANGED -> plan ? new Outcome.WouldChange(result) : new Outcome.Changed(result);
            case REBOOT ->
                Outcome.failed(result(
                        block,
                        outputs,
                        "it asked for a reboot, but its task.yml doesn't say that it may",
                        "add reboots: true to the manifest of " + type.name(),
                        ""));
            case DEFERRED -> deferred(block, outputs, plan);
            case FAILED, TIMED_OUT -> Outcome.failed(failure(type, block, outputs));
            case SKIPPED_AFTER_FAILURE -> new Outcome.Skipped(TaskResult.message("a task before it failed"));
            case LOST -> new Outcome.Unreachable(lost(block), false);
        };
    }

    private static Outcome deferred(BlockResult block, Map<String, Object> outputs, boolean plan) {
        String why = block.deferred().orElse("");
        return plan
                ? new Outcome.Unknown(result(block, outputs, why, "", ""))
                : Outcome.failed(result(block, outputs, why, "a task before this one should have seen to it", ""));
    }

    private static TaskResult lost(BlockResult block) {
        String message = block.failure().map(Failure::message).orElse("the connection was lost");
        String hint = block.failure().map(Failure::hint).orElse("");
        return result(block, Map.of(), message, hint, "");
    }

    private static TaskResult failure(TaskType type, BlockResult block, Map<String, Object> outputs) {
        Failure failure =
                block.failure().orElseGet(() -> new Failure("apply", "exit status " + block.rc(), "", "", List.of()));
        String message = failure.remaining().isEmpty()
                ? failure.message()
                : "did not converge: " + remaining(failure.remaining());
        return result(block, outputs, message, failure.hint(), place(type, failure.at()))
                .kind(failure.kind());
    }

    private static String remaining(List<Change> changes) {
        return changes.stream()
                .map(change -> change.from().isEmpty() && change.to().isEmpty()
                        ? change.what()
                        : change.what() + " is still " + change.from() + ", not " + change.to())
                .collect(Collectors.joining("; "));
    }

    /// `run_container/apply:34` as the file's name and line.
    static String place(TaskType type, String at) {
        int colon = at.lastIndexOf(':');
        if (colon < 0) {
            return at;
        }
        String trace = at.substring(0, colon);
        String file = trace.startsWith("lib/")
                ? "templates/" + trace + ".sh"
                : Stream.of(type.check(), type.apply())
                        .flatMap(Optional::stream)
                        .flatMap(snippet -> snippet.traced(trace).stream())
                        .map(SourceFile::name)
                        .findFirst()
                        .orElse(trace);
        return file + at.substring(colon);
    }

    private static TaskResult result(
            BlockResult block, Map<String, Object> outputs, String msg, String hint, String place) {
        return new TaskResult(
                block.changes(),
                msg,
                hint,
                place,
                block.rc(),
                block.stdout(),
                block.stderr(),
                block.warnings(),
                outputs,
                List.of(),
                false);
    }

    /// @return why an output could not be read, if so
    private static Optional<String> readOutputs(TaskType type, BlockResult block, Map<String, Object> outputs) {
        for (Map.Entry<String, List<List<String>>> given : block.outputs().entrySet()) {
            Optional<Output> declared = type.output(given.getKey());
            if (declared.isEmpty()) {
                return Optional.of("the host gave an output \"" + given.getKey() + "\" that task.yml doesn't declare");
            }
            try {
                outputs.put(given.getKey(), declared.get().read(given.getValue()));
            } catch (IllegalArgumentException e) {
                return Optional.of("the output \"" + given.getKey() + "\" can't be read: " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    /// A problem with a task's inputs, as its failure.
    static Outcome failed(Problem problem) {
        return Outcome.failed(new TaskResult(
                List.of(),
                problem.message(),
                problem.hint(),
                problem.location().toString(),
                0,
                "",
                "",
                List.of(),
                Map.of(),
                List.of(),
                false));
    }

    /// The outcome of a loop from its items'.
    static Outcome ofItems(List<TaskResult.Item> items) {
        List<Outcome> all = items.stream().map(TaskResult.Item::outcome).toList();
        Optional<Outcome> worst = all.stream()
                .filter(outcome -> outcome instanceof Outcome.Unreachable)
                .findFirst()
                .or(() -> all.stream()
                        .filter(outcome -> outcome instanceof Outcome.Failed)
                        .findFirst());
        long failed = all.stream()
                .filter(outcome -> outcome instanceof Outcome.Failed)
                .count();
        TaskResult summary = new TaskResult(
                List.of(),
                failed > 0
                        ? failed + " of " + items.size() + " items failed: "
                                + worst.orElseThrow().result().msg()
                        : "",
                worst.map(outcome -> outcome.result().hint()).orElse(""),
                worst.map(outcome -> outcome.result().place()).orElse(""),
                worst.map(outcome -> outcome.result().rc()).orElse(0),
                "",
                worst.map(outcome -> outcome.result().stderr()).orElse(""),
                List.of(),
                Map.of(),
                items,
                false);
        if (worst.isPresent()) {
            return worst.get().with(summary);
        }
        if (all.stream().anyMatch(outcome -> outcome instanceof Outcome.Changed)) {
            return new Outcome.Changed(summary);
        }
        if (all.stream().anyMatch(outcome -> outcome instanceof Outcome.WouldChange)) {
            return new Outcome.WouldChange(summary);
        }
        if (all.stream().anyMatch(outcome -> outcome instanceof Outcome.Unknown)) {
            return new Outcome.Unknown(summary);
        }
        boolean skipped = all.stream().allMatch(outcome -> outcome instanceof Outcome.Skipped);
        return skipped
                ? new Outcome.Skipped(summary.items().isEmpty() ? EMPTY_LOOP : summary)
                : new Outcome.Ok(summary);
    }
}
