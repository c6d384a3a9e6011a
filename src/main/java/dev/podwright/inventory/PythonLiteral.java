package dev.podwright.inventory;

import dev.podwright.source.Location;
import dev.podwright.source.NullValue;
import dev.podwright.source.YamlNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A value of Python's as source code has it, which is what Ansible takes values in INI inventories for: numbers,
/// `True`, `False`, `None`, quoted text, lists, tuples and dictionaries.
final class PythonLiteral {
    private static final int MAX_DEPTH = 100;
    private static final Pattern NUMBER = Pattern.compile("(?:0[xX](?<hex>[0-9a-fA-F]+)|0[oO](?<octal>[0-7]+)"
            + "|0[bB](?<binary>[01]+)|(?<decimal>(?:[0-9][0-9_]*)?\\.[0-9]+(?:[eE][-+]?[0-9]{1,3})?"
            + "|[0-9]+\\.?[eE][-+]?[0-9]{1,3}|[0-9]+\\.)|(?<whole>0+|[1-9][0-9]*(?:_[0-9]+)*))(?![0-9A-Za-z_.])");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]+");
    private static final Pattern BLANK = Pattern.compile("(?:\\s|#.*)*");
    private static final Pattern PREFIX = Pattern.compile("[uU]?(?=['\"])|[rR](?=['\"])");

    private final String text;
    private final Location place;
    private int next;
    private int depth;

    private PythonLiteral(String text, Location place) {
        this.text = text;
        this.place = place;
    }

    /// It isn't one; then the text means itself.
    private static final class NoLiteralException extends Exception {}

    /// The value with all its places the one given; empty where the text is no literal.
    static Optional<YamlNode> read(String text, Location place) {
        PythonLiteral literal = new PythonLiteral(text, place);
        try {
            YamlNode value = literal.tuple();
            return literal.next == text.length() ? Optional.of(value) : Optional.empty();
        } catch (NoLiteralException _) {
            return Optional.empty();
        }
    }

    /// A value, or several with commas between them, which needs no parentheses.
    private YamlNode tuple() throws NoLiteralException {
        YamlNode first = value();
        if (!taken(',')) {
            return first;
        }
        List<YamlNode> items = new ArrayList<>(List.of(first));
        while (next < text.length()) {
            items.add(value());
            if (!taken(',')) {
                break;
            }
        }
        return new YamlNode.Sequence(place, items);
    }

    private YamlNode value() throws NoLiteralException {
        skipBlank();
        if (++depth > MAX_DEPTH || next == text.length()) {
            throw new NoLiteralException();
        }
        YamlNode value = switch (text.charAt(next)) {
            case '[' -> sequence(']');
            case '(' -> parentheses();
            case '{' -> dictionary();
            default -> scalar();
        };
        depth--;
        skipBlank();
        return value;
    }

    private YamlNode sequence(char close) throws NoLiteralException {
        next++;
        List<YamlNode> items = new ArrayList<>();
        while (!taken(close)) {
            items.add(value());
            between(close);
        }
        return new YamlNode.Sequence(place, items);
    }

    /// `(1)` is 1, `(1,)` and `()` are lists.
    private YamlNode parentheses() throws NoLiteralException {
        int open = next;
        YamlNode items = sequence(')');
        boolean comma = text.substring(open, next - 1).stripTrailing().endsWith(",");
        return items instanceof YamlNode.Sequence list && list.items().size() == 1 && !comma
                ? list.items().getFirst()
                : items;
    }

    private YamlNode dictionary() throws NoLiteralException {
        next++;
        Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
        while (!taken('}')) {
            if (!(value() instanceof YamlNode.Scalar key) || !taken(':')) {
                throw new NoLiteralException();
            }
            YamlNode value = value();
            entries.put(key.text(), new YamlNode.Entry(key, value));
            between('}');
        }
        return new YamlNode.Mapping(place, List.copyOf(entries.values()));
    }

    /// A comma, or what closes the collection.
    private void between(char close) throws NoLiteralException {
        boolean closes = next < text.length() && text.charAt(next) == close;
        if (!closes && !taken(',')) {
            throw new NoLiteralException();
        }
    }

    private boolean taken(char expected) {
        skipBlank();
        boolean there = next < text.length() && text.charAt(next) == expected;
        if (there) {
            next++;
            skipBlank();
        }
        return there;
    }

    private void skipBlank() {
        next = matcher(BLANK).map(Matcher::end).orElse(next);
    }

    private Optional<Matcher> matcher(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(next, text.length());
        return matcher.lookingAt() ? Optional.of(matcher) : Optional.empty();
    }

    private YamlNode scalar() throws NoLiteralException {
        Optional<Matcher> prefix = matcher(PREFIX);
        if (prefix.isPresent()) {
            return texts();
        }
        Optional<Matcher> word = matcher(WORD);
        if (word.isPresent()) {
            next = word.get().end();
            return constant(word.get().group());
        }
        return number();
    }

    private YamlNode constant(String word) throws NoLiteralException {
        return switch (word) {
            case "True" -> scalar("true", true, false);
            case "False" -> scalar("false", false, false);
            case "None" -> scalar("", NullValue.NULL, false);
            default -> throw new NoLiteralException();
        };
    }

    private YamlNode number() throws NoLiteralException {
        int from = next;
        boolean minus = false;
        while (next < text.length() && "+- ".indexOf(text.charAt(next)) >= 0) {
            minus ^= text.charAt(next) == '-';
            next++;
        }
        Matcher number = matcher(NUMBER).orElseThrow(NoLiteralException::new);
        next = number.end();
        BigDecimal size = size(number);
        return scalar(text.substring(from, next), narrow(minus ? size.negate() : size), false);
    }

    private static BigDecimal size(Matcher number) {
        if (number.group("hex") != null) {
            return new BigDecimal(new BigInteger(number.group("hex"), 16));
        }
        if (number.group("octal") != null) {
            return new BigDecimal(new BigInteger(number.group("octal"), 8));
        }
        return number.group("binary") != null
                ? new BigDecimal(new BigInteger(number.group("binary"), 2))
                : new BigDecimal(number.group().replace("_", ""));
    }

    private static Object narrow(BigDecimal number) {
        return number.scale() == 0 && number.precision() <= 18 ? (Object) number.longValueExact() : number;
    }

    /// One quoted text, or several in a row, which are one.
    private YamlNode texts() throws NoLiteralException {
        StringBuilder all = new StringBuilder();
        while (next < text.length()) {
            Optional<Matcher> prefix = matcher(PREFIX);
            if (prefix.isEmpty()) {
                break;
            }
            next = prefix.get().end();
            quoted(prefix.get().group().equalsIgnoreCase("r"), all);
            skipBlank();
        }
        return scalar(all.toString(), all.toString(), true);
    }

    private void quoted(boolean raw, StringBuilder into) throws NoLiteralException {
        String quote = text.substring(next, next + 1);
        String end = text.startsWith(quote.repeat(3), next) ? quote.repeat(3) : quote;
        next += end.length();
        while (!text.startsWith(end, next)) {
            if (next >= text.length()) {
                throw new NoLiteralException();
            }
            char c = text.charAt(next++);
            if (c != '\\' || next >= text.length()) {
                into.append(c);
            } else if (raw) {
                into.append(c).append(text.charAt(next++));
            } else {
                next = PythonEscape.at(text, next, into);
            }
        }
        next += end.length();
    }

    private YamlNode.Scalar scalar(String written, Object value, boolean quoted) {
        return new YamlNode.Scalar(place, written, value, quoted, "");
    }
}
