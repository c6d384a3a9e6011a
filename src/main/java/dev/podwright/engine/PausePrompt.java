package dev.podwright.engine;

import java.util.Optional;

/// Asks the operator for a line, for `pause`.
@FunctionalInterface
public interface PausePrompt {
    /// @return empty where nobody answers
    Optional<String> ask(String prompt);
}
