package dev.podwright.inventory;

import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import dev.podwright.source.Suggestions;
import dev.podwright.source.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads Ansible's INI inventories: `[group]`, `[group:children]`, `[group:vars]`, and hosts with inline
/// variables.
final class IniInventoryReader {
    private static final Pattern SECTION = Pattern.compile("\\[([^:\\]\\s]+)(?::(\\w+))?]\\s*([#;].*)?");
    private static final Pattern COMMENT = Pattern.compile("\\s[#;].*$");

    private final InventoryBuilder builder;
    private final VariableSources variables;
    private final Problems problems;
    private final Map<String, List<YamlNode.Entry>> groupVariables = new LinkedHashMap<>();
    private final List<Reference> pending = new ArrayList<>();

    IniInventoryReader(InventoryBuilder builder, VariableSources variables, Problems problems) {
        this.builder = builder;
        this.variables = variables;
        this.problems = problems;
    }

    /// A group that a line names, perhaps before the section that describes it.
    private record Reference(String parent, String group, Location place) {}

    private enum Kind {
        HOSTS,
        CHILDREN,
        VARS,
        UNKNOWN
    }

    private record Section(String group, Kind kind) {}

    void read(SourceFile file) {
        Section section = new Section(InventoryBuilder.UNGROUPED, Kind.HOSTS);
        List<String> lines = file.text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            int column = lines.get(i).indexOf(line) + 1;
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            Location place = file.at(i + 1, column, line.length());
            if (line.startsWith("[") && !line.contains("]:")) {
                section = section(line, place);
            } else {
                readLine(section, line, place);
            }
        }
        pending.forEach(this::refuse);
        groupVariables.forEach((group, entries) -> variables
                .read(
                        "group " + group,
                        new YamlNode.Mapping(entries.getFirst().key().location(), entries))
                .ifPresent(source -> builder.groupVariables(group, source)));
    }

    private void refuse(Reference reference) {
        problems.add(
                reference.place(),
                "there is no group \"%s\"".formatted(reference.group()),
                Suggestions.didYouMean(
                        reference.group(),
                        builder.groupNames(),
                        "describe it in a section of its own: [%s]".formatted(reference.group())));
    }

    /// A group's parents have it from where its own section begins, as in Ansible, whose order of groups this gives.
    private void describe(String group, Location place) {
        builder.group(group, place);
        pending.removeIf(reference -> {
            boolean meant = reference.group().equals(group);
            if (meant) {
                adopt(reference);
            }
            return meant;
        });
    }

    private void refer(Reference reference) {
        if (builder.hasGroup(reference.group())) {
            adopt(reference);
        } else {
            pending.add(reference);
        }
    }

    private void adopt(Reference reference) {
        if (!reference.parent().isEmpty()) {
            builder.child(reference.parent(), reference.group(), reference.place());
        }
    }

    private Section section(String line, Location place) {
        Matcher matcher = SECTION.matcher(line);
        if (!matcher.matches()) {
            problems.add(place, "not a section", "sections are [group], [group:children] and [group:vars]");
            return new Section("", Kind.UNKNOWN);
        }
        String group = matcher.group(1);
        Kind kind = kind(matcher.group(2), place);
        switch (kind) {
            case HOSTS, CHILDREN -> describe(group, place);
            case VARS -> refer(new Reference("", group, place));
            case UNKNOWN -> {}
        }
        return new Section(group, kind);
    }

    private Kind kind(@Nullable String suffix, Location place) {
        return switch (suffix) {
            case null -> Kind.HOSTS;
            case "hosts" -> Kind.HOSTS;
            case "children" -> Kind.CHILDREN;
            case "vars" -> Kind.VARS;
            default -> {
                problems.add(
                        place,
                        "a section can't be \":%s\"".formatted(suffix),
                        Suggestions.didYouMean(
                                suffix, List.of("children", "vars", "hosts"), "there are :children and :vars"));
                yield Kind.UNKNOWN;
            }
        };
    }

    private void readLine(Section section, String line, Location place) {
        switch (section.kind()) {
            case HOSTS -> readHost(section.group(), line, place);
            case CHILDREN -> readChild(section.group(), COMMENT.matcher(line).replaceFirst(""), place);
            case VARS -> readVariable(section.group(), line, place);
            case UNKNOWN -> {}
        }
    }

    private void readHost(String group, String line, Location place) {
        Optional<List<String>> split = Words.splitBeforeComment(line);
        if (split.isEmpty()) {
            problems.add(place, "a quote isn't closed", "write a quote that is meant as a character with \\ before it");
            return;
        }
        List<String> words = split.get();
        HostNames.Written written = HostNames.parse(words.getFirst());
        List<YamlNode.Entry> entries = new ArrayList<>(HostListReader.entries(written, place));
        for (String word : words.subList(1, words.size())) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                problems.add(place, "\"%s\" is no variable".formatted(word), "write it as name=value, without spaces");
                break;
            }
            entries.add(IniValues.entry(word.substring(0, equals), word.substring(equals + 1), line, place));
        }
        for (String name : HostNames.expand(written.name(), place, problems)) {
            builder.host(name, group, place);
            if (!entries.isEmpty()) {
                variables
                        .read("host " + name, new YamlNode.Mapping(place, entries))
                        .ifPresent(source -> builder.hostVariables(name, source));
            }
        }
    }

    private void readChild(String parent, String child, Location place) {
        if (child.contains("=") || child.strip().contains(" ")) {
            problems.add(place, "a line of :children names one group", "variables stand in [%s:vars]".formatted(child));
        } else {
            refer(new Reference(parent, child.strip(), place));
        }
    }

    private void readVariable(String group, String line, Location place) {
        int equals = line.indexOf('=');
        if (equals < 1) {
            problems.add(place, "not a variable", "write it as name=value");
            return;
        }
        String name = line.substring(0, equals).strip();
        groupVariables
                .computeIfAbsent(group, _ -> new ArrayList<>())
                .add(IniValues.entry(name, line.substring(equals + 1).strip(), line, place));
    }
}
