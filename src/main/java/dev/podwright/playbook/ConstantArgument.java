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
        if (parameter.type() == ParameterType.LOCAL_TEMPLATE) {
            LocalFileSearch search = LocalFileSearch.templates(reading.folder());
            Path file = search.find(name.text())
                    .orElseGet(() -> search.places(name.text()).getFirst());
            YamlFiles.open(file, name.location(), reading.problems())
                    .flatMap(source -> reading.vault().open(source, reading.problems()))
                    .ifPresent(source -> TextTemplate.compile(source, reading.problems()));
        } else if (parameter.type() == ParameterType.LOCAL_FILE) {
            LocalFileSearch search = LocalFileSearch.files(reading.folder());
            if (search.places(name.text()).stream().noneMatch(Files::exists)) {
                Path first = search.places(name.text()).getFirst();
                reading.problems()
                        .warn(
                                name.location(),
                                "there is no file " + first,
                                "it must be there when the task's turn comes");
            }
        }
    }
}
