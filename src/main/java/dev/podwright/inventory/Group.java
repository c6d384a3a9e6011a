package dev.podwright.inventory;

import java.util.List;

/// A group: its own hosts and child groups, by name, and its variables.
public record Group(String name, List<String> hosts, List<String> children, List<Host.VariableSource> variables) {
    public Group {
        hosts = List.copyOf(hosts);
        children = List.copyOf(children);
        variables = List.copyOf(variables);
    }
}
