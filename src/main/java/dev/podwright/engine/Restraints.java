package dev.podwright.engine;

import java.util.Optional;

/// What holds a run back.
///
/// @param plan a plan made before, from which the run must not depart
/// @param prompt asks before each task
public record Restraints(Optional<Plan> plan, Optional<StepPrompt> prompt) {
    public static final Restraints NONE = new Restraints(Optional.empty(), Optional.empty());
}
