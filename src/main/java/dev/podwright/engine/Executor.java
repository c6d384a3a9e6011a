package dev.podwright.engine;

import dev.podwright.inventory.Inventory;
import dev.podwright.playbook.Playbook;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.util.List;
import java.util.Map;

/// Runs playbooks against an inventory.
public final class Executor implements AutoCloseable {
    private Executor() {}

    public static Executor of(Inventory inventory, TaskTypeLibrary library, RunOptions options, RunListener listener) {
        throw new UnsupportedOperationException("engine/Executor is being written");
    }

    /// Runs the playbooks one after the other. A host's failure is part of the summary, not an exception.
    ///
    /// @throws dev.podwright.source.InvalidInputException where something is wrong that only shows with the
    ///     inventory, such
    ///     as a pattern that names no host
    public RunSummary run(List<Playbook> playbooks) {
        throw new UnsupportedOperationException("engine/Executor is being written");
    }

    /// Connects to hosts and gathers their facts, by host; unreachable ones are events and missing here.
    public Map<String, Map<String, Object>> gatherFacts(String pattern) {
        throw new UnsupportedOperationException("engine/Executor is being written");
    }

    /// Ends the run soon: no new tasks begin, running ones are ended on their hosts. For Ctrl-C.
    public void interrupt() {
        throw new UnsupportedOperationException("engine/Executor is being written");
    }

    @Override
    public void close() {}
}
