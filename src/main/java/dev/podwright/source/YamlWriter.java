package dev.podwright.source;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.emitter.Emitter;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;
import org.yaml.snakeyaml.serializer.Serializer;

/// Writes trees of values ([YamlNode] lists their kinds) as YAML that any reader of YAML 1.1 reads the same; a secret
/// is written as `***`. What Ansible's JSON writes as `{"__ansible_vault": …}` and `{"__ansible_unsafe": …}` gets its
/// tag.
public final class YamlWriter {
    private static final Map<String, Tag> TAGS =
            Map.of("__ansible_vault", new Tag(Vault.TAG), "__ansible_unsafe", new Tag("!unsafe"));

    private YamlWriter() {}

    public static String write(Object value) {
        DumperOptions options = new DumperOptions();
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        options.setSplitLines(false);
        StringWriter text = new StringWriter();
        Serializer serializer = new Serializer(new Emitter(text, options), new Resolver(), options, null);
        try {
            serializer.open();
            serializer.serialize(node(value));
            serializer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static Node node(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> mapping(map);
            case List<?> list ->
                new SequenceNode(
                        Tag.SEQ,
                        list.stream().map(YamlWriter::node).toList(),
                        list.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
            case Boolean bool -> plain(Tag.BOOL, bool.toString());
            case BigDecimal number -> plain(number.scale() > 0 ? Tag.FLOAT : Tag.INT, number.toPlainString());
            case Number number -> plain(Tag.INT, number.toString());
            case NullValue _ -> plain(Tag.NULL, "null");
            case null -> plain(Tag.NULL, "null");
            default -> text(Tag.STR, value.toString());
        };
    }

    private static Node mapping(Map<?, ?> map) {
        if (map.size() == 1) {
            Map.Entry<?, ?> only = map.entrySet().iterator().next();
            Tag tag = TAGS.get(String.valueOf(only.getKey()));
            if (tag != null) {
                return text(tag, String.valueOf(only.getValue()));
            }
        }
        List<NodeTuple> entries = map.entrySet().stream()
                .map(entry -> new NodeTuple(text(Tag.STR, String.valueOf(entry.getKey())), node(entry.getValue())))
                .toList();
        return new MappingNode(Tag.MAP, entries, map.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }

    private static Node plain(Tag tag, String text) {
        return new ScalarNode(tag, text, null, null, ScalarStyle.PLAIN);
    }

    private static Node text(Tag tag, String text) {
        boolean lines = text.indexOf('\n') >= 0 && text.lines().noneMatch(line -> line.startsWith(" "));
        return new ScalarNode(tag, text, null, null, lines ? ScalarStyle.LITERAL : ScalarStyle.PLAIN);
    }
}
