package dev.podwright.template;

import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import dev.podwright.source.Vault;
import dev.podwright.source.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Compiles YAML nodes to [ValuePart]s.
record ValueCompiler(Problems problems) {
    /// `{{ name }}` or `{{ name | filter }}`, but not Go's `{{.Name}}`, `{{json .}}`, `{{end}}`.
    private static final Pattern JINJA =
            Pattern.compile("\\{\\{-?\\s*(?!(?:end|else)\\b)[A-Za-z_][\\w.\\[\\]'\"]*\\s*(\\|[^}]*)?-?}}");

    ValuePart compile(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar scalar -> scalar(scalar);
            case YamlNode.Sequence sequence -> sequence(sequence);
            case YamlNode.Mapping mapping -> mapping(mapping);
        };
    }

    private ValuePart scalar(YamlNode.Scalar scalar) {
        if (scalar.tag().equals(Vault.TAG)) {
            return new ValuePart.Encrypted(scalar.location(), scalar.text());
        }
        if (!(scalar.value() instanceof String text) || scalar.tag().equals("!unsafe")) {
            return new ValuePart.Fixed(scalar.value());
        }
        return text(scalar, text);
    }

    private ValuePart text(YamlNode.Scalar scalar, String text) {
        Matcher jinja = JINJA.matcher(text);
        if (jinja.find()) {
            Location place = new PlaceFinder(scalar, text).place(jinja.group());
            problems.warn(place, "{{ … }} is plain text here, not a variable", "write [=name] instead of {{ name }}");
        }
        List<Segment> segments = Segment.interpolationsOf(text);
        PlaceFinder places = new PlaceFinder(scalar, text);
        List<ValuePart> pieces = new ArrayList<>();
        for (Segment segment : segments) {
            String piece = segment.in(text);
            if (segment.kind() == Segment.Kind.INTERPOLATION) {
                Location location = places.find(piece);
                String expression = piece.substring(2, piece.length() - 1);
                Expression.compile(expression, location, problems)
                        .map(ValuePart.Single::new)
                        .ifPresent(pieces::add);
            } else {
                refuseUnclosed(piece, scalar);
                pieces.add(new ValuePart.Fixed(piece));
            }
        }
        boolean single = segments.size() == 1 && pieces.size() == 1;
        return segments.isEmpty() ? new ValuePart.Fixed(text) : single ? pieces.getFirst() : joined(pieces);
    }

    private static ValuePart joined(List<ValuePart> pieces) {
        return new ValuePart.Joined(List.copyOf(pieces));
    }

    private void refuseUnclosed(String piece, YamlNode.Scalar scalar) {
        if (piece.contains("[=")) {
            problems.add(Failures.unclosed(new PlaceFinder(scalar, piece).place("[=")));
        }
    }

    private ValuePart sequence(YamlNode.Sequence sequence) {
        Location location = sequence.location();
        String line = location.file().line(location.line());
        String rest = line.substring(Math.clamp(location.column() - 1L, 0, line.length()));
        if (rest.startsWith("[=")) {
            int end = Brackets.close(rest, 2);
            String meant = end < 0 ? "[=…]" : rest.substring(0, end + 1);
            String quote = meant.contains("\"") ? "'" : "\"";
            problems.add(
                    new Location(location.file(), location.line(), location.column(), meant.length()),
                    "to YAML this is a list, not an interpolation",
                    "quote it: " + quote + meant + quote);
        }
        List<ValuePart> items = sequence.items().stream().map(this::compile).toList();
        boolean constant = items.stream().allMatch(ValuePart::isConstant);
        return constant ? new ValuePart.Fixed(sequence.toValue()) : new ValuePart.Items(items);
    }

    private ValuePart mapping(YamlNode.Mapping mapping) {
        List<ValuePart.Entry> entries = new ArrayList<>();
        for (YamlNode.Entry entry : mapping.entries()) {
            ValuePart key = text(entry.key(), entry.name());
            entries.add(new ValuePart.Entry(entry.key().location(), key, compile(entry.value())));
        }
        boolean constant = entries.stream()
                .allMatch(entry -> entry.key().isConstant() && entry.value().isConstant());
        return constant ? new ValuePart.Fixed(mapping.toValue()) : new ValuePart.Entries(entries);
    }
}
