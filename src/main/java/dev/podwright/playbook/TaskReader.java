package dev.podwright.playbook;

import dev.podwright.source.YamlNode;
import dev.podwright.template.Expression;
import dev.podwright.template.ValueTemplate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads one task.
record TaskReader(Fields fields, Reading reading) {
    /// A task's keywords but for its task type.
    private record Around(
            Optional<ValueTemplate> name,
            Keywords keywords,
            Optional<Task.Loop> loop,
            Optional<String> register,
            Optional<Task.Retry> retry,
            List<Expression> changedWhen,
            List<Expression> failedWhen,
            List<String> listen) {}

    /// The task, or empty where it has no usable task type; its other keys are checked either way.
    Optional<Task> read() {
        if (reading.ofHandlers() && !fields.has("name") && !fields.has("listen")) {
            reading.problem(fields.location(), "a handler needs a name", "tasks notify it by its name");
        }
        Around around = around();
        return new TaskTypeKey(fields, reading).find().map(use -> task(use, around));
    }

    private Around around() {
        return new Around(
                fields.text("name").map(name -> ValueTemplate.compile(name, reading.problems())),
                KeywordsReader.read(fields),
                LoopReader.read(fields),
                register(),
                RetryReader.read(fields),
                Conditions.read(fields, "changed_when"),
                Conditions.read(fields, "failed_when"),
                listen());
    }

    private Task task(TaskTypeKey.Use use, Around around) {
        if (use.type().name().equals(MetaRules.TYPE)) {
            new MetaRules(fields, reading).check(use.entry().value());
        }
        Map<String, ValueTemplate> arguments = new ArgumentsReader(use.type(), reading).read(use.entry());
        return new Task(
                fields.location(),
                around.name().orElseGet(() -> ValueTemplate.constant(use.type().name(), fields.location())),
                use.type(),
                use.entry().key().location(),
                arguments,
                around.keywords(),
                around.loop(),
                around.register(),
                around.retry(),
                around.changedWhen(),
                around.failedWhen(),
                around.listen(),
                reading.folder());
    }

    private Optional<String> register() {
        return fields.text("register")
                .filter(name -> VariableNames.check(name, reading.problems()))
                .map(YamlNode.Scalar::text);
    }

    private List<String> listen() {
        if (fields.has("listen") && !reading.ofHandlers()) {
            fields.problem(
                    fields.mapping().entry("listen").orElseThrow().key(),
                    "only handlers can listen",
                    "move the task to \"handlers\", or leave \"listen\" out");
        }
        return fields.names("listen").stream().map(YamlNode.Scalar::text).toList();
    }
}
