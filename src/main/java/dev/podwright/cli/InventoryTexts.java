package dev.podwright.cli;

import dev.podwright.inventory.Group;
import dev.podwright.inventory.Host;
import dev.podwright.inventory.Inventory;
import dev.podwright.source.Json;
import dev.podwright.source.Secret;
import dev.podwright.source.Vault;
import dev.podwright.source.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An inventory as JSON, as a tree, and as an account of where a host's variables come from. Passwords are masked.
final class InventoryTexts {
    private static final Set<String> PASSWORDS = Set.of(
            "password",
            "become_password",
            "ansible_password",
            "ansible_ssh_pass",
            "ansible_ssh_password",
            "ansible_become_password",
            "ansible_become_pass",
            "ansible_sudo_pass");

    private InventoryTexts() {}

    /// As `ansible-inventory --list` writes it, and as an executable inventory is read.
    static Map<String, Object> list(Inventory inventory) {
        Map<String, Object> hostVariables = new LinkedHashMap<>();
        inventory.hosts().forEach(host -> hostVariables.put(host.name(), variables(inventory, host)));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("_meta", Map.of("hostvars", hostVariables));
        inventory.groups().forEach(group -> all.put(group.name(), members(group)));
        return all;
    }

    private static Map<String, Object> members(Group group) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (!group.hosts().isEmpty()) {
            members.put("hosts", group.hosts());
        }
        if (!group.children().isEmpty()) {
            members.put("children", group.children());
        }
        return members;
    }

    /// As `ansible-inventory --graph` draws it.
    static List<String> graph(Inventory inventory) {
        List<String> lines = new ArrayList<>();
        inventory.group("all").ifPresent(all -> draw(inventory, all, "", lines));
        return lines;
    }

    private static void draw(Inventory inventory, Group group, String indent, List<String> lines) {
        lines.add((indent.isEmpty() ? "" : indent + "--") + "@" + group.name() + ":");
        String inner = indent.isEmpty() ? "  |" : indent + "  |";
        for (String child : group.children()) {
            inventory.group(child).ifPresent(found -> draw(inventory, found, inner, lines));
        }
        group.hosts().forEach(host -> lines.add(inner + "--" + host));
    }

    /// A host's variables as they end up, in the order they were first mentioned.
    static Map<String, Object> variables(Inventory inventory, Host host) {
        Map<String, Object> variables = new LinkedHashMap<>();
        for (Host.VariableSource source : inventory.variableSources(host)) {
            for (YamlNode.Entry entry : source.values().entries()) {
                variables.put(entry.name(), shown(entry));
            }
        }
        return variables;
    }

    /// `name = value`, and below it the place it came from and those that it overrides.
    static List<String> explain(Inventory inventory, Host host) {
        Map<String, List<String>> places = new LinkedHashMap<>();
        for (Host.VariableSource source : inventory.variableSources(host)) {
            for (YamlNode.Entry entry : source.values().entries()) {
                String place = source.description() + " at " + entry.key().location();
                places.computeIfAbsent(entry.name(), _ -> new ArrayList<>())
                        .addFirst(Json.compact(shown(entry)) + "  (" + place + ")");
            }
        }
        List<String> lines = new ArrayList<>(List.of("groups: " + String.join(", ", host.groups())));
        places.forEach((name, values) -> {
            lines.add(name + " = " + values.getFirst());
            values.stream().skip(1).forEach(value -> lines.add("    overrides " + value));
        });
        return lines;
    }

    private static Object shown(YamlNode.Entry entry) {
        Object value = shown(entry.value());
        return PASSWORDS.contains(entry.name()) ? new Secret(value.toString()) : value;
    }

    /// What was or is encrypted is masked.
    private static Object shown(YamlNode node) {
        Object value = switch (node) {
            case YamlNode.Scalar scalar -> scalar.tag().equals(Vault.TAG) ? new Secret(scalar.text()) : scalar.value();
            case YamlNode.Sequence list ->
                list.items().stream().map(InventoryTexts::shown).toList();
            case YamlNode.Mapping map -> {
                Map<String, Object> values = new LinkedHashMap<>();
                map.entries().forEach(entry -> values.put(entry.name(), shown(entry.value())));
                yield values;
            }
        };
        return node.location().file().confidential() ? Secret.conceal(value) : value;
    }
}
