package dev.podwright.cli;

import dev.podwright.inventory.Group;
import dev.podwright.inventory.Host;
import dev.podwright.inventory.Inventory;
import dev.podwright.source.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// An inventory as `ansible-inventory` shows it, with Ansible's names and no others.
///
/// @param export variables stay with the groups and hosts that they were written for
record AnsibleInventory(Inventory inventory, boolean export) {
    private static final String ALL = "all";

    /// `--list`: what an executable inventory prints, too.
    Map<String, Object> list() {
        Map<String, Object> hostVariables = new LinkedHashMap<>();
        inventory.hosts().forEach(host -> putUnlessEmpty(hostVariables, host.name(), host(host)));
        Map<String, Object> listing = new LinkedHashMap<>();
        listing.put("_meta", Map.of("hostvars", hostVariables));
        inventory.groups().forEach(group -> putUnlessEmpty(listing, group.name(), members(group)));
        return listing;
    }

    private Map<String, Object> members(Group group) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (!group.hosts().isEmpty() && !group.name().equals(ALL)) {
            members.put("hosts", group.hosts());
        }
        if (!group.children().isEmpty()) {
            members.put("children", group.children());
        }
        if (export) {
            putUnlessEmpty(members, "vars", variables(group.variables()));
        }
        return members;
    }

    /// `--list --yaml`: the shape of a YAML inventory, which can be read again.
    Map<String, Object> tree() {
        List<String> told = new ArrayList<>();
        return Map.of(ALL, inventory.group(ALL).map(all -> branch(all, told)).orElse(Map.of()));
    }

    private Map<String, Object> branch(Group group, List<String> told) {
        Map<String, Object> children = new LinkedHashMap<>();
        group.children()
                .forEach(name -> inventory.group(name).ifPresent(child -> children.put(name, branch(child, told))));
        Map<String, Object> hosts = new LinkedHashMap<>();
        if (!group.name().equals(ALL)) {
            group.hosts().forEach(name -> hosts.put(name, once(name, told)));
        }
        Map<String, Object> branch = new LinkedHashMap<>();
        putUnlessEmpty(branch, "children", children);
        putUnlessEmpty(branch, "hosts", hosts);
        if (export) {
            putUnlessEmpty(branch, "vars", variables(group.variables()));
        }
        return branch;
    }

    /// A host's variables stand where it is first named.
    private Map<String, Object> once(String name, List<String> told) {
        Optional<Host> host = told.contains(name) ? Optional.empty() : inventory.host(name);
        told.add(name);
        return host.map(this::host).orElse(Map.of());
    }

    /// `--host`: a host's variables as they end up, or in an export those of its own.
    Map<String, Object> host(Host host) {
        return variables(export ? host.variables() : inventory.variableSources(host));
    }

    private static Map<String, Object> variables(List<Host.VariableSource> sources) {
        Map<String, Object> variables = new LinkedHashMap<>();
        for (Host.VariableSource source : sources) {
            for (YamlNode.Entry entry : source.written().entries()) {
                variables.put(entry.name(), InventoryTexts.asInAnsible(entry));
            }
        }
        return variables;
    }

    private static void putUnlessEmpty(Map<String, Object> map, String name, Map<String, Object> values) {
        if (!values.isEmpty()) {
            map.put(name, values);
        }
    }

    /// `--graph` of a group: it and all in it as a tree, where wanted with their variables.
    List<String> graph(Group group, boolean withVariables) {
        List<String> lines = new ArrayList<>();
        draw(group, 0, withVariables, lines);
        return lines;
    }

    private void draw(Group group, int depth, boolean withVariables, List<String> lines) {
        lines.add(indented(depth, "@" + group.name() + ":"));
        for (String child : group.children()) {
            inventory.group(child).ifPresent(found -> draw(found, depth + 1, withVariables, lines));
        }
        if (!group.name().equals(ALL)) {
            for (String host : group.hosts()) {
                lines.add(indented(depth + 1, host));
                if (withVariables) {
                    inventory.host(host).ifPresent(found -> drawVariables(host(found), depth + 2, lines));
                }
            }
        }
        if (withVariables) {
            drawVariables(variables(group.variables()), depth + 1, lines);
        }
    }

    private static void drawVariables(Map<String, Object> variables, int depth, List<String> lines) {
        new TreeMap<>(variables)
                .forEach((name, value) -> lines.add(indented(depth, "{%s = %s}".formatted(name, value))));
    }

    private static String indented(int depth, String text) {
        return depth == 0 ? text : "  |".repeat(depth) + "--" + text;
    }
}
