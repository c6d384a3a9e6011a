package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import dev.podwright.report.ConsoleOptions;

/// How much is shown, and how.
final class OutputOptions {
    private static final String GROUP = "Output";
    private static final int DEFAULT_WIDTH = 100;

    @Parameter(
            names = {"-v", "--verbose"},
            category = GROUP,
            description = "show outputs; -vv also stdout and stderr, -vvv also facts and what SSH negotiated")
    private int verbosity;

    @Parameter(
            names = {"-q", "--quiet"},
            category = GROUP,
            description = "show only failures and the recap")
    private boolean quiet;

    @Parameter(
            names = {"--color"},
            category = GROUP,
            placeholder = "WHEN",
            validateWith = Choice.OfColor.class,
            description = "auto (on a terminal, unless $NO_COLOR), always, or never")
    private String color = "auto";

    private boolean results;

    /// Whatever is asked for, what tasks gave is shown, as where one task is all there is.
    void showResults() {
        results = true;
    }

    int verbosity() {
        return verbosity;
    }

    /// @param diff whether changed content is shown as a diff
    /// @param live whether busy hosts may have live lines, which a question at the terminal would disturb
    /// @param journal where the run's events are kept
    ConsoleOptions console(Environment environment, boolean diff, boolean live, String journal) {
        return new ConsoleOptions(
                verbosity,
                results,
                quiet,
                diff,
                colour(environment),
                live && environment.canRedraw(),
                width(environment),
                journal);
    }

    private boolean colour(Environment environment) {
        return switch (color) {
            case "always" -> true;
            case "never" -> false;
            default ->
                environment.canRedraw() && environment.variable("NO_COLOR").isEmpty();
        };
    }

    /// Lines that a narrow terminal can't take are cut by it, so a guess does no harm.
    private static int width(Environment environment) {
        String columns = environment.variable("COLUMNS");
        return columns.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(columns) : DEFAULT_WIDTH;
    }
}
