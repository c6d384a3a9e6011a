package dev.podwright.engine;

import java.util.Optional;
import java.util.Set;

/// What holds a run back.
///
/// @param plan a plan made before, from which the run must not depart
/// @param prompt asks before each task
/// @param pause asks what `pause` tasks ask
/// @param variables asks for what plays want to be asked for
/// @param hosts the only ones that take part, beside what `--limit` says; empty means all
public record Restraints(
        Optional<Plan> plan,
        Optional<StepPrompt> prompt,
        Optional<PausePrompt> pause,
        Optional<VariablePrompt> variables,
        Optional<Set<String>> hosts) {
    public static final Restraints NONE =
            new Restraints(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /// The same, with somebody to ask for variables.
    public Restraints asking(VariablePrompt prompt) {
        return new Restraints(plan, this.prompt, pause, Optional.of(prompt), hosts);
    }
}
