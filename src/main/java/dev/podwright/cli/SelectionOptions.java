package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which tasks are meant.
final class SelectionOptions {
    private static final String GROUP = "Tasks";

    @Parameter(
            names = {"-t", "--tags"},
            category = GROUP,
            placeholder = "TAGS",
            description = "only tasks with one of these; tagged, untagged, all, always and never are special")
    private List<String> tags = new ArrayList<>();

    @Parameter(
            names = {"--skip-tags"},
            category = GROUP,
            placeholder = "TAGS",
            description = "no tasks with one of these")
    private List<String> skipTags = new ArrayList<>();

    @Parameter(
            names = {"--start-at-task"},
            category = GROUP,
            placeholder = "NAME",
            description = "begin with the task of this name")
    private String startAtTask = "";

    List<String> tags() {
        return List.copyOf(tags);
    }

    List<String> skipTags() {
        return List.copyOf(skipTags);
    }

    Optional<String> startAtTask() {
        return startAtTask.isEmpty() ? Optional.empty() : Optional.of(startAtTask);
    }
}
