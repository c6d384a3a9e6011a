package dev.podwright.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The reference of the variables that say how hosts are reached, as Markdown.
public final class VariableReference {
    private VariableReference() {}

    public static List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(
                "# Connection variables",
                "",
                "They stand in inventories, in `group_vars` and `host_vars`. Ansible's names mean the same; where both are written"
                        + " in one",
                "place, ours win.",
                "",
                "| variable | takes | | Ansible's names |",
                "|---|---|---|---|"));
        ConnectionVariable.all()
                .forEach(variable -> lines.add("| `%s` | %s | %s | %s |"
                        .formatted(
                                variable.name(),
                                variable.form().takesLists()
                                        ? variable.form().wanted() + ", or a list"
                                        : variable.form().wanted(),
                                variable.doc(),
                                variable.aliases().stream()
                                        .map(alias -> "`" + alias + "`")
                                        .collect(Collectors.joining(", ")))));
        return lines;
    }
}
