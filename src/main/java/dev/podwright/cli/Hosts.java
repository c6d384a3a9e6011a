package dev.podwright.cli;

import dev.podwright.inventory.Host;
import dev.podwright.inventory.Inventory;
import dev.podwright.source.InvalidInputException;
import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import dev.podwright.source.Suggestions;
import java.util.List;

/// Finds the host that an argument names.
final class Hosts {
    private Hosts() {}

    /// @throws InvalidInputException where the inventory has no such host
    static Host named(Inventory inventory, String name) {
        List<String> known = inventory.hosts().stream().map(Host::name).toList();
        return inventory
                .host(name)
                .orElseThrow(() -> new InvalidInputException(new Problem(
                        Location.named(name),
                        "the inventory has no such host",
                        Suggestions.didYouMean(name, known, "podwright inventory --graph shows all hosts"))));
    }
}
