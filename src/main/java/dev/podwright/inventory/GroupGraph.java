package dev.podwright.inventory;

import dev.podwright.inventory.InventoryBuilder.GroupDraft;
import dev.podwright.source.Problems;
import dev.podwright.source.YamlNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Orders groups as Ansible does for the precedence of their variables: by their greatest depth below `all`,
/// then by `ansible_group_priority`, then by name.
final class GroupGraph {
    private final Map<String, GroupDraft> groups;
    private final Problems problems;
    private final Set<String> path = new LinkedHashSet<>();
    private final Set<String> acyclic = new LinkedHashSet<>();

    GroupGraph(Map<String, GroupDraft> groups, Problems problems) {
        this.groups = groups;
        this.problems = problems;
    }

    /// All groups, parents before children. A cycle becomes a problem, and the child that closes it is left out.
    List<GroupDraft> ordered() {
        groups.values().forEach(this::breakCycles);
        Map<String, Integer> depths = depths();
        return groups.values().stream()
                .sorted(Comparator.comparingInt((GroupDraft group) -> depths.getOrDefault(group.name(), 0))
                        .thenComparingLong(GroupGraph::priority)
                        .thenComparing(GroupDraft::name))
                .toList();
    }

    private void breakCycles(GroupDraft group) {
        if (!acyclic.contains(group.name()) && path.add(group.name())) {
            group.children().entrySet().removeIf(child -> {
                boolean closes = path.contains(child.getKey());
                if (closes) {
                    problems.add(
                            child.getValue(),
                            "group \"%s\" contains itself: %s".formatted(child.getKey(), cycle(child.getKey())),
                            "take it out of the children of \"%s\"".formatted(group.name()));
                } else {
                    breakCycles(draft(child.getKey()));
                }
                return closes;
            });
            path.remove(group.name());
            acyclic.add(group.name());
        }
    }

    private String cycle(String back) {
        List<String> names = new ArrayList<>(path);
        List<String> cycle = new ArrayList<>(names.subList(names.indexOf(back), names.size()));
        cycle.add(back);
        return String.join(" → ", cycle);
    }

    /// The longest way from a group without parents to each group, by Kahn's algorithm.
    private Map<String, Integer> depths() {
        Map<String, Integer> parents = new HashMap<>();
        groups.values()
                .forEach(group -> group.children().keySet().forEach(child -> parents.merge(child, 1, Integer::sum)));
        Map<String, Integer> depths = new HashMap<>();
        List<String> ready = new ArrayList<>(groups.keySet().stream()
                .filter(name -> !parents.containsKey(name))
                .toList());
        for (int next = 0; next < ready.size(); next++) {
            String parent = ready.get(next);
            int depth = depths.getOrDefault(parent, 0) + 1;
            for (String child : draft(parent).children().keySet()) {
                depths.merge(child, depth, Integer::max);
                if (parents.merge(child, -1, Integer::sum) == 0) {
                    ready.add(child);
                }
            }
        }
        return depths;
    }

    private GroupDraft draft(String name) {
        GroupDraft draft = groups.get(name);
        if (draft == null) {
            throw new IllegalStateException("group without a draft: " + name);
        }
        return draft;
    }

    private static long priority(GroupDraft group) {
        return group.variables().stream()
                .flatMap(source -> source.values().get("ansible_group_priority").stream())
                .map(YamlNode::toValue)
                .mapToLong(value -> value instanceof Long priority ? priority : 1)
                .reduce(1, (_, last) -> last);
    }
}
