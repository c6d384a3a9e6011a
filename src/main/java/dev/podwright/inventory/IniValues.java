package dev.podwright.inventory;

import dev.podwright.source.Location;
import dev.podwright.source.YamlNode;

/// Types of values in INI inventories. As in Ansible they are Python's literals: `5`, `1.5`, `True`, `None`,
/// `"text"`, `['a', 'b']`, `{'a': 1}`; anything else is text, also `yes` and `true`.
final class IniValues {
    private IniValues() {}

    /// @param line the text that it stands in
    /// @param place where that text is
    static YamlNode.Entry entry(String name, String value, String line, Location place) {
        int start = indexOf(name, line);
        Location key = start < 0 ? place : within(place, start, name.length());
        Location valuePlace =
                start < 0 ? place : within(place, skipEquals(line, start + name.length()), value.length());
        return new YamlNode.Entry(new YamlNode.Scalar(key, name, name, false, ""), value(value, valuePlace));
    }

    /// Where the name stands as a word with a `=` behind it; -1 where quotes or escapes hide it.
    private static int indexOf(String name, String line) {
        int at = line.indexOf(name);
        while (at >= 0) {
            boolean begins = at == 0 || Character.isWhitespace(line.charAt(at - 1));
            if (begins && skipEquals(line, at + name.length()) >= 0) {
                return at;
            }
            at = line.indexOf(name, at + 1);
        }
        return -1;
    }

    /// Where the value behind `=` begins; -1 where there is no `=`.
    private static int skipEquals(String line, int from) {
        int equals = skipBlank(line, from);
        return equals < line.length() && line.charAt(equals) == '=' ? skipBlank(line, equals + 1) : -1;
    }

    private static int skipBlank(String line, int from) {
        int at = from;
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        return at;
    }

    private static Location within(Location line, int offset, int length) {
        return line.file().at(line.line(), line.column() + offset, Math.max(1, length));
    }

    private static YamlNode value(String text, Location place) {
        return PythonLiteral.read(text, place).orElseGet(() -> new YamlNode.Scalar(place, text, text, false, ""));
    }
}
