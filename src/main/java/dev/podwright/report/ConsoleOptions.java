package dev.podwright.report;

/// How much the console shows, and how.
///
/// @param verbosity 0, or how often `-v` was given: 1 adds outputs, 2 adds stdout and stderr, 3 adds facts and what SSH
///     negotiated
/// @param results what tasks gave, output and streams, at any verbosity
/// @param quiet only failures and the recap
/// @param diff changed content as a unified diff
/// @param live a terminal that can be redrawn: one live line a busy host
/// @param width of the terminal in columns
/// @param journals the folder of journals; the run's own is named in the closing line if it is there. May be empty
public record ConsoleOptions(
        int verbosity,
        boolean results,
        boolean quiet,
        boolean diff,
        boolean colour,
        boolean live,
        int width,
        String journals) {
    /// Plain lines, at ordinary length.
    public static final ConsoleOptions PLAIN = new ConsoleOptions(0, false, false, false, false, false, 80, "");

    ConsoleOptions withDiff(boolean shown) {
        return new ConsoleOptions(verbosity, results, quiet, shown, colour, live, width, journals);
    }

    boolean outputs() {
        return verbosity >= 1;
    }

    boolean taskOutputs() {
        return results || outputs();
    }

    boolean streams() {
        return results || verbosity >= 2;
    }

    boolean hostDetails() {
        return verbosity >= 3;
    }
}
