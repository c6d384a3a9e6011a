package dev.podwright.inventory;

import dev.podwright.source.Vault;
import dev.podwright.source.YamlNode;
import java.util.Map;
import java.util.Optional;

/// What JSON can't say with a tag, Ansible writes as an object with one key of its own.
final class AnsibleJson {
    private static final Map<String, String> TAGS = Map.of("__ansible_vault", Vault.TAG, "__ansible_unsafe", "!unsafe");

    private AnsibleJson() {}

    /// The same with tags in the place of such objects.
    static YamlNode.Mapping tagged(YamlNode.Mapping variables) {
        return new YamlNode.Mapping(
                variables.location(),
                variables.entries().stream()
                        .map(entry -> new YamlNode.Entry(entry.key(), tagged(entry.value())))
                        .toList());
    }

    private static YamlNode tagged(YamlNode node) {
        return switch (node) {
            case YamlNode.Mapping map -> single(map).orElseGet(() -> tagged(map));
            case YamlNode.Sequence list ->
                new YamlNode.Sequence(
                        list.location(),
                        list.items().stream().map(AnsibleJson::tagged).toList());
            case YamlNode.Scalar scalar -> scalar;
        };
    }

    private static Optional<YamlNode> single(YamlNode.Mapping map) {
        if (map.entries().size() != 1 || !(map.entries().getFirst().value() instanceof YamlNode.Scalar value)) {
            return Optional.empty();
        }
        return Optional.ofNullable(TAGS.get(map.entries().getFirst().name()))
                .map(tag -> new YamlNode.Scalar(value.location(), value.text(), value.text(), true, tag));
    }
}
