package dev.podwright.inventory;

import dev.podwright.inventory.Host.VariableSource;
import dev.podwright.source.Problems;
import dev.podwright.source.YamlNode;
import dev.podwright.template.ReservedNames;
import dev.podwright.template.ValueTemplate;
import dev.podwright.template.VariableName;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Checks a map of variables, as far as that needs no host, and adds our names for those of Ansible.
final class VariableSources {
    private final Problems problems;

    VariableSources(Problems problems) {
        this.problems = problems;
    }

    /// Names that no variable of a new inventory should have.
    static SortedSet<String> reserved() {
        return new TreeSet<>(ReservedNames.names());
    }

    /// Empty where there is nothing, or no map (then a problem was added).
    ///
    /// @param owner what the variables belong to, such as `group gpu`; empty where their file says it
    Optional<VariableSource> read(String owner, YamlNode node) {
        return switch (node) {
            case YamlNode.Mapping mapping -> Optional.of(source(owner, mapping));
            case YamlNode.Scalar scalar when scalar.isNull() -> Optional.empty();
            case YamlNode.Scalar _, YamlNode.Sequence _ -> {
                problems.add(
                        node.location(),
                        "variables are a map, not %s".formatted(node.kind()),
                        "write each as \"name: value\"");
                yield Optional.empty();
            }
        };
    }

    private VariableSource source(String owner, YamlNode.Mapping written) {
        YamlNode.Mapping mapping = AnsibleJson.tagged(written);
        mapping.entries().forEach(this::check);
        String file = mapping.location().file().name();
        return new VariableSource(
                owner.isEmpty() ? file : "%s (%s)".formatted(file, owner),
                mapping,
                ConnectionVariables.translate(mapping, problems));
    }

    private void check(YamlNode.Entry entry) {
        ReservedNames.meaning(entry.name()).ifPresent(meaning -> warn(entry, meaning));
        checkName(entry.key());
        ValueTemplate.compile(entry.value(), problems);
    }

    /// Inventories that were written for something else have such names, `env` above all.
    private void warn(YamlNode.Entry entry, String meaning) {
        problems.warn(
                entry.key().location(),
                "\"%s\" is not used: the name stands for %s".formatted(entry.name(), meaning),
                ReservedNames.isAnsibles(entry.name()) ? "" : "call it something else to use it in expressions");
    }

    /// Ansible's inventories hold such names; only expressions can't say them.
    private void checkName(YamlNode.Scalar name) {
        String text = name.text();
        if (!VariableName.isIdentifier(text)) {
            problems.warn(name.location(), "expressions can't name \"%s\"".formatted(text), VariableName.hint(text));
        } else if (VariableName.isWord(text)) {
            problems.warn(
                    name.location(),
                    "expressions can't name \"%s\": it is one of their words".formatted(text),
                    "choose another name");
        }
    }
}
