package dev.podwright.playbook;

import dev.podwright.source.Location;
import dev.podwright.source.Suggestions;
import dev.podwright.source.YamlNode;
import dev.podwright.tasktype.Alternatives;
import dev.podwright.tasktype.Parameter;
import dev.podwright.tasktype.TaskType;
import dev.podwright.template.ValueTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what a task gives its task type: a map of parameters, or one value for the main parameter
/// (`command: uptime`).
record ArgumentsReader(TaskType type, Reading reading) {

    Map<String, ValueTemplate> read(YamlNode.Entry use) {
        if (isOneLine(use.value())) {
            return Map.of();
        }
        Map<String, YamlNode> given = given(use.value());
        refuseMissing(use, given);
        checkAlternatives(use, given);
        Map<String, ValueTemplate> arguments = new LinkedHashMap<>();
        given.forEach((name, node) -> argument(name, node).ifPresent(argument -> arguments.put(name, argument)));
        return arguments;
    }

    private boolean isOneLine(YamlNode value) {
        if (!(value instanceof YamlNode.Scalar scalar)) {
            return false;
        }
        Optional<String> asMap = OneLineArguments.asMap(scalar.text(), type);
        asMap.ifPresent(map -> reading.problem(
                scalar.location(),
                "%s takes a map, not \"key=value\" text".formatted(type.name()),
                "write %s: %s".formatted(type.name(), map)));
        return asMap.isPresent();
    }

    private Map<String, YamlNode> given(YamlNode value) {
        return switch (value) {
            case YamlNode.Mapping map -> named(map);
            case YamlNode.Scalar scalar when scalar.isNull() -> Map.of();
            case YamlNode.Scalar _, YamlNode.Sequence _ ->
                type.mainParameter()
                        .map(parameter -> Map.of(parameter.name(), value))
                        .orElseGet(() -> refuseFreeForm(value));
        };
    }

    private Map<String, YamlNode> named(YamlNode.Mapping map) {
        Map<String, YamlNode> given = new LinkedHashMap<>();
        for (YamlNode.Entry entry : map.entries()) {
            if (type.parameter(entry.name()).isPresent() || isAnyName(entry)) {
                given.put(entry.name(), entry.value());
            }
        }
        return given;
    }

    /// Whether the type takes this name besides its own parameters; it is then a variable's name.
    private boolean isAnyName(YamlNode.Entry entry) {
        Optional<String> ours = ForeignNames.parameter(type.name(), entry.name());
        if (ours.isPresent()) {
            reading.problem(
                    entry.key().location(),
                    "%s has no parameter \"%s\"".formatted(type.name(), entry.name()),
                    "write \"%s\"".formatted(ours.get()));
            return false;
        }
        if (type.acceptsAny()) {
            return VariableNames.check(entry.key(), reading.problems());
        }
        refuseUnknown(entry);
        return false;
    }

    private void refuseUnknown(YamlNode.Entry entry) {
        List<String> names = type.parameters().stream().map(Parameter::name).toList();
        String otherwise = KnownKeys.TASK.contains(entry.name())
                ? "it is a keyword of the task: indent it less, as deep as \"" + type.name() + '"'
                : names.isEmpty() ? "it takes none" : "its parameters: " + String.join(", ", names);
        reading.problem(
                entry.key().location(),
                "%s has no parameter \"%s\"".formatted(type.name(), entry.name()),
                Suggestions.didYouMean(entry.name(), names, otherwise));
    }

    private Map<String, YamlNode> refuseFreeForm(YamlNode node) {
        reading.problem(
                node.location(),
                "%s takes no parameters, here is %s".formatted(type.name(), node.kind()),
                "write %s: {}".formatted(type.name()));
        return Map.of();
    }

    private Optional<ValueTemplate> argument(String name, YamlNode node) {
        return type.parameter(name)
                .map(parameter -> argument(parameter, node))
                .orElseGet(() -> Optional.of(ValueTemplate.compile(node, reading.problems())));
    }

    private Optional<ValueTemplate> argument(Parameter parameter, YamlNode node) {
        if (Fields.isNothing(node)) {
            reading.problem(
                    node.location(),
                    "%s's \"%s\" has no value".formatted(type.name(), parameter.name()),
                    "give it one, or leave the line out");
            return Optional.empty();
        }
        ValueTemplate argument = ValueTemplate.compile(node, reading.problems());
        if (argument.isConstant() && !reading.isAlreadyWrong(node.location())) {
            new ConstantArgument(type, parameter, reading).check(argument);
        }
        return Optional.of(argument);
    }

    private void refuseMissing(YamlNode.Entry use, Map<String, YamlNode> given) {
        for (Parameter parameter : type.parameters()) {
            if (parameter.required() && !given.containsKey(parameter.name())) {
                reading.problem(
                        use.key().location(),
                        "%s needs the parameter \"%s\"".formatted(type.name(), parameter.name()),
                        parameter.doc().lines().findFirst().orElse(""));
            }
        }
    }

    /// A parameter that turns out to be null counts as not given. An expression can; whether it does, shows when the
    /// task runs.
    private void checkAlternatives(YamlNode.Entry use, Map<String, YamlNode> given) {
        Map<String, YamlNode> certain = new LinkedHashMap<>(given);
        certain.values().removeIf(ArgumentsReader::isExpression);
        for (Alternatives alternatives : type.alternatives()) {
            alternatives.refuseNone(type.name(), given.keySet(), use.key().location(), reading.problems());
            alternatives.refuseSeveral(type.name(), certain.keySet(), name -> place(use, name), reading.problems());
        }
    }

    private static boolean isExpression(YamlNode node) {
        return node instanceof YamlNode.Scalar scalar
                && AnsibleSyntax.withoutBraces(scalar.text()).isPresent();
    }

    private static Location place(YamlNode.Entry use, String parameter) {
        return use.value() instanceof YamlNode.Mapping map
                ? map.entry(parameter).map(entry -> entry.key().location()).orElse(map.location())
                : use.value().location();
    }
}
