package dev.podwright.tasktype;

import dev.podwright.source.NullValue;
import dev.podwright.source.Problems;
import dev.podwright.source.Suggestions;
import dev.podwright.source.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads the parameters and outputs of a manifest.
record ParameterReader(Problems problems) {
    private static final Pattern NAME = Pattern.compile(ManifestKeys.NAME);
    private static final List<String> RESERVED = List.of("facts", "run");

    List<Parameter> parameters(List<YamlNode.Entry> entries) {
        List<Parameter> parameters = new ArrayList<>();
        for (YamlNode.Entry entry : entries) {
            checkName(entry, "parameter");
            ManifestNode.of(entry.value(), "parameter \"" + entry.name() + "\"", problems)
                    .flatMap(node -> parameter(entry.name(), node))
                    .ifPresent(parameters::add);
        }
        return parameters;
    }

    private void checkName(YamlNode.Entry entry, String what) {
        if (!NAME.matcher(entry.name()).matches()) {
            problems.add(
                    entry.key().location(), "a " + what + "'s name is small letters, digits and _, as in image_name");
        } else if (RESERVED.contains(entry.name()) && what.equals("parameter")) {
            problems.add(entry.key().location(), "\"" + entry.name() + "\" is a name that every template has already");
        }
    }

    private Optional<Parameter> parameter(String name, ManifestNode node) {
        node.allow(ManifestKeys.PARAMETER.names());
        Optional<ParameterType> type = type(node, ParameterType.values());
        List<String> choices =
                node.words("choices").stream().map(YamlNode.Scalar::text).toList();
        boolean required = node.flag("required", false);
        String doc = node.text("doc");
        type.ifPresent(known -> checkChoices(known, choices, node));
        if (required && node.has("default")) {
            problems.add(node.place("default"), node.what() + " is required, so its default can never hold");
        }
        return type.map(known -> {
            Parameter bare = new Parameter(name, known, required, Optional.empty(), choices, doc);
            return new Parameter(name, known, required, defaultValue(bare, node), choices, doc);
        });
    }

    private void checkChoices(ParameterType type, List<String> choices, ManifestNode node) {
        if (type == ParameterType.ENUM && choices.isEmpty()) {
            problems.add(node.place("type"), node.what() + " is an enum and needs \"choices\"");
        } else if (type != ParameterType.ENUM && node.has("choices")) {
            problems.add(node.place("choices"), node.what() + " has choices, so its type must be enum");
        }
    }

    private Optional<Object> defaultValue(Parameter parameter, ManifestNode node) {
        Optional<YamlNode> given = node.node().get("default").filter(value -> value.toValue() != NullValue.NULL);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(parameter.convert(given.get().toValue()));
        } catch (IllegalArgumentException e) {
            problems.add(given.get().location(), "the default of " + node.what() + " " + e.getMessage());
            return Optional.empty();
        }
    }

    List<Output> outputs(List<YamlNode.Entry> entries) {
        List<Output> outputs = new ArrayList<>();
        for (YamlNode.Entry entry : entries) {
            checkName(entry, "output");
            ManifestNode.of(entry.value(), "output \"" + entry.name() + "\"", problems)
                    .flatMap(node -> output(entry.name(), node))
                    .ifPresent(outputs::add);
        }
        return outputs;
    }

    private Optional<Output> output(String name, ManifestNode node) {
        node.allow(ManifestKeys.OUTPUT.names());
        Optional<Output.Type> type = type(node, Output.Type.values());
        Map<String, Output.Type> fields = new TreeMap<>();
        for (YamlNode.Entry field : node.entries("fields")) {
            fieldType(field).ifPresent(known -> fields.put(field.name(), known));
        }
        boolean table = type.filter(Output.Type.TABLE::equals).isPresent();
        if (table && fields.isEmpty()) {
            problems.add(node.place("type"), node.what() + " is a table and needs \"fields\"");
        } else if (!table && node.has("fields")) {
            problems.add(node.place("fields"), node.what() + " has fields, so its type must be table");
        }
        String doc = node.text("doc");
        return type.map(known -> new Output(name, known, fields, doc));
    }

    private Optional<Output.Type> fieldType(YamlNode.Entry field) {
        if (field.value() instanceof YamlNode.Scalar scalar) {
            return named(scalar, Output.Type.ofFields());
        }
        problems.add(
                field.value().location(),
                "a field's type must be a word, not " + field.value().kind());
        return Optional.empty();
    }

    private <T extends Enum<T>> Optional<T> type(ManifestNode node, T[] types) {
        if (node.node().get("type").orElse(null) instanceof YamlNode.Scalar scalar) {
            return named(scalar, types);
        }
        problems.add(
                node.place("type"),
                node.what() + " needs \"type\", one of " + String.join(", ", ManifestKeys.words(types)));
        return Optional.empty();
    }

    private <T extends Enum<T>> Optional<T> named(YamlNode.Scalar scalar, T[] types) {
        List<String> names = ManifestKeys.words(types);
        if (!names.contains(scalar.text())) {
            String known = "known are " + String.join(", ", names);
            problems.add(
                    scalar.location(),
                    "there is no type \"" + scalar.text() + "\"",
                    Suggestions.didYouMean(scalar.text(), names, known));
            return Optional.empty();
        }
        return Optional.of(types[names.indexOf(scalar.text())]);
    }
}
