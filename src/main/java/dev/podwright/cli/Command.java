package dev.podwright.cli;

import dev.podwright.report.ExitCode;

/// One of Podwright's commands. JCommander fills its fields before it runs.
interface Command {
    /// @throws UsageException where its options don't go together
    /// @throws dev.podwright.source.InvalidInputException where what they name can't be used
    ExitCode run(Environment environment);
}
