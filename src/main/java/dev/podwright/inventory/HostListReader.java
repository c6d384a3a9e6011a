package dev.podwright.inventory;

import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import dev.podwright.source.YamlNode;
import java.util.ArrayList;
import java.util.List;

/// Reads `-i host1,admin@host2:2222,gpu[01:04],`.
final class HostListReader {
    private final InventoryBuilder builder;
    private final VariableSources variables;
    private final Problems problems;

    HostListReader(InventoryBuilder builder, VariableSources variables, Problems problems) {
        this.builder = builder;
        this.variables = variables;
        this.problems = problems;
    }

    void read(String list) {
        SourceFile file = new SourceFile("-i " + list, list);
        for (String item : list.split(",", -1)) {
            if (!item.isBlank()) {
                readHost(item.strip(), file.whole());
            }
        }
    }

    private void readHost(String item, Location place) {
        HostNames.Written written = HostNames.parse(item);
        for (String name : HostNames.expand(written.name(), place, problems)) {
            builder.host(name, InventoryBuilder.ALL, place);
            addVariables(name, written, place);
        }
    }

    private void addVariables(String name, HostNames.Written written, Location place) {
        List<YamlNode.Entry> entries = entries(written, place);
        if (!entries.isEmpty()) {
            variables
                    .read("", new YamlNode.Mapping(place, entries))
                    .ifPresent(source -> builder.hostVariables(name, source));
        }
    }

    /// What a written host says besides its name, as Ansible's variables.
    static List<YamlNode.Entry> entries(HostNames.Written written, Location place) {
        List<YamlNode.Entry> entries = new ArrayList<>();
        written.user().ifPresent(user -> entries.add(entry("ansible_user", user, place)));
        written.port().ifPresent(port -> entries.add(entry("ansible_port", port, place)));
        return entries;
    }

    private static YamlNode.Entry entry(String name, Object value, Location place) {
        return new YamlNode.Entry(
                new YamlNode.Scalar(place, name, name, false, ""),
                new YamlNode.Scalar(place, value.toString(), value, false, ""));
    }
}
