package dev.podwright.playbook;

import dev.podwright.source.YamlNode;
import dev.podwright.tasktype.Parameter;
import dev.podwright.tasktype.ParameterType;
import dev.podwright.tasktype.TaskType;
import dev.podwright.template.Scope;
import dev.podwright.template.TextTemplate;
import dev.podwright.template.ValueTemplate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Checks an argument that is known when the playbook is read.
record ConstantArgument(TaskType type, Parameter parameter, Reading reading) {

    void check(ValueTemplate argument) {
        try {
            parameter.convert(argument.evaluate(Scope.of(Map.of())));
        } catch (IllegalArgumentException e) {
            reading.problem(
                    argument.location(), "%s's \"%s\" %s".formatted(type.name(), parameter.name(), e.getMessage()), "");
            return;
        }
        checkFile(argument);
    }

    /// A template must be there and be well-formed; another file may still be made by an earlier task.
    private void checkFile(ValueTemplate argument) {
        if (!(argument.node() instanceof YamlNode.Scalar name)) {
            return;
        }
        Path file = reading.folder().resolve(name.text()).normalize();
        if (parameter.type() == ParameterType.LOCAL_TEMPLATE) {
            YamlFiles.open(file, name.location(), reading.problems())
                    .ifPresent(source -> TextTemplate.compile(source, reading.problems()));
        } else if (parameter.type() == ParameterType.LOCAL_FILE && !Files.exists(file)) {
            reading.problems()
                    .warn(name.location(), "there is no file " + file, "it must be there when the task's turn comes");
        }
    }
}
