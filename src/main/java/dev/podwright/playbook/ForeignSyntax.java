package dev.podwright.playbook;

import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.YamlNode;
import java.util.Set;

/// Looks through a file for what YAML accepts but would not mean what it means to Ansible.
record ForeignSyntax(Problems problems) {
    /// Their readers see to these keys themselves.
    private static final Set<String> CONDITIONS = Set.of("when", "until", "changed_when", "failed_when");

    void refuse(YamlNode node) {
        switch (node) {
            case YamlNode.Scalar scalar -> refuseIn(scalar);
            case YamlNode.Sequence list -> list.items().forEach(this::refuse);
            case YamlNode.Mapping map -> map.entries().forEach(this::refuseIn);
        }
    }

    private void refuseIn(YamlNode.Entry entry) {
        refuseIn(entry.key());
        if (!CONDITIONS.contains(entry.name())) {
            refuse(entry.value());
        }
    }

    private void refuseIn(YamlNode.Scalar scalar) {
        for (AnsibleSyntax.Found found : AnsibleSyntax.find(scalar.text())) {
            problems.add(
                    place(scalar, found.text()), "Jinja's " + opening(found) + " is plain text here", found.hint());
        }
    }

    private static String opening(AnsibleSyntax.Found found) {
        return found.text().startsWith("{{") ? "{{ … }}" : "{% … %}";
    }

    /// Where the text stands in the file; a text over several lines may be found below its beginning.
    private static Location place(YamlNode.Scalar scalar, String text) {
        Location start = scalar.location();
        long lines = scalar.text().lines().count() + 1;
        for (int line = start.line(); line <= start.line() + lines; line++) {
            int column = start.file().line(line).indexOf(text, line == start.line() ? start.column() - 1 : 0);
            if (column >= 0) {
                return start.file().at(line, column + 1, text.length());
            }
        }
        return start;
    }
}
