package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import dev.podwright.inventory.InventorySchema;
import dev.podwright.playbook.PlaybookSchema;
import dev.podwright.report.ExitCode;
import dev.podwright.source.Problems;
import dev.podwright.source.Suggestions;
import dev.podwright.tasktype.ManifestSchema;
import java.nio.file.Path;
import java.util.List;

/// `podwright schema playbook|tasks|inventory|task-type`: for editors that check and complete YAML by a JSON Schema.
final class SchemaCommand implements Command {
    private static final String PLAYBOOK = "playbook";
    private static final String TASKS = "tasks";
    private static final String INVENTORY = "inventory";
    private static final String TASK_TYPE = "task-type";
    static final List<String> KINDS = List.of(PLAYBOOK, TASKS, INVENTORY, TASK_TYPE);

    @Parameter(
            required = true,
            description = "KIND: playbook, tasks (a file of tasks), inventory or task-type (task.yml)")
    private String kind = "";

    @ParametersDelegate
    private TemplateOptions templates = new TemplateOptions();

    @Override
    public ExitCode run(Environment environment) {
        environment.out().print(schema());
        return ExitCode.OK;
    }

    private String schema() {
        return switch (kind) {
            case PLAYBOOK -> playbooks().ofPlaybooks();
            case TASKS -> playbooks().ofTasks();
            case INVENTORY -> InventorySchema.ofInventories();
            case TASK_TYPE -> ManifestSchema.ofManifests();
            default ->
                throw new UsageException(
                        "there is no schema of \"" + kind + "\"",
                        Suggestions.didYouMean(kind, KINDS, "there are " + String.join(", ", KINDS)));
        };
    }

    /// With the task types that stand here, as a playbook in this folder would find them.
    private PlaybookSchema playbooks() {
        Problems problems = new Problems();
        PlaybookSchema schema = new PlaybookSchema(templates.library(List.of(Path.of("templates"))), problems);
        problems.throwIfAny();
        return schema;
    }
}
