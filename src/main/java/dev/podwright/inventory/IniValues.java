package dev.podwright.inventory;

import dev.podwright.source.Location;
import dev.podwright.source.NullValue;
import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import dev.podwright.source.Yaml;
import dev.podwright.source.YamlNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Types of values in INI inventories. As in Ansible they are Python's literals: `5`, `1.5`, `True`, `None`,
/// `"text"`, `['a', 'b']`, `{'a': 1}`; anything else is text, also `yes` and `true`.
final class IniValues {
    private static final Pattern INTEGER = Pattern.compile("[-+]?(0|[1-9][0-9]{0,17})");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?[0-9]+\\.[0-9]+");
    private static final Pattern QUOTED = Pattern.compile("'([^'\\\\]*)'|\"([^\"\\\\]*)\"");
    private static final Pattern COLLECTION = Pattern.compile("\\[(?!=).*]|\\{(?!\\{).*}");

    private IniValues() {}

    /// @param line the text that it stands in
    /// @param place where that text is
    static YamlNode.Entry entry(String name, String value, String line, Location place) {
        Matcher written = Pattern.compile("(?:^|\\s)(" + Pattern.quote(name) + ")\\s*=\\s*")
                .matcher(line);
        boolean found = written.find();
        Location key = found ? within(place, written.start(1), name.length()) : place;
        Location valuePlace = found ? within(place, written.end(), value.length()) : place;
        return new YamlNode.Entry(new YamlNode.Scalar(key, name, name, false, ""), value(value, valuePlace));
    }

    private static Location within(Location line, int offset, int length) {
        return line.file().at(line.line(), line.column() + offset, Math.max(1, length));
    }

    private static YamlNode value(String text, Location place) {
        if (COLLECTION.matcher(text).matches()) {
            Problems ignored = new Problems();
            Optional<YamlNode> read = Yaml.read(new SourceFile("", text), ignored);
            if (read.isPresent() && ignored.isEmpty() && isLiteral(read.get())) {
                return at(place, read.get());
            }
        }
        return new YamlNode.Scalar(place, text, scalar(text), false, "");
    }

    private static Object scalar(String text) {
        if (INTEGER.matcher(text).matches()) {
            return Long.valueOf(text);
        }
        if (DECIMAL.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        return switch (text) {
            case "True" -> true;
            case "False" -> false;
            case "None" -> NullValue.NULL;
            default -> QUOTED.matcher(text).matches() ? text.substring(1, text.length() - 1) : text;
        };
    }

    /// Whether Python, too, would take it for a value: all text in it is quoted.
    private static boolean isLiteral(YamlNode node) {
        return switch (node) {
            case YamlNode.Sequence sequence -> sequence.items().stream().allMatch(IniValues::isLiteral);
            case YamlNode.Mapping mapping ->
                mapping.entries().stream().allMatch(entry -> isLiteral(entry.key()) && isLiteral(entry.value()));
            case YamlNode.Scalar scalar ->
                scalar.quoted()
                        || !(scalar.value() instanceof String)
                        || scalar.text().equals("None");
        };
    }

    /// The same value with every place in it the one in the inventory.
    private static YamlNode at(Location place, YamlNode node) {
        return switch (node) {
            case YamlNode.Sequence sequence ->
                new YamlNode.Sequence(
                        place,
                        sequence.items().stream().map(item -> at(place, item)).toList());
            case YamlNode.Mapping mapping ->
                new YamlNode.Mapping(
                        place,
                        mapping.entries().stream()
                                .map(entry -> new YamlNode.Entry(at(place, entry.key()), at(place, entry.value())))
                                .toList());
            case YamlNode.Scalar scalar -> at(place, scalar);
        };
    }

    private static YamlNode.Scalar at(Location place, YamlNode.Scalar scalar) {
        Object value = !scalar.quoted() && scalar.text().equals("None") ? NullValue.NULL : scalar.value();
        return new YamlNode.Scalar(place, scalar.text(), value, scalar.quoted(), scalar.tag());
    }
}
