package dev.podwright.inventory;

import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.Vault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All hosts and groups of a run. Immutable.
///
/// The groups `all` and `ungrouped` always exist. `localhost`, `127.0.0.1` and `::1` exist implicitly where the
/// inventory doesn't name them.
public final class Inventory {
    private final Map<String, Group> groups;
    private final Map<String, Host> hosts;
    private final Map<String, Host> implicitHosts;
    private final Map<String, List<Host>> members;
    private final Map<String, Location> places;
    private final Origin origin;

    /// What it was read from.
    ///
    /// @param sources as the operator named them
    record Origin(List<String> sources, UnusedFiles unused, Vault vault) {
        Origin {
            sources = List.copyOf(sources);
        }
    }

    Inventory(
            Map<String, Group> groups,
            Collection<Host> hosts,
            Collection<Host> implicitHosts,
            Map<String, Location> places,
            Origin origin) {
        this.groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
        this.hosts = byName(hosts);
        this.implicitHosts = byName(implicitHosts);
        this.members = members(this.groups, this.hosts);
        this.places = Map.copyOf(places);
        this.origin = origin;
    }

    /// Reads inventories in order, later ones adding to and overriding earlier ones. A source with a comma is a
    /// list of hosts; others are files (YAML, INI, or executable) or folders of them. No source at all gives an
    /// inventory of the implicit `localhost`. `group_vars/` and `host_vars/` beside each file, and beside the
    /// playbooks, count as their group's or host's (those beside the playbook win).
    public static Inventory read(List<String> sources, List<Path> playbookFolders, Problems problems) {
        return read(sources, playbookFolders, Vault.LOCKED, problems);
    }

    /// @param vault opens inventories and files of variables that are encrypted as a whole
    public static Inventory read(List<String> sources, List<Path> playbookFolders, Vault vault, Problems problems) {
        return new InventoryReader(vault, problems).read(sources, playbookFolders);
    }

    /// All hosts in the order written; the implicit localhost is not among them.
    public List<Host> hosts() {
        return List.copyOf(hosts.values());
    }

    /// All groups, `all` first, parents before children.
    public List<Group> groups() {
        return List.copyOf(groups.values());
    }

    public Optional<Group> group(String name) {
        return Optional.ofNullable(groups.get(name));
    }

    /// The host of that name; `localhost` always exists (implicitly, by `connection: local`).
    public Optional<Host> host(String name) {
        return Optional.ofNullable(hosts.get(name)).or(() -> Optional.ofNullable(implicitHosts.get(name)));
    }

    /// The hosts of a group and of all groups in it, its own first; empty for an unknown group.
    public List<Host> members(String group) {
        return members.getOrDefault(group, List.of());
    }

    /// The hosts a pattern names, in the order of its parts and of their groups, as in Ansible. Unknown names in it are
    /// problems at the pattern's place.
    ///
    /// @param pattern `all`, a host, a group, a glob, `~regex`, several joined by `:` or `,` with `:&` and `:!`,
    ///     `group[0]`, `group[1:3]`, `@file` with a pattern in each line
    public List<Host> match(String pattern, Location location, Problems problems) {
        return new HostPattern(this, location, problems).match(pattern);
    }

    /// Variable sources that hold for a host, lowest first: group `all`, other groups (parents before
    /// children), the host.
    public List<Host.VariableSource> variableSources(Host host) {
        List<Host.VariableSource> found = new ArrayList<>();
        host.groups().forEach(name -> group(name).ifPresent(group -> found.addAll(group.variables())));
        found.addAll(host.variables());
        return List.copyOf(found);
    }

    /// Where a host is first named; without a line for a host that was given by a list, or added while a run goes on.
    public Location placeOf(Host host) {
        return places.getOrDefault(host.name(), Location.named(host.name()));
    }

    /// The file that first names a host; empty for one from a list or a script's output, and for one that was added.
    public Optional<Path> fileOf(Host host) {
        String name = placeOf(host).file().name();
        return origin.sources().isEmpty() || !Files.exists(Path.of(name))
                ? Optional.empty()
                : Optional.of(Path.of(name).toAbsolutePath().normalize());
    }

    /// This inventory with more in it. Files in `group_vars/` and `host_vars/` that speak of new groups and hosts are
    /// read; what is wrong with them, or with the groups, becomes problems.
    public Inventory with(List<Addition> additions, Problems problems) {
        InventoryBuilder builder = InventoryBuilder.of(this, problems);
        InventoryAdditions adding = new InventoryAdditions(this, origin.unused(), builder, problems);
        additions.forEach(adding::add);
        List<Host> implicit = implicitHosts.values().stream()
                .filter(host -> !builder.hasHost(host.name()))
                .toList();
        return builder.build(implicit, origin);
    }

    /// Whether nothing can be wrong with an addition: no file of variables comes with it, and no new link of groups.
    public boolean takesSurely(Addition addition) {
        String name = addition.host();
        boolean plain = !groups.containsKey(name)
                && !implicitHosts.containsKey(name)
                && !origin.unused().haveHost(name);
        return (plain || hosts.containsKey(name))
                && addition.groups().stream().allMatch(group -> isIn(group, addition.parents()));
    }

    private boolean isIn(String group, List<String> parents) {
        return groups.containsKey(group)
                && parents.stream()
                        .allMatch(parent -> parent.equals(InventoryBuilder.ALL)
                                || group(parent)
                                        .filter(found -> found.children().contains(group))
                                        .isPresent());
    }

    /// The same with more hosts, each in place of one of its name; they are in no group but `all`.
    public Inventory withHosts(List<Host> more) {
        Map<String, Host> all = new LinkedHashMap<>(hosts);
        more.forEach(host -> all.put(host.name(), host));
        return new Inventory(groups, all.values(), implicitHosts.values(), places, origin);
    }

    /// What opens values that stand encrypted in it.
    public Vault vault() {
        return origin.vault();
    }

    /// The sources as the operator named them.
    List<String> sources() {
        return origin.sources();
    }

    private static Map<String, Host> byName(Collection<Host> hosts) {
        Map<String, Host> byName = new LinkedHashMap<>();
        hosts.forEach(host -> byName.put(host.name(), host));
        return Collections.unmodifiableMap(byName);
    }

    /// The hosts of each group, in Ansible's order: its own, then those of its children, then those of theirs.
    private static Map<String, List<Host>> members(Map<String, Group> groups, Map<String, Host> hosts) {
        Map<String, List<Host>> members = new LinkedHashMap<>();
        for (Group group : groups.values()) {
            Set<String> names = new LinkedHashSet<>();
            withDescendants(group, groups).forEach(part -> names.addAll(part.hosts()));
            members.put(
                    group.name(),
                    names.stream()
                            .flatMap(name -> Optional.ofNullable(hosts.get(name)).stream())
                            .toList());
        }
        return Map.copyOf(members);
    }

    private static Collection<Group> withDescendants(Group group, Map<String, Group> groups) {
        Map<String, Group> found = new LinkedHashMap<>(Map.of(group.name(), group));
        Deque<Group> open = new ArrayDeque<>(found.values());
        while (!open.isEmpty()) {
            for (String child : open.remove().children()) {
                Group next = groups.get(child);
                if (next != null && found.putIfAbsent(child, next) == null) {
                    open.add(next);
                }
            }
        }
        return found.values();
    }
}
