package dev.podwright.inventory;

import dev.podwright.source.Location;
import dev.podwright.source.YamlNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Types of values in INI inventories. As in Ansible they are Python's literals: `5`, `1.5`, `True`, `None`,
/// `"text"`, `['a', 'b']`, `{'a': 1}`; anything else is text, also `yes` and `true`.
final class IniValues {
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
        return PythonLiteral.read(text, place).orElseGet(() -> new YamlNode.Scalar(place, text, text, false, ""));
    }
}
