package dev.podwright.engine;

import dev.podwright.inventory.Inventory;
import dev.podwright.playbook.Playbook;
import dev.podwright.source.Location;
import dev.podwright.tasktype.TaskTypeLibrary;
import dev.podwright.template.Script;
import java.util.List;
import java.util.Optional;

/// Renders the tasks that a host would run, without connecting to it: for looking at scripts before they run.
public final class TaskRenderer {
    private TaskRenderer() {}

    /// All tasks of the plays that name the host, in order, blocks opened up.
    ///
    /// @throws dev.podwright.source.InvalidInputException where the inventory has no such host
    public static List<Rendered> render(
            Inventory inventory, TaskTypeLibrary library, RunOptions options, List<Playbook> playbooks, String host) {
        throw new UnsupportedOperationException("engine/TaskRenderer is being written");
    }

    /// A task as far as its inputs are known.
    ///
    /// @param note why there is no script, such as `needs "pod", which an earlier task registers`; else empty
    public record Rendered(
            String name,
            String type,
            Location location,
            String note,
            Optional<Script> check,
            Optional<Script> apply) {}
}
