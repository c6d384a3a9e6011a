package dev.podwright.engine;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/// The hosts that expressions of a play may ask about. Thread-safe.
///
/// @param inventory all there are
/// @param all those that the play is for
/// @param batch those that go through it now
/// @param inPlay whether a host still takes part
/// @param variables what is known of any host of the inventory
record PlayHosts(
        LiveInventory inventory,
        List<String> all,
        List<String> batch,
        Predicate<String> inPlay,
        Function<String, HostVariables> variables) {

    /// Where no host has been connected to: only what the inventory says is known of them.
    static PlayHosts unconnected(LiveInventory inventory, List<String> all) {
        return new PlayHosts(inventory, all, all, _ -> true, name -> new HostVariables(() -> inventory.declared(name)));
    }

    /// Those of the play that still take part.
    List<String> present() {
        return all.stream().filter(inPlay).toList();
    }

    /// Those of the batch that still take part.
    List<String> presentInBatch() {
        return batch.stream().filter(inPlay).toList();
    }

    /// The names of all groups' hosts.
    Map<String, Object> groups() {
        return Map.copyOf(inventory.groups());
    }
}
