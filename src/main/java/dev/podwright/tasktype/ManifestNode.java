package dev.podwright.tasktype;

import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.Suggestions;
import dev.podwright.source.YamlNode;
import java.util.List;
import java.util.Optional;

/// A map in a manifest: typed access to its keys, with problems where something is missing or of the wrong kind.
record ManifestNode(YamlNode.Mapping node, String what, Problems problems) {

    /// The node as a map, if it is one.
    static Optional<ManifestNode> of(YamlNode node, String what, Problems problems) {
        if (node instanceof YamlNode.Mapping mapping) {
            return Optional.of(new ManifestNode(mapping, what, problems));
        }
        problems.add(node.location(), what + " must be a map, not " + node.kind());
        return Optional.empty();
    }

    void allow(List<String> keys) {
        for (YamlNode.Entry entry : node.entries()) {
            if (!keys.contains(entry.name())) {
                problems.add(
                        entry.key().location(),
                        what + " has no key \"" + entry.name() + "\"",
                        Suggestions.didYouMean(entry.name(), keys, "it has " + String.join(", ", keys)));
            }
        }
    }

    boolean has(String key) {
        return node.get(key).isPresent();
    }

    Location place(String key) {
        return node.entry(key).map(entry -> entry.key().location()).orElse(node.location());
    }

    /// A text that must be there and not be blank.
    String text(String key) {
        String text = optionalText(key);
        if (text.isBlank()) {
            problems.add(place(key), what + " needs \"" + key + "\"");
        }
        return text;
    }

    String optionalText(String key) {
        return switch (node.get(key).orElse(null)) {
            case null -> "";
            case YamlNode.Scalar scalar -> scalar.text();
            case YamlNode other -> {
                problems.add(other.location(), "\"" + key + "\" must be text, not " + other.kind());
                yield "";
            }
        };
    }

    boolean flag(String key, boolean otherwise) {
        Optional<YamlNode> value = node.get(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (value.get() instanceof YamlNode.Scalar scalar && scalar.value() instanceof Boolean flag) {
            return flag;
        }
        problems.add(
                value.get().location(),
                "\"" + key + "\" must be true or false, not " + value.get().kind());
        return otherwise;
    }

    /// The entries of a map under a key; none where the key isn't there.
    List<YamlNode.Entry> entries(String key) {
        return node.get(key)
                .flatMap(value -> of(value, "\"" + key + "\"", problems))
                .map(map -> map.node().entries())
                .orElse(List.of());
    }

    /// The items of a list under a key; none where the key isn't there.
    List<YamlNode> items(String key) {
        return switch (node.get(key).orElse(null)) {
            case null -> List.of();
            case YamlNode.Sequence sequence -> sequence.items();
            case YamlNode other -> {
                problems.add(other.location(), "\"" + key + "\" must be a list, not " + other.kind());
                yield List.of();
            }
        };
    }

    /// The single values of a list under a key, as they were written.
    List<YamlNode.Scalar> words(String key) {
        return items(key).stream()
                .flatMap(item -> {
                    if (item instanceof YamlNode.Scalar scalar) {
                        return java.util.stream.Stream.of(scalar);
                    }
                    problems.add(item.location(), "\"" + key + "\" must be a list of words");
                    return java.util.stream.Stream.empty();
                })
                .toList();
    }
}
