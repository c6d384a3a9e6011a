package dev.podwright.cli;

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
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// A host's variables as Podwright uses them, and an account of where they come from. Secrets are masked.
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

    private static final Map<String, String> ANSIBLE_JSON =
            Map.of(Vault.TAG, "__ansible_vault", "!unsafe", "__ansible_unsafe");

    private InventoryTexts() {}

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
        return masked(entry, scalar -> scalar.tag().equals(Vault.TAG) ? new Secret(scalar.text()) : scalar.value());
    }

    /// A value as Ansible's JSON has it: what stands encrypted stays encrypted, and what must not be a template says
    /// so.
    static Object asInAnsible(YamlNode.Entry entry) {
        return masked(
                entry,
                scalar -> Optional.ofNullable(ANSIBLE_JSON.get(scalar.tag()))
                        .<Object>map(key -> Map.of(key, scalar.text()))
                        .orElse(scalar.value()));
    }

    /// Passwords, and what was decrypted with its file, are masked.
    private static Object masked(YamlNode.Entry entry, Function<YamlNode.Scalar, Object> single) {
        Object value = masked(entry.value(), single);
        boolean plain = value instanceof String || value instanceof Number;
        return PASSWORDS.contains(entry.name()) && plain ? new Secret(value.toString()) : value;
    }

    private static Object masked(YamlNode node, Function<YamlNode.Scalar, Object> single) {
        Object value = switch (node) {
            case YamlNode.Scalar scalar -> single.apply(scalar);
            case YamlNode.Sequence list ->
                list.items().stream().map(item -> masked(item, single)).toList();
            case YamlNode.Mapping map -> {
                Map<String, Object> values = new LinkedHashMap<>();
                map.entries().forEach(entry -> values.put(entry.name(), masked(entry, single)));
                yield values;
            }
        };
        return node.location().file().confidential() ? Secret.conceal(value) : value;
    }
}
