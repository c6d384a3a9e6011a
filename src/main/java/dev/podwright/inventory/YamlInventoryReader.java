package dev.podwright.inventory;

import dev.podwright.source.Problems;
import dev.podwright.source.Suggestions;
import dev.podwright.source.YamlNode;
import java.util.List;

/// Reads an inventory in Ansible's YAML shape: groups with `hosts`, `children` and `vars`, beginning at `all`.
final class YamlInventoryReader {
    static final String HOSTS = "hosts";
    static final String CHILDREN = "children";
    static final String VARS = "vars";

    private static final List<String> SECTIONS = List.of(HOSTS, CHILDREN, VARS);

    private final InventoryBuilder builder;
    private final VariableSources variables;
    private final Problems problems;

    YamlInventoryReader(InventoryBuilder builder, VariableSources variables, Problems problems) {
        this.builder = builder;
        this.variables = variables;
        this.problems = problems;
    }

    void read(YamlNode root) {
        switch (root) {
            case YamlNode.Mapping mapping -> mapping.entries().forEach(this::readGroup);
            case YamlNode.Sequence _, YamlNode.Scalar _ ->
                problems.add(
                        root.location(),
                        "an inventory is a map of groups, not %s".formatted(root.kind()),
                        looksLikePlaybook(root)
                                ? "this is a playbook; the inventory goes behind -i"
                                : "begin with \"all:\"");
        }
    }

    private static boolean looksLikePlaybook(YamlNode root) {
        return root instanceof YamlNode.Sequence plays
                && plays.items().stream()
                        .anyMatch(item -> item instanceof YamlNode.Mapping play
                                && play.get("hosts").isPresent());
    }

    private void readGroup(YamlNode.Entry entry) {
        builder.group(entry.name(), entry.key().location());
        if (!builder.hasGroup(entry.name())) {
            return;
        }
        switch (entry.value()) {
            case YamlNode.Mapping sections -> sections.entries().forEach(section -> readSection(entry.name(), section));
            case YamlNode.Scalar scalar when scalar.isNull() -> {}
            case YamlNode.Scalar _, YamlNode.Sequence _ ->
                problems.add(
                        entry.value().location(),
                        "group \"%s\" takes a map of hosts, children and vars, not %s"
                                .formatted(entry.name(), entry.value().kind()),
                        "write its hosts beneath \"hosts:\"");
        }
    }

    private void readSection(String group, YamlNode.Entry section) {
        switch (section.name()) {
            case HOSTS -> readHosts(group, section.value());
            case CHILDREN -> readChildren(group, section.value());
            case VARS ->
                variables
                        .read("group " + group, section.value())
                        .ifPresent(source -> builder.groupVariables(group, source));
            default ->
                problems.add(
                        section.key().location(),
                        "a group has no key \"%s\"".formatted(section.name()),
                        Suggestions.didYouMean(section.name(), SECTIONS, misplaced(section)));
        }
    }

    private static String misplaced(YamlNode.Entry section) {
        return section.value() instanceof YamlNode.Mapping
                ? "groups stand beneath \"children:\", hosts beneath \"hosts:\""
                : "variables stand beneath \"vars:\"";
    }

    private void readHosts(String group, YamlNode hosts) {
        switch (hosts) {
            case YamlNode.Mapping mapping -> mapping.entries().forEach(host -> readHost(group, host));
            case YamlNode.Scalar scalar when scalar.isNull() -> {}
            case YamlNode.Scalar scalar -> addHosts(group, scalar);
            case YamlNode.Sequence sequence ->
                problems.add(
                        sequence.location(),
                        "\"hosts\" takes a map, not a list",
                        "write each host as a key: \"gpu-01:\" instead of \"- gpu-01\"");
        }
    }

    /// One name, or a range of them, perhaps with a port; what it says besides names are variables.
    private List<String> addHosts(String group, YamlNode.Scalar name) {
        HostNames.Written written = HostNames.parse(name.text());
        List<String> names = HostNames.expand(written.name(), name.location(), problems);
        names.forEach(host -> builder.host(host, group, name.location()));
        addVariables(
                names,
                name.text(),
                new YamlNode.Mapping(name.location(), HostListReader.entries(written, name.location())));
        return names;
    }

    private void readHost(String group, YamlNode.Entry host) {
        addVariables(addHosts(group, host.key()), host.name(), host.value());
    }

    private void addVariables(List<String> names, String host, YamlNode values) {
        boolean none = (values instanceof YamlNode.Scalar scalar && scalar.isNull())
                || (values instanceof YamlNode.Mapping mapping
                        && mapping.entries().isEmpty());
        if (!none) {
            variables
                    .read("host " + host, values)
                    .ifPresent(source -> names.forEach(name -> builder.hostVariables(name, source)));
        }
    }

    private void readChildren(String group, YamlNode children) {
        switch (children) {
            case YamlNode.Mapping mapping ->
                mapping.entries().forEach(child -> {
                    builder.child(group, child.name(), child.key().location());
                    readGroup(child);
                });
            case YamlNode.Scalar scalar when scalar.isNull() -> {}
            case YamlNode.Scalar _, YamlNode.Sequence _ ->
                problems.add(
                        children.location(),
                        "\"children\" takes a map, not %s".formatted(children.kind()),
                        "write each group as a key: \"gpu:\"");
        }
    }
}
