package dev.podwright.source;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/// Turns the parser's nodes into ours: aliases and merge keys resolved, tags and keys checked.
final class YamlConverter {
    /// How many nodes aliases may add to what was written: a few lines can otherwise stand for billions.
    private static final long MAX_ALIASED_NODES = 1_000_000;

    private static final Set<String> LOCAL_TAGS = Set.of("!vault", "!unsafe");
    private static final Set<Tag> SCALAR_TAGS = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL);

    private final YamlPlaces places;
    private final Problems problems;
    private final IdentityHashMap<Node, Converted> done = new IdentityHashMap<>();
    private final IdentityHashMap<Node, Boolean> open = new IdentityHashMap<>();
    private long aliasedNodes;

    YamlConverter(YamlPlaces places, Problems problems) {
        this.places = places;
        this.problems = problems;
    }

    private record Converted(YamlNode node, long size) {}

    /// Empty where the document holds nothing, or where its aliases can't be followed.
    Optional<YamlNode> document(Node root) {
        boolean nothing = root instanceof ScalarNode scalar
                && YamlScalars.isPlain(scalar.getTag())
                && scalar.getValue().isEmpty();
        if (nothing) {
            return Optional.empty();
        }
        YamlNode node = convert(root).node();
        if (aliasedNodes > MAX_ALIASED_NODES) {
            problems.add(
                    places.file().whole(),
                    "aliases multiply the document beyond %,d values".formatted(MAX_ALIASED_NODES));
            return Optional.empty();
        }
        return Optional.of(node);
    }

    private Converted convert(Node node) {
        Converted known = done.get(node);
        if (known != null) {
            aliasedNodes = bounded(aliasedNodes + known.size());
            return known;
        }
        if (open.putIfAbsent(node, true) != null) {
            Location place = places.of(node);
            problems.add(place, "this value contains itself through an alias");
            return new Converted(nothing(place), 1);
        }
        Converted converted = convertNew(node);
        open.remove(node);
        done.put(node, converted);
        return converted;
    }

    private Converted convertNew(Node node) {
        return switch (node) {
            case ScalarNode scalar -> new Converted(scalar(scalar), 1);
            case SequenceNode sequence -> sequence(sequence);
            case MappingNode mapping -> mapping(mapping);
            default -> throw new IllegalStateException("unknown kind of YAML node: " + node.getNodeId());
        };
    }

    private YamlNode.Scalar scalar(ScalarNode node) {
        Location place = places.of(node);
        Tag tag = node.getTag();
        String text = node.getValue();
        boolean quoted = node.getScalarStyle() != ScalarStyle.PLAIN;
        if (YamlScalars.isPlain(tag)) {
            return new YamlNode.Scalar(place, text, YamlScalars.value(text), quoted, "");
        }
        if (SCALAR_TAGS.contains(tag)) {
            return new YamlNode.Scalar(place, text, taggedValue(place, tag, text), quoted, "");
        }
        if (!LOCAL_TAGS.contains(tag.getValue())) {
            unknownTag(node);
        }
        return new YamlNode.Scalar(place, text, text, quoted, tag.getValue());
    }

    private Object taggedValue(Location place, Tag tag, String text) {
        return YamlScalars.tagged(tag, text).orElseGet(() -> {
            problems.add(place, "\"%s\" is no %s".formatted(text, shown(tag)));
            return text;
        });
    }

    private Converted sequence(SequenceNode node) {
        Location place = places.of(node);
        if (!node.getTag().equals(Tag.SEQ)) {
            unknownTag(node);
        }
        List<YamlNode> items = new ArrayList<>();
        long size = 1;
        for (Node item : node.getValue()) {
            Converted converted = convert(item);
            items.add(converted.node());
            size = bounded(size + converted.size());
        }
        boolean flow = node.getFlowStyle() == FlowStyle.FLOW;
        return new Converted(
                new YamlNode.Sequence(flow ? place : items.getFirst().location(), items), size);
    }

    private Converted mapping(MappingNode node) {
        Location place = places.of(node);
        if (!node.getTag().equals(Tag.MAP)) {
            unknownTag(node);
        }
        Map<String, YamlNode.Entry> own = new LinkedHashMap<>();
        Map<String, YamlNode.Entry> merged = new LinkedHashMap<>();
        long size = 1;
        for (NodeTuple tuple : node.getValue()) {
            Converted value = convert(tuple.getValueNode());
            size = bounded(size + value.size() + 1);
            key(tuple).ifPresent(key -> {
                if (isMerge(tuple.getKeyNode())) {
                    merge(merged, value.node());
                } else {
                    addOwn(own, new YamlNode.Entry(key, value.node()));
                }
            });
        }
        boolean flow = node.getFlowStyle() == FlowStyle.FLOW || node.getValue().isEmpty();
        Location first = flow ? place : places.of(node.getValue().getFirst().getKeyNode());
        merged.putAll(own);
        return new Converted(new YamlNode.Mapping(first, List.copyOf(merged.values())), size);
    }

    private Optional<YamlNode.Scalar> key(NodeTuple tuple) {
        if (tuple.getKeyNode() instanceof ScalarNode key) {
            return Optional.of(scalar(key));
        }
        Location place = places.of(tuple.getKeyNode());
        boolean braces = tuple.getKeyNode() instanceof MappingNode;
        problems.add(
                place,
                "a key must be plain text, not %s".formatted(braces ? "a map" : "a list"),
                YamlHints.expression(places.line(place.line())).orElse("put the key in quotes"));
        return Optional.empty();
    }

    private void addOwn(Map<String, YamlNode.Entry> own, YamlNode.Entry entry) {
        YamlNode.Entry first = own.putIfAbsent(entry.name(), entry);
        if (first != null) {
            problems.add(
                    entry.key().location(),
                    "the key \"%s\" is there twice".formatted(entry.name()),
                    "the first is in line %d".formatted(first.key().location().line()));
        }
    }

    private static boolean isMerge(Node key) {
        return key instanceof ScalarNode scalar
                && scalar.getValue().equals("<<")
                && YamlScalars.isPlain(scalar.getTag());
    }

    /// In a list of maps the earlier ones win, and the map's own keys win over all.
    private void merge(Map<String, YamlNode.Entry> merged, YamlNode value) {
        switch (value) {
            case YamlNode.Mapping mapping ->
                mapping.entries().forEach(entry -> merged.putIfAbsent(entry.name(), entry));
            case YamlNode.Sequence sequence -> sequence.items().forEach(item -> merge(merged, item));
            case YamlNode.Scalar scalar ->
                problems.add(scalar.location(), "\"<<\" takes a map or a list of maps, not " + scalar.kind());
        }
    }

    private void unknownTag(Node node) {
        Location start = places.at(node.getStartMark());
        problems.add(
                places.file()
                        .at(start.line(), start.column(), shown(node.getTag()).length()),
                "the tag %s can't be used here".formatted(shown(node.getTag())),
                "quote text that begins with \"!\"; the tags of values are !vault and !unsafe");
    }

    /// Sizes grow exponentially with nested aliases; beyond the limit they need not be exact.
    private static long bounded(long size) {
        return Math.min(size, 2 * MAX_ALIASED_NODES);
    }

    private static String shown(Tag tag) {
        return tag.getValue().replace(Tag.PREFIX, "!!");
    }

    private static YamlNode nothing(Location place) {
        return new YamlNode.Scalar(place, "", NullValue.NULL, false, "");
    }
}
