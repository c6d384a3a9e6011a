package dev.podwright.inventory;

import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// All hosts and groups of a run. Immutable.
public final class Inventory {
    private Inventory() {}

    /// Reads inventories in order, later ones adding to and overriding earlier ones. A source with a comma is a
    /// list of
    /// hosts; others are files (YAML, INI, or executable). No source at all gives an inventory of the implicit
    /// `localhost`. `group_vars/` and `host_vars/` beside each file, and beside the playbooks, count as their
    /// group's or
    /// host's (those beside the playbook win).
    public static Inventory read(List<String> sources, List<Path> playbookFolders, Problems problems) {
        throw new UnsupportedOperationException("inventory/Inventory is being written");
    }

    /// All hosts in the order written; the implicit localhost is not among them.
    public List<Host> hosts() {
        throw new UnsupportedOperationException("inventory/Inventory is being written");
    }

    public List<Group> groups() {
        throw new UnsupportedOperationException("inventory/Inventory is being written");
    }

    public Optional<Group> group(String name) {
        throw new UnsupportedOperationException("inventory/Inventory is being written");
    }

    /// The host of that name; `localhost` always exists (implicitly, by `connection: local`).
    public Optional<Host> host(String name) {
        throw new UnsupportedOperationException("inventory/Inventory is being written");
    }

    /// The hosts a pattern names, in inventory order. Unknown names in it are problems at the pattern's place.
    ///
    /// @param pattern `all`, a host, a group, a glob, `~regex`, several joined by `:` or `,` with `:&` and `:!`,
    ///     `group[0]`, `group[1:3]`
    public List<Host> match(String pattern, Location location, Problems problems) {
        throw new UnsupportedOperationException("inventory/Inventory is being written");
    }

    /// Variable sources that hold for a host, lowest first: group `all`, other groups (parents before children), the
    /// host.
    public List<Host.VariableSource> variableSources(Host host) {
        throw new UnsupportedOperationException("inventory/Inventory is being written");
    }
}
