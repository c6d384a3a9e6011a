package dev.podwright.engine;

import dev.podwright.connection.BlockResult.Change;
import java.util.List;
import java.util.Optional;

/// What a plan found that an apply would change. What has no entry wanted nothing.
///
/// @param playbooks their files, as they were named for the plan
public record Plan(List<String> playbooks, List<Entry> entries) {
    public Plan {
        playbooks = List.copyOf(playbooks);
        entries = List.copyOf(entries);
    }

    /// A task on a host, or one item of its loop.
    ///
    /// @param place of the task in its playbook: `file:line:column`
    /// @param type the task's type
    /// @param item the item's label; empty where the task has no loop, or the whole of it is meant
    /// @param changes with secrets masked; empty where the plan couldn't say which
    public record Entry(
            String host, String place, String type, Optional<String> item, Optional<List<Change>> changes) {}
}
