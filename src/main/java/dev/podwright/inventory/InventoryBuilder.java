package dev.podwright.inventory;

import dev.podwright.inventory.Host.VariableSource;
import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Gathers groups and hosts from all sources, and puts them together.
final class InventoryBuilder {
    static final String ALL = "all";
    static final String UNGROUPED = "ungrouped";

    private final Problems problems;
    private final Map<String, GroupDraft> groups = new LinkedHashMap<>();
    private final Map<String, HostDraft> hosts = new LinkedHashMap<>();

    InventoryBuilder(Problems problems) {
        this.problems = problems;
        Location builtIn = Location.named("inventory");
        group(ALL, builtIn);
        child(ALL, UNGROUPED, builtIn);
    }

    /// Begins with what an inventory has, so that more can be added to it.
    static InventoryBuilder of(Inventory inventory, Problems problems) {
        InventoryBuilder builder = new InventoryBuilder(problems);
        for (Host host : inventory.hosts()) {
            Location place = inventory.placeOf(host);
            builder.hosts.put(host.name(), new HostDraft(host.name(), place, new ArrayList<>(host.variables())));
        }
        for (Group group : inventory.groups()) {
            GroupDraft draft = builder.draft(group.name(), Location.named(group.name()));
            draft.variables().addAll(group.variables());
            group.children().forEach(child -> draft.children().put(child, draft.place()));
            if (!group.name().equals(UNGROUPED)) {
                draft.hosts().addAll(group.hosts());
            }
        }
        return builder;
    }

    /// A group while it is put together; `children` keeps where each was named.
    record GroupDraft(
            String name,
            Location place,
            Set<String> hosts,
            Map<String, Location> children,
            List<VariableSource> variables) {}

    private record HostDraft(String name, Location place, List<VariableSource> variables) {}

    boolean hasGroup(String name) {
        return groups.containsKey(name);
    }

    boolean hasHost(String name) {
        return hosts.containsKey(name);
    }

    Set<String> groupNames() {
        return groups.keySet();
    }

    Set<String> hostNames() {
        return hosts.keySet();
    }

    /// Adds the group where it isn't known yet.
    void group(String name, Location place) {
        if (name.isBlank() || name.chars().anyMatch(Character::isWhitespace)) {
            problems.add(place, "\"%s\" can't be a group's name".formatted(name), "names have no spaces");
            return;
        }
        draft(name, place);
    }

    void child(String parent, String child, Location place) {
        group(child, place);
        if (hasGroup(child)) {
            draft(parent, place).children().putIfAbsent(child, place);
        }
    }

    /// Adds a host to a group.
    void host(String name, String group, Location place) {
        hosts.computeIfAbsent(name, _ -> new HostDraft(name, place, new ArrayList<>()));
        draft(group, place).hosts().add(name);
    }

    void groupVariables(String group, VariableSource source) {
        Optional.ofNullable(groups.get(group))
                .ifPresent(draft -> draft.variables().add(source));
    }

    void hostVariables(String host, VariableSource source) {
        Optional.ofNullable(hosts.get(host))
                .ifPresent(draft -> draft.variables().add(source));
    }

    /// Puts everything together; cycles and clashes become problems.
    Inventory build(List<Host> implicitHosts, Inventory.Origin origin) {
        hosts.values().forEach(this::checkClash);
        groups.values().forEach(this::warnOfEmpty);
        adoptUngrouped();
        List<GroupDraft> ordered = new GroupGraph(groups, problems).ordered();
        Map<String, List<String>> groupsOfHosts = groupsOfHosts(ordered);
        List<Host> built = hosts.values().stream()
                .map(host ->
                        new Host(host.name(), groupsOfHosts.getOrDefault(host.name(), List.of()), host.variables()))
                .toList();
        Map<String, Group> builtGroups = new LinkedHashMap<>();
        ordered.forEach(draft -> builtGroups.put(
                draft.name(),
                new Group(
                        draft.name(),
                        List.copyOf(draft.hosts()),
                        List.copyOf(draft.children().keySet()),
                        draft.variables())));
        Map<String, Location> places = new LinkedHashMap<>();
        hosts.values().forEach(host -> places.put(host.name(), host.place()));
        return new Inventory(builtGroups, built, implicitHosts, places, origin);
    }

    private GroupDraft draft(String name, Location place) {
        return groups.computeIfAbsent(
                name,
                _ -> new GroupDraft(name, place, new LinkedHashSet<>(), new LinkedHashMap<>(), new ArrayList<>()));
    }

    /// `[localhost]` with a `localhost` in it is common, and works; nobody means the groups that always exist.
    private void checkClash(HostDraft host) {
        GroupDraft group = groups.get(host.name());
        if (group == null) {
            return;
        }
        String message = "\"%s\" is a host and a group".formatted(host.name());
        if (group.place().line() == 0) {
            problems.add(
                    host.place(), message, "the group \"%s\" always exists; rename the host".formatted(host.name()));
        } else {
            problems.warn(host.place(), message, "patterns mean the group; it is described at " + group.place());
        }
    }

    /// A group that only its parent names is often another group's name, misspelt.
    private void warnOfEmpty(GroupDraft group) {
        boolean empty = group.hosts().isEmpty()
                && group.children().isEmpty()
                && group.variables().isEmpty();
        if (empty && group.place().line() > 0) {
            List<String> others = groups.keySet().stream()
                    .filter(name -> !name.equals(group.name()))
                    .toList();
            Suggestions.nearest(group.name(), others)
                    .ifPresent(nearest -> problems.warn(
                            group.place(),
                            "group \"%s\" is empty".formatted(group.name()),
                            "did you mean \"%s\"?".formatted(nearest)));
        }
    }

    /// As in Ansible: hosts that no group but `all` has are in `ungrouped`, groups that no group has are in
    /// `all`.
    private void adoptUngrouped() {
        Set<String> grouped = new LinkedHashSet<>();
        Set<String> children = new LinkedHashSet<>();
        groups.values().stream().filter(group -> !group.name().equals(ALL)).forEach(group -> {
            children.addAll(group.children().keySet());
            if (!group.name().equals(UNGROUPED)) {
                grouped.addAll(group.hosts());
            }
        });
        GroupDraft all = draft(ALL, Location.named("inventory"));
        GroupDraft ungrouped = draft(UNGROUPED, all.place());
        ungrouped.hosts().removeAll(grouped);
        hosts.keySet().stream().filter(host -> !grouped.contains(host)).forEach(ungrouped.hosts()::add);
        groups.values().stream()
                .filter(group -> !group.name().equals(ALL) && !children.contains(group.name()))
                .forEach(group -> all.children().putIfAbsent(group.name(), group.place()));
    }

    private static Map<String, List<String>> groupsOfHosts(List<GroupDraft> ordered) {
        Map<String, Set<String>> members = new LinkedHashMap<>();
        for (GroupDraft group : ordered.reversed()) {
            Set<String> hosts = new LinkedHashSet<>(group.hosts());
            group.children().keySet().forEach(child -> hosts.addAll(members.getOrDefault(child, Set.of())));
            members.put(group.name(), hosts);
        }
        Map<String, List<String>> groups = new LinkedHashMap<>();
        for (GroupDraft group : ordered) {
            members.getOrDefault(group.name(), Set.of())
                    .forEach(host ->
                            groups.computeIfAbsent(host, _ -> new ArrayList<>()).add(group.name()));
        }
        return groups;
    }
}
