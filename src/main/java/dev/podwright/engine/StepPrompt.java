package dev.podwright.engine;

/// Asks the operator before a task.
@FunctionalInterface
public interface StepPrompt {
    Answer ask(String task);

    /// What the operator said.
    enum Answer {
        /// Leave the task out.
        NO,
        YES,
        /// Do it, and all after it, and don't ask again.
        CONTINUE
    }
}
