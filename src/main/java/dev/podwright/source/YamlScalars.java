package dev.podwright.source;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/// What a plain scalar means: YAML 1.1 without its traps (see [Yaml]).
final class YamlScalars {
    private static final Tag PLAIN = new Tag("tag:podwright.dev,2026:plain");
    private static final Pattern INTEGER = Pattern.compile("[-+]?(0|[1-9][0-9]*)");
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?((0|[1-9][0-9]*)\\.[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,3})?");
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
    private static final Map<String, Boolean> BOOLEANS =
            Map.of("true", true, "yes", true, "on", true, "false", false, "no", false, "off", false);
    private static final int LONGEST_BOOLEAN = "false".length();

    private YamlScalars() {}

    /// The typed value of a plain scalar.
    static Object value(String text) {
        if (NULLS.contains(text)) {
            return NullValue.NULL;
        }
        return bool(text).map(Object.class::cast).or(() -> number(text)).orElse(text);
    }

    /// The value of a scalar with one of YAML's own tags; empty where the text doesn't fit.
    static Optional<Object> tagged(Tag tag, String text) {
        if (tag.equals(Tag.STR)) {
            return Optional.of(text);
        }
        Object value = value(text);
        boolean fits = (tag.equals(Tag.INT) && value instanceof Long)
                || (tag.equals(Tag.FLOAT) && value instanceof Number)
                || (tag.equals(Tag.BOOL) && value instanceof Boolean)
                || (tag.equals(Tag.NULL) && value == NullValue.NULL);
        return fits ? Optional.of(value) : Optional.empty();
    }

    static boolean isPlain(Tag tag) {
        return tag.equals(PLAIN);
    }

    /// `yes`, `Yes` and `YES`, but not `yEs`.
    private static Optional<Boolean> bool(String text) {
        if (text.length() > LONGEST_BOOLEAN) {
            return Optional.empty();
        }
        String lower = text.toLowerCase(Locale.ROOT);
        boolean usual = text.equals(lower)
                || text.equals(text.toUpperCase(Locale.ROOT))
                || text.substring(1).equals(lower.substring(1));
        return usual ? Optional.ofNullable(BOOLEANS.get(lower)) : Optional.empty();
    }

    private static Optional<Object> number(String text) {
        if ("+-.0123456789".indexOf(text.charAt(0)) < 0) {
            return Optional.empty();
        }
        if (INTEGER.matcher(text).matches()) {
            return Optional.of(text.length() <= 18 ? (Object) Long.valueOf(text) : integer(new BigDecimal(text)));
        }
        return DECIMAL.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    private static Object integer(BigDecimal number) {
        return number.precision() <= 18 ? (Object) number.longValueExact() : number;
    }

    /// Marks plain scalars without a tag, so that they can be told from those that have one.
    static final class TagsAsWritten extends Resolver {
        @Override
        public Tag resolve(NodeId kind, String value, boolean implicit) {
            return switch (kind) {
                case scalar -> implicit ? PLAIN : Tag.STR;
                case sequence -> Tag.SEQ;
                case mapping, anchor -> Tag.MAP;
            };
        }
    }
}
