package dev.podwright.inventory;

import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import java.util.Optional;

/// Puts additions into an inventory that is being built anew.
record InventoryAdditions(Inventory before, UnusedFiles unused, InventoryBuilder builder, Problems problems) {

    void add(Addition addition) {
        Location place = Location.named(addition.host());
        if (!builder.hasHost(addition.host())) {
            addHost(addition.host(), place);
        }
        addition.parents().forEach(parent -> group(parent, place));
        for (String group : addition.groups()) {
            group(group, place);
            builder.host(addition.host(), group, place);
            addition.parents().stream()
                    .filter(parent -> !parent.equals(InventoryBuilder.ALL))
                    .forEach(parent -> builder.child(parent, group, place));
        }
    }

    /// The implicit localhost keeps what is known of it.
    private void addHost(String name, Location place) {
        builder.host(name, InventoryBuilder.ALL, place);
        Optional<Host> implicit = before.host(name);
        implicit.ifPresent(host -> host.variables().forEach(source -> builder.hostVariables(name, source)));
        if (implicit.isEmpty()) {
            unused.ofHost(name, before.vault(), problems).forEach(source -> builder.hostVariables(name, source));
        }
    }

    private void group(String name, Location place) {
        if (!builder.hasGroup(name)) {
            builder.group(name, place);
            unused.ofGroup(name, before.vault(), problems).forEach(source -> builder.groupVariables(name, source));
        }
    }
}
