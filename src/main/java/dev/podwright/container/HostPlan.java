package dev.podwright.container;

import dev.podwright.connection.BlockResult.Change;
import dev.podwright.engine.Outcome;
import dev.podwright.engine.TaskResult;
import java.util.List;
import java.util.stream.Collectors;

/// What a host has of what pods need, step by step, and what it lacks.
public record HostPlan(String host, List<Step> steps) {
    public HostPlan {
        steps = List.copyOf(steps);
    }

    /// How a host stands to one step.
    public enum State {
        /// It has it.
        READY,
        /// It lacks it; [HostPreparation#prepare] brings it.
        MISSING,
        /// It was brought just now.
        DONE,
        /// Can't be known before an earlier step is done.
        UNKNOWN,
        /// It can't be had there as it is; the message says why.
        IMPOSSIBLE
    }

    /// @param task the task type, such as `install_docker`
    /// @param changes what is, or was, to be changed
    /// @param message why it is unknown or impossible; else empty
    /// @param remedy what to do about it; may be empty
    public record Step(
            String task, State state, List<Change> changes, List<String> warnings, String message, String remedy) {
        public Step {
            changes = List.copyOf(changes);
            warnings = List.copyOf(warnings);
        }

        static Step of(String task, Outcome outcome) {
            State state = switch (outcome) {
                case Outcome.Ok _, Outcome.Skipped _ -> State.READY;
                case Outcome.Changed _ -> State.DONE;
                case Outcome.WouldChange _ -> State.MISSING;
                case Outcome.Unknown _ -> State.UNKNOWN;
                case Outcome.Failed _, Outcome.Unreachable _ -> State.IMPOSSIBLE;
            };
            return of(task, state, outcome.result());
        }

        static Step of(String task, State state, TaskResult result) {
            return new Step(task, state, result.changes(), result.warnings(), result.msg(), result.hint());
        }
    }

    /// Whether nothing is missing.
    public boolean ready() {
        return steps.stream().allMatch(step -> step.state() == State.READY || step.state() == State.DONE);
    }

    /// The steps that the host lacks.
    public List<Step> missing() {
        return steps.stream()
                .filter(step -> step.state() != State.READY && step.state() != State.DONE)
                .toList();
    }

    /// One line a step, for a log or an operator.
    public String text() {
        return steps.stream().map(HostPlan::line).collect(Collectors.joining("\n"));
    }

    private static String line(Step step) {
        String changes = step.changes().stream()
                .map(change -> change.what()
                        + (change.from().isEmpty() && change.to().isEmpty()
                                ? ""
                                : ": " + change.from() + " → " + change.to()))
                .collect(Collectors.joining("; "));
        String why = step.message() + (step.remedy().isEmpty() ? "" : " (" + step.remedy() + ")");
        return step.task() + ": " + step.state().name().toLowerCase(java.util.Locale.ROOT)
                + (changes.isEmpty() ? "" : ": " + changes)
                + (step.message().isEmpty() ? "" : ": " + why);
    }
}
