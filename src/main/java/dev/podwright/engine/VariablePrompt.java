package dev.podwright.engine;

import java.util.Optional;

/// Asks the operator for the value of a variable, for `vars_prompt`.
@FunctionalInterface
public interface VariablePrompt {
    /// @param question with the default in brackets, where there is one
    /// @param isPrivate whether the answer must not be seen while it is typed
    /// @return empty where nobody answers
    Optional<String> ask(String question, boolean isPrivate);
}
