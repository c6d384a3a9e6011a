package dev.podwright.inventory;

import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import dev.podwright.source.Yaml;
import dev.podwright.source.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads what an executable inventory prints for `--list`: Ansible's JSON, groups by name, with all hosts'
/// variables in `_meta.hostvars`. Where that is missing, it is asked for each host with `--host NAME`.
final class DynamicInventoryReader {
    private static final List<String> SECTIONS = List.of("hosts", "children", "vars");

    private final InventoryBuilder builder;
    private final VariableSources variables;
    private final Problems problems;

    DynamicInventoryReader(InventoryBuilder builder, VariableSources variables, Problems problems) {
        this.builder = builder;
        this.variables = variables;
        this.problems = problems;
    }

    void read(Path program) {
        ask(program, "--list").ifPresent(listing -> {
            Set<String> hosts = readListing(program.toString(), listing);
            if (listing.get("_meta").isEmpty()) {
                hosts.forEach(host -> ask(program, "--host", host).ifPresent(values -> addHostVariables(host, values)));
            }
        });
    }

    private Optional<YamlNode.Mapping> ask(Path program, String... arguments) {
        return InventoryProgram.run(program, List.of(arguments), problems).flatMap(this::readJson);
    }

    private Optional<YamlNode.Mapping> readJson(SourceFile output) {
        return Yaml.read(output, problems).flatMap(node -> {
            if (node instanceof YamlNode.Mapping mapping) {
                return Optional.of(mapping);
            }
            problems.add(
                    node.location(),
                    "expected a JSON object, but this is " + node.kind(),
                    "with --list it must print the groups as Ansible's inventory scripts do");
            return Optional.empty();
        });
    }

    /// Whether a file holds what a program has printed for `--list`, or `ansible-inventory` has: there hosts and child
    /// groups are lists.
    static boolean isListing(YamlNode.Mapping root) {
        return root.get("_meta").isPresent()
                || root.entries().stream()
                        .anyMatch(group -> group.value() instanceof YamlNode.Mapping sections
                                && Stream.of("hosts", "children")
                                        .anyMatch(key ->
                                                sections.get(key).orElse(sections) instanceof YamlNode.Sequence list
                                                        && root.location()
                                                                .file()
                                                                .text()
                                                                .stripLeading()
                                                                .startsWith("{")
                                                        && !list.items().isEmpty()));
    }

    /// Adds all groups and hosts of a listing, and returns the names of its hosts.
    Set<String> readListing(String source, YamlNode.Mapping listing) {
        Set<String> hosts = new LinkedHashSet<>();
        for (YamlNode.Entry group : listing.entries()) {
            if (group.name().equals("_meta")) {
                continue;
            }
            builder.group(group.name(), group.key().location());
            if (builder.hasGroup(group.name())) {
                hosts.addAll(readGroup(group));
            }
        }
        listing.get("_meta").ifPresent(meta -> readHostVariables(source, meta));
        return hosts;
    }

    private List<String> readGroup(YamlNode.Entry group) {
        return switch (group.value()) {
            case YamlNode.Sequence hosts -> addHosts(group.name(), hosts);
            case YamlNode.Mapping sections
            when SECTIONS.stream().noneMatch(key -> sections.get(key).isPresent()) ->
                readHostAlone(group.key(), sections);
            case YamlNode.Mapping sections -> readSections(group.name(), sections);
            case YamlNode.Scalar scalar -> {
                problems.add(
                        scalar.location(),
                        "group \"%s\" is a JSON object or a list of hosts, not %s"
                                .formatted(group.name(), scalar.kind()));
                yield List.of();
            }
        };
    }

    /// As Ansible takes an object that has no section: a group of one host, both of that name, and the host's
    /// variables.
    private List<String> readHostAlone(YamlNode.Scalar name, YamlNode.Mapping values) {
        List<String> added = addHosts(name.text(), name);
        if (!values.entries().isEmpty()) {
            variables
                    .read("group " + name.text(), values)
                    .ifPresent(source -> builder.groupVariables(name.text(), source));
        }
        return added;
    }

    private List<String> readSections(String group, YamlNode.Mapping sections) {
        sections.get("vars")
                .flatMap(vars -> variables.read("group " + group, vars))
                .ifPresent(source -> builder.groupVariables(group, source));
        sections.get("children")
                .ifPresent(children ->
                        names(children).forEach(child -> builder.child(group, child.text(), child.location())));
        return sections.get("hosts").map(hosts -> addHosts(group, hosts)).orElse(List.of());
    }

    private List<String> addHosts(String group, YamlNode hosts) {
        List<String> added = new ArrayList<>();
        for (YamlNode.Scalar host : names(hosts)) {
            for (String name : HostNames.expand(host.text(), host.location(), problems)) {
                builder.host(name, group, host.location());
                added.add(name);
            }
        }
        return added;
    }

    private List<YamlNode.Scalar> names(YamlNode list) {
        List<YamlNode.Scalar> names = new ArrayList<>();
        if (list instanceof YamlNode.Scalar only && !(only.value() instanceof String)) {
            problems.add(list.location(), "expected a list of names, not " + list.kind());
            return names;
        }
        List<YamlNode> items = list instanceof YamlNode.Sequence sequence ? sequence.items() : List.of(list);
        for (YamlNode item : items) {
            if (item instanceof YamlNode.Scalar name) {
                names.add(name);
            } else {
                problems.add(item.location(), "expected a name, but this is " + item.kind());
            }
        }
        return names;
    }

    private void readHostVariables(String source, YamlNode meta) {
        if (meta instanceof YamlNode.Mapping mapping
                && mapping.get("hostvars").orElse(mapping) instanceof YamlNode.Mapping hostVariables) {
            hostVariables.entries().forEach(host -> addHostVariables(host.name(), host.value()));
        } else {
            problems.add(meta.location(), "\"_meta\" of %s must hold an object \"hostvars\"".formatted(source));
        }
    }

    private void addHostVariables(String host, YamlNode values) {
        variables.read("host " + host, values).ifPresent(found -> builder.hostVariables(host, found));
    }
}
