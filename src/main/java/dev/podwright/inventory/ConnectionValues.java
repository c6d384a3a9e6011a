package dev.podwright.inventory;

import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.YamlNode;
import java.util.Set;

/// Checks the values that say how to reach a host, as far as they stand in the inventory: one with an expression in
/// it is known only when the host's turn comes.
record ConnectionValues(Problems problems) {
    /// What other hosts of an inventory that Ansible reads too may be reached by.
    static final Set<String> FOREIGN_CONNECTIONS = Set.of(
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
        ConnectionVariable.find(entry.name()).ifPresent(variable -> check(variable, entry.value()));
    }

    private void check(ConnectionVariable variable, YamlNode value) {
        switch (value) {
            case YamlNode.Scalar scalar -> {
                if (isGiven(scalar)) {
                    checkSingle(variable, scalar.value().toString(), scalar.location());
                }
            }
            case YamlNode.Sequence list
            when variable.form().takesLists() ->
                list.items().stream()
                        .filter(item -> !(item instanceof YamlNode.Scalar))
                        .forEach(item -> refuseKind(variable, item));
            case YamlNode.Sequence list -> refuseKind(variable, list);
            case YamlNode.Mapping map -> refuseKind(variable, map);
        }
    }

    /// Neither empty nor an expression.
    private static boolean isGiven(YamlNode.Scalar scalar) {
        return !scalar.isNull() && !scalar.text().isBlank() && !scalar.text().contains("[=");
    }

    private void refuseKind(ConnectionVariable variable, YamlNode value) {
        problems.add(
                value.location(),
                "\"%s\" must be %s, not %s"
                        .formatted(variable.name(), variable.form().wanted(), value.kind()),
                ELSEWHERE);
    }

    private void checkSingle(ConnectionVariable variable, String value, Location place) {
        if (variable.form().fits(value)) {
            return;
        }
        if (variable.form() == ConnectionForm.CONNECTION && FOREIGN_CONNECTIONS.contains(value)) {
            problems.warn(
                    place,
                    "hosts can't be connected to by \"%s\" here".formatted(value),
                    "leave them out of the play's hosts, or reach them by ssh, local or docker");
        } else {
            problems.add(
                    place,
                    "\"%s\" must be %s, not \"%s\""
                            .formatted(variable.name(), variable.form().wanted(), value),
                    variable.form().hint(value));
        }
    }
}
