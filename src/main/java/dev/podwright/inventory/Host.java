package dev.podwright.inventory;

import dev.podwright.source.YamlNode;
import java.util.List;

/// A host and its variables as written for it alone.
///
/// @param groups the names of all groups it is in, `all` first, parents before children
public record Host(String name, List<String> groups, List<VariableSource> variables) {
    public Host {
        groups = List.copyOf(groups);
        variables = List.copyOf(variables);
    }

    /// Of the name alone: hosts are keys of maps, and have thousands of values.
    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /// Variables from one place, such as `inventory.yml` or `host_vars/gpu-01.yml`; later sources win.
    ///
    /// @param written as they stand there, or as Ansible would name them
    /// @param values the same, typed, and with our names behind those of Ansible
    public record VariableSource(String description, YamlNode.Mapping written, YamlNode.Mapping values) {
        public VariableSource(String description, YamlNode.Mapping values) {
            this(description, values, values);
        }
    }
}
