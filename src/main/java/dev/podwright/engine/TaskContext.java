package dev.podwright.engine;

import dev.podwright.playbook.Keywords;
import dev.podwright.playbook.Task;
import java.util.Map;
import java.util.Set;

/// A task where it stands in a play, before any host.
///
/// @param id the same for all hosts
/// @param keywords its own, with those of the blocks around it and of the play; without the play's vars
/// @param locals names that hold here beside the variables, such as the failure that a `rescue` handles
/// @param rescued whether a failure is taken over by a `rescue`
record TaskContext(Task task, int id, Keywords keywords, Map<String, Object> locals, boolean handler, boolean rescued) {

    private static final Set<String> CONSTANTS = Set.of("true", "false");

    /// Whether one host runs it for all.
    boolean isRunOnce() {
        return keywords.isRunOnce() || ControllerActions.runsOnce(task.type().name());
    }

    /// Whether the tasks after it must wait for its outcome: where the controller, not the host, judges it, where
    /// its items fail one by one, or where the host may be rebooted.
    boolean isBarrier() {
        return task.loop().isPresent()
                || task.retry().isPresent()
                || task.type().reboots()
                || !task.failedWhen().isEmpty()
                || task.changedWhen().stream().anyMatch(condition -> !CONSTANTS.contains(condition.text()))
                || isRunOnce()
                || keywords.delegateTo().isPresent();
    }
}
