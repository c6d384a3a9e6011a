package dev.podwright.engine;

import dev.podwright.connection.Connector;
import dev.podwright.inventory.Inventory;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// What all hosts and plays of a run share.
///
/// @param hosts the inventory, to which tasks may add
/// @param guard where the run must not depart from a plan
/// @param stepper where the operator is asked before each task
/// @param pauses where there is an operator to ask what `pause` tasks ask
/// @param interrupted set once the operator wants the run to end
/// @param defects unexpected exceptions of host threads, thread-safe
record RunContext(
        String runId,
        LiveInventory hosts,
        TaskTypeLibrary library,
        RunOptions options,
        Connector connector,
        LocalFiles localFiles,
        ShellLibraries libraries,
        Mask mask,
        Optional<PlanGuard> guard,
        Optional<Stepper> stepper,
        Optional<Pauses> pauses,
        EventBus events,
        AtomicBoolean interrupted,
        Collection<RuntimeException> defects) {

    /// The inventory as it is now.
    Inventory inventory() {
        return hosts.inventory();
    }

    /// Whether tasks only check, unless they say otherwise themselves.
    boolean plan() {
        return options.plan();
    }
}
