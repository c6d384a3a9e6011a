package dev.podwright.playbook;

import dev.podwright.source.Location;
import dev.podwright.source.YamlNode;
import dev.podwright.tasktype.Parameter;
import dev.podwright.tasktype.ParameterType;
import dev.podwright.template.Scope;
import dev.podwright.template.ValueTemplate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// A mapping's keys, asked for one by one as what they should be. What they are not becomes a problem at its place,
/// and the key then counts as absent.
record Fields(YamlNode.Mapping mapping, Reading reading) {

    Location location() {
        return mapping.location();
    }

    boolean has(String key) {
        return mapping.entry(key).isPresent();
    }

    /// The key's value; a key that was written without one is a problem.
    Optional<YamlNode> node(String key) {
        return mapping.entry(key).flatMap(this::written);
    }

    private Optional<YamlNode> written(YamlNode.Entry entry) {
        if (isNothing(entry.value())) {
            problem(entry.key(), quoted(entry.name()) + " has no value", "give it one, or leave the key out");
            return Optional.empty();
        }
        return Optional.of(entry.value());
    }

    /// The key's value; a key that was written without one counts as absent, as where all of a list is commented out.
    Optional<YamlNode> nodeOrNothing(String key) {
        return mapping.get(key).filter(node -> !isNothing(node));
    }

    Optional<ValueTemplate> value(String key) {
        return node(key).map(node -> ValueTemplate.compile(node, reading.problems()));
    }

    /// A value that is checked where it is constant, and then holds the converted value.
    Optional<ValueTemplate> value(String key, ParameterType type) {
        return value(key, type, _ -> true, "");
    }

    /// A whole number that is checked where it is constant.
    Optional<ValueTemplate> wholeNumber(String key, long least, long most) {
        String range = most == Long.MAX_VALUE ? "not be negative" : "be from %d to %d".formatted(least, most);
        Predicate<Object> within = value -> value instanceof Long number && number >= least && number <= most;
        return value(key, ParameterType.INT, within, "must " + range);
    }

    private Optional<ValueTemplate> value(
            String key, ParameterType type, Predicate<Object> accepted, String requirement) {
        return value(key).flatMap(template -> {
            if (!template.isConstant()) {
                return Optional.of(template);
            }
            Optional<Object> converted = converted(key, type, template);
            if (converted.isPresent() && !accepted.test(converted.get())) {
                problem(template.node(), quoted(key) + " " + requirement, "");
                return Optional.empty();
            }
            return converted.map(value -> ValueTemplate.constant(value, template.location()));
        });
    }

    private Optional<Object> converted(String key, ParameterType type, ValueTemplate template) {
        Parameter parameter = new Parameter(key, type, false, Optional.empty(), List.of(), "");
        try {
            return Optional.of(parameter.convert(template.evaluate(Scope.of(Map.of()))));
        } catch (IllegalArgumentException e) {
            problem(template.node(), quoted(key) + " " + e.getMessage(), "");
            return Optional.empty();
        }
    }

    /// True or false, known when the file is read.
    boolean flag(String key, boolean otherwise) {
        return optionalFlag(key).orElse(otherwise);
    }

    /// The same; empty where the key isn't there.
    Optional<Boolean> optionalFlag(String key) {
        return value(key, ParameterType.BOOL)
                .flatMap(template -> constant(key, template))
                .map(Boolean.TRUE::equals);
    }

    /// A whole number, known when the file is read.
    Optional<Integer> constantNumber(String key, int least, int most) {
        return wholeNumber(key, least, most)
                .flatMap(template -> constant(key, template))
                .map(number -> Math.toIntExact((Long) number));
    }

    private Optional<Object> constant(String key, ValueTemplate template) {
        if (template.isConstant()) {
            return Optional.of(template.evaluate(Scope.of(Map.of())));
        }
        problem(
                template.node(),
                quoted(key) + " can't depend on a variable: it is needed before any host is known",
                "write a fixed value");
        return Optional.empty();
    }

    /// One text, as written; numbers and booleans count as text.
    Optional<YamlNode.Scalar> text(String key) {
        return node(key).flatMap(node -> textOf(key, node));
    }

    private Optional<YamlNode.Scalar> textOf(String key, YamlNode node) {
        if (node instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
            return Optional.of(scalar);
        }
        problem(node, quoted(key) + " must be text, not " + node.kind(), "");
        return Optional.empty();
    }

    /// One of some words, known when the file is read.
    Optional<String> choice(String key, List<String> choices) {
        return text(key).map(YamlNode.Scalar::text).filter(word -> {
            boolean known = choices.contains(word);
            if (!known) {
                problem(
                        mapping.get(key).orElse(mapping),
                        "%s must be one of %s, not \"%s\"".formatted(quoted(key), String.join(", ", choices), word),
                        "");
            }
            return known;
        });
    }

    /// One of some words, checked where it is constant.
    Optional<ValueTemplate> chosen(String key, List<String> choices) {
        Optional<ValueTemplate> value = value(key, ParameterType.STRING);
        boolean later = value.filter(template -> !template.isConstant()).isPresent();
        return later || choice(key, choices).isPresent() ? value : Optional.empty();
    }

    /// One text or a list of texts, none of which holds an interpolation.
    List<YamlNode.Scalar> names(String key) {
        return textsOrNothing(key).stream().filter(text -> isFixed(key, text)).toList();
    }

    private boolean isFixed(String key, YamlNode.Scalar text) {
        boolean fixed = !text.text().contains("[=");
        if (!fixed) {
            problem(
                    text,
                    quoted(key) + " can't depend on a variable: it is needed before any host is known",
                    "write a fixed name");
        }
        return fixed;
    }

    /// One text or a list of texts.
    List<YamlNode.Scalar> texts(String key) {
        return texts(key, node(key));
    }

    /// The same; a key without value counts as an empty list.
    List<YamlNode.Scalar> textsOrNothing(String key) {
        return texts(key, nodeOrNothing(key));
    }

    private List<YamlNode.Scalar> texts(String key, Optional<YamlNode> value) {
        return value
                .map(node -> node instanceof YamlNode.Sequence list ? list.items() : List.of(node))
                .orElse(List.of())
                .stream()
                .flatMap(item -> textOf(key, item).stream())
                .toList();
    }

    /// A map; a key without value counts as an empty one.
    Optional<Fields> map(String key) {
        return nodeOrNothing(key).flatMap(node -> {
            if (node instanceof YamlNode.Mapping map) {
                return Optional.of(new Fields(map, reading));
            }
            problem(node, quoted(key) + " must be a map, not " + node.kind(), "write \"name: value\" lines under it");
            return Optional.empty();
        });
    }

    void problem(YamlNode node, String message, String hint) {
        reading.problem(node.location(), message, hint);
    }

    static String quoted(String key) {
        return '"' + key + '"';
    }

    static boolean isNothing(YamlNode node) {
        return node instanceof YamlNode.Scalar scalar && scalar.isNull();
    }
}
