package dev.podwright.playbook;

import dev.podwright.source.YamlNode;
import dev.podwright.tasktype.ParameterType;
import dev.podwright.template.Scope;
import dev.podwright.template.ValueTemplate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads `loop` and `loop_control`.
final class LoopReader {
    private LoopReader() {}

    static Optional<Task.Loop> read(Fields task) {
        Optional<Fields> control = task.map("loop_control");
        control.ifPresent(fields -> UnknownKeys.refuse(fields, KnownKeys.LOOP_CONTROL, "loop_control"));
        if (task.has("loop_control") && !task.has("loop")) {
            task.problem(
                    task.mapping().entry("loop_control").orElseThrow().key(),
                    "loop_control without loop",
                    "add \"loop\" with a list");
        }
        return task.node("loop").flatMap(node -> items(task, node)).map(items -> loop(items, control));
    }

    private static Task.Loop loop(ValueTemplate items, Optional<Fields> control) {
        return new Task.Loop(
                items,
                control.flatMap(fields -> variable(fields, "loop_var")).orElse("item"),
                control.flatMap(fields -> variable(fields, "index_var")).orElse(""),
                control.flatMap(fields -> fields.value("label")),
                control.flatMap(fields -> fields.value("pause", ParameterType.DURATION)));
    }

    private static Optional<String> variable(Fields control, String key) {
        return control.names(key).stream()
                .filter(name -> VariableNames.check(name, control.reading().problems()))
                .map(YamlNode.Scalar::text)
                .findFirst();
    }

    private static Optional<ValueTemplate> items(Fields task, YamlNode node) {
        ValueTemplate items = ValueTemplate.compile(node, task.reading().problems());
        boolean isList = node instanceof YamlNode.Sequence
                || (node instanceof YamlNode.Scalar && !items.isConstant())
                || (items.isConstant() && items.evaluate(Scope.of(Map.of())) instanceof List);
        if (isList) {
            return Optional.of(items);
        }
        task.problem(node, "\"loop\" must be a list, not " + node.kind(), hint(node));
        return Optional.empty();
    }

    private static String hint(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar scalar
            when scalar.value() instanceof String -> "for a variable's list, write \"[=%s]\"".formatted(scalar.text());
            case YamlNode.Mapping _ -> "for a map's keys, write \"[=name?keys]\"";
            case YamlNode.Scalar _, YamlNode.Sequence _ -> "write each item on a line that begins with \"- \"";
        };
    }
}
