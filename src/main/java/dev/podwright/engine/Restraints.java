package dev.podwright.engine;

import java.util.Optional;

/// What holds a run back.
///
/// @param plan a plan made before, from which the run must not depart
public record Restraints(Optional<Plan> plan) {
    public static final Restraints NONE = new Restraints(Optional.empty());
}
