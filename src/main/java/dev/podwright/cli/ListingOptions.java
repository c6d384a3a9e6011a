package dev.podwright.cli;

import com.beust.jcommander.Parameter;

/// Show what a run would work on, and end.
final class ListingOptions {
    private static final String GROUP = "Listings (nothing is run)";

    @Parameter(
            names = {"--list-hosts"},
            category = GROUP,
            description = "the hosts of each play")
    private boolean hosts;

    @Parameter(
            names = {"--list-tasks"},
            category = GROUP,
            description = "the tasks of each play, with their tags")
    private boolean tasks;

    @Parameter(
            names = {"--list-tags"},
            category = GROUP,
            description = "the tags of each play")
    private boolean tags;

    boolean any() {
        return hosts || tasks || tags;
    }

    boolean hosts() {
        return hosts;
    }

    boolean tasks() {
        return tasks;
    }

    boolean tags() {
        return tags;
    }
}
