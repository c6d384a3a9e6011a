package dev.podwright.inventory;

import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.YamlNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Checks the values that say how to reach a host, as far as they stand in the inventory: one with an expression in
/// it is known only when the host's turn comes.
record ConnectionValues(Problems problems) {
    private static final Set<String> TEXTS = Set.of(
            "address",
            "user",
            "password",
            "known_hosts",
            "ssh_config",
            "proxy_jump",
            "become_user",
            "become_password",
            "become_method",
            "become_flags",
            "docker_extra_args");
    private static final Set<String> LISTS_OF_TEXTS = Set.of("identity_file");

    /// What other hosts of an inventory that Ansible reads too may be reached by.
    private static final Set<String> FOREIGN_CONNECTIONS = Set.of(
            "chroot",
            "httpapi",
            "jail",
            "kubectl",
            "lxc",
            "lxd",
            "netconf",
            "network_cli",
            "oc",
            "podman",
            "psrp",
            "winrm");

    private static final String ELSEWHERE =
            "in an inventory this name says how to connect; give other things another one";

    void check(YamlNode.Entry entry) {
        String name = entry.name();
        switch (entry.value()) {
            case YamlNode.Scalar scalar -> {
                if (isGiven(scalar)) {
                    checkSingle(name, scalar.value().toString(), scalar.location());
                }
            }
            case YamlNode.Sequence list
            when LISTS_OF_TEXTS.contains(name) ->
                list.items().stream()
                        .filter(item -> !(item instanceof YamlNode.Scalar))
                        .forEach(item -> refuseKind(name, item));
            case YamlNode.Sequence list -> refuseKind(name, list);
            case YamlNode.Mapping map -> refuseKind(name, map);
        }
    }

    /// Neither empty nor an expression.
    private static boolean isGiven(YamlNode.Scalar scalar) {
        return !scalar.isNull() && !scalar.text().isBlank() && !scalar.text().contains("[=");
    }

    private void refuseKind(String name, YamlNode value) {
        wanted(name)
                .ifPresent(wanted -> problems.add(
                        value.location(),
                        "\"%s\" must be %s, not %s".formatted(name, wanted, value.kind()),
                        ELSEWHERE));
    }

    private void checkSingle(String name, String value, Location place) {
        boolean fits = switch (name) {
            case "port" -> isWhole(value, 1, 65_535);
            case "connect_retries" -> isWhole(value, 0, 100);
            case "connect_timeout" -> isSeconds(value);
            case "become" -> List.of("true", "false").contains(value);
            case "host_key_checking" -> List.of("strict", "accept-new", "off").contains(value);
            case "connection" -> List.of("ssh", "local", "docker").contains(value);
            default -> true;
        };
        if (!fits && name.equals("connection") && FOREIGN_CONNECTIONS.contains(value)) {
            problems.warn(
                    place,
                    "hosts can't be connected to by \"%s\" here".formatted(value),
                    "leave them out of the play's hosts, or reach them by ssh, local or docker");
        } else if (!fits) {
            problems.add(
                    place,
                    "\"%s\" must be %s, not \"%s\"".formatted(name, wanted(name).orElseThrow(), value));
        }
    }

    private static Optional<String> wanted(String name) {
        return switch (name) {
            case "port" -> Optional.of("a number from 1 to 65535");
            case "connect_retries" -> Optional.of("a number from 0 to 100");
            case "connect_timeout" -> Optional.of("a number of seconds above 0, with at most three decimals");
            case "become" -> Optional.of("true or false");
            case "host_key_checking" -> Optional.of("strict, accept-new or off");
            case "connection" -> Optional.of("ssh, local or docker");
            default -> TEXTS.contains(name) || LISTS_OF_TEXTS.contains(name) ? Optional.of("a text") : Optional.empty();
        };
    }

    private static boolean isWhole(String text, int least, int most) {
        return text.matches("\\d{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most;
    }

    private static boolean isSeconds(String text) {
        if (!text.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            return false;
        }
        BigDecimal seconds = new BigDecimal(text).stripTrailingZeros();
        return seconds.signum() > 0 && seconds.scale() <= 3;
    }
}
