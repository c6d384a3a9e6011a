package dev.podwright.inventory;

import dev.podwright.source.Problems;
import dev.podwright.source.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Ansible's names for how to reach a host, read as ours. The original names stay readable beside them; where
/// both are written in one place, ours wins.
public final class ConnectionVariables {
    private static final Set<String> SSH_ARGUMENTS =
            Set.of("ansible_ssh_args", "ansible_ssh_common_args", "ansible_ssh_extra_args");
    private static final Map<String, String> CONNECTIONS = Map.of(
            "smart", "ssh",
            "paramiko", "ssh",
            "paramiko_ssh", "ssh",
            "ansible.builtin.ssh", "ssh",
            "ansible.builtin.paramiko_ssh", "ssh",
            "ansible.builtin.local", "local",
            "community.docker.docker", "docker");
    private static final Map<String, Boolean> BOOLEANS = Map.of(
            "true", true, "yes", true, "on", true, "1", true, "false", false, "no", false, "off", false, "0", false);

    private ConnectionVariables() {}

    /// What `connection` may be called besides, in alphabetical order: by names that mean ours, and by names for what
    /// hosts can't be reached by here.
    static List<String> otherConnections() {
        return Stream.concat(CONNECTIONS.keySet().stream(), ConnectionValues.FOREIGN_CONNECTIONS.stream())
                .sorted()
                .distinct()
                .toList();
    }

    /// The same variables, and ours behind them. Values that can't be meant become problems, options of SSH that have
    /// no counterpart warnings.
    public static YamlNode.Mapping translate(YamlNode.Mapping variables, Problems problems) {
        Map<String, YamlNode.Entry> translated = new LinkedHashMap<>();
        for (YamlNode.Entry entry : variables.entries()) {
            ConnectionVariable.ofAlias(entry.name())
                    .map(ConnectionVariable::name)
                    .ifPresent(name -> translated.put(name, renamed(entry, name, entry.value())));
        }
        for (YamlNode.Entry entry : variables.entries()) {
            if (SSH_ARGUMENTS.contains(entry.name()) && entry.value() instanceof YamlNode.Scalar arguments) {
                new SshArguments(arguments, problems)
                        .variables()
                        .forEach((name, value) -> translated.putIfAbsent(name, renamed(entry, name, value)));
            }
        }
        List<YamlNode.Entry> entries = new ArrayList<>();
        for (YamlNode.Entry entry : variables.entries()) {
            translated.remove(entry.name());
            entries.add(new YamlNode.Entry(entry.key(), typed(entry.name(), entry.value())));
        }
        entries.addAll(translated.values());
        entries.forEach(new ConnectionValues(problems)::check);
        return new YamlNode.Mapping(variables.location(), entries);
    }

    private static YamlNode.Entry renamed(YamlNode.Entry entry, String name, YamlNode value) {
        YamlNode.Scalar key = new YamlNode.Scalar(entry.key().location(), name, name, false, "");
        return new YamlNode.Entry(key, typed(name, value));
    }

    /// INI inventories and scripts write `yes` and `22` as text; Ansible takes them for what they mean.
    private static YamlNode typed(String name, YamlNode value) {
        return value instanceof YamlNode.Scalar scalar
                ? new YamlNode.Scalar(
                        scalar.location(), scalar.text(), typed(name, scalar), scalar.quoted(), scalar.tag())
                : value;
    }

    private static Object typed(String name, YamlNode.Scalar scalar) {
        String word = scalar.value() instanceof String text ? text : scalar.text();
        return typed(name, scalar, word.toLowerCase(Locale.ROOT));
    }

    private static Object typed(String name, YamlNode.Scalar scalar, String word) {
        return switch (name) {
            case "become" -> Optional.<Object>ofNullable(BOOLEANS.get(word)).orElse(scalar.value());
            case "host_key_checking" -> checking(word).orElse(scalar.value());
            case "port", "connect_timeout" -> word.matches("\\d{1,9}") ? (Object) Long.valueOf(word) : scalar.value();
            case "connection" ->
                Optional.<Object>ofNullable(CONNECTIONS.get(word)).orElse(scalar.value());
            default -> scalar.value();
        };
    }

    /// `no` and `off` are false to YAML, and mean the same to SSH.
    private static Optional<Object> checking(String word) {
        return switch (word) {
            case "yes", "true", "on", "ask", "strict" -> Optional.of("strict");
            case "no", "false", "off" -> Optional.of("off");
            case "accept-new" -> Optional.of("accept-new");
            default -> Optional.empty();
        };
    }
}
