package dev.podwright.playbook;

import dev.podwright.source.Location;
import dev.podwright.source.NullValue;
import dev.podwright.source.YamlNode;
import dev.podwright.template.Expression;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads bare expressions: `when`, `until`, `changed_when`, `failed_when`.
final class Conditions {
    private Conditions() {}

    /// One condition, or a list of conditions that must all hold.
    static List<Expression> read(Fields fields, String key) {
        return fields.node(key).stream()
                .flatMap(Conditions::each)
                .flatMap(node -> condition(fields, key, node).stream())
                .toList();
    }

    private static Stream<YamlNode> each(YamlNode node) {
        boolean unquoted = node instanceof YamlNode.Sequence list
                && list.items().size() == 1
                && list.items().getFirst() instanceof YamlNode.Scalar scalar
                && !scalar.quoted()
                && scalar.text().startsWith("=");
        return node instanceof YamlNode.Sequence all && !unquoted ? all.items().stream() : Stream.of(node);
    }

    private static Optional<Expression> condition(Fields fields, String key, YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar scalar -> scalar(fields, key, scalar);
            case YamlNode.Sequence _ ->
                refuse(fields, key, node, "a condition is a bare expression: leave out [= and ]");
            case YamlNode.Mapping _ -> refuse(fields, key, node, "quote the expression if it holds a colon");
        };
    }

    private static Optional<Expression> refuse(Fields fields, String key, YamlNode node, String hint) {
        fields.problem(node, "\"" + key + "\" must be an expression, not " + node.kind(), hint);
        return Optional.empty();
    }

    private static Optional<Expression> scalar(Fields fields, String key, YamlNode.Scalar scalar) {
        if (fields.reading().isAlreadyWrong(scalar.location())) {
            return Optional.empty();
        }
        return switch (scalar.value()) {
            case Boolean value -> compile(value.toString(), scalar, fields);
            case String text -> text(fields, key, scalar, text);
            case NullValue _ -> refuse(fields, key, scalar, "leave the entry out");
            default -> refuse(fields, key, scalar, "compare it with something, such as \"count > 1\"");
        };
    }

    private static Optional<Expression> text(Fields fields, String key, YamlNode.Scalar scalar, String text) {
        Optional<String> bare = AnsibleSyntax.withoutBraces(text);
        if (bare.isPresent()) {
            fields.problem(
                    scalar,
                    "\"" + key + "\" is an expression already",
                    "write it bare: %s: %s".formatted(key, bare.get()));
            return Optional.empty();
        }
        return compile(text, scalar, fields);
    }

    private static Optional<Expression> compile(String text, YamlNode.Scalar scalar, Fields fields) {
        return Expression.compile(text, start(scalar), fields.reading().problems());
    }

    /// Where the text itself begins: after a quote, or on the line below a block indicator.
    private static Location start(YamlNode.Scalar scalar) {
        Location at = scalar.location();
        if (!scalar.quoted() || at.line() == 0) {
            return at;
        }
        String line = at.file().line(at.line());
        char first = at.column() <= line.length() ? line.charAt(at.column() - 1) : ' ';
        if (first == '|' || first == '>') {
            String below = at.file().line(at.line() + 1);
            return at.file()
                    .at(at.line() + 1, below.length() - below.stripLeading().length() + 1, 1);
        }
        return at.file().at(at.line(), at.column() + 1, 1);
    }
}
