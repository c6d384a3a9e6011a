package dev.podwright.cli;

import dev.podwright.inventory.Inventory;
import dev.podwright.playbook.Playbook;
import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.source.Vault;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.util.List;

/// Everything that is read before the first connection. All problems of all files are collected first.
///
/// @param warnings what should be known but stops nothing
record Inputs(Inventory inventory, TaskTypeLibrary library, List<Playbook> playbooks, List<Problem> warnings) {

    /// @param problems those found so far, as in other options
    /// @throws dev.podwright.source.InvalidInputException with all problems
    static Inputs read(PlaybookSource source, InventoryOptions options, Environment environment, Problems problems) {
        TaskTypeLibrary library = library(source, options);
        Vault vault = options.vault(environment);
        List<Playbook> playbooks = source.read(library, vault, problems);
        Inventory inventory = Inventory.read(options.sources(environment), source.folders(), vault, problems);
        problems.throwIfAny();
        return new Inputs(inventory, library, playbooks, problems.warnings());
    }

    /// `templates/` beside each playbook comes first, then the folders of `--templates`.
    static TaskTypeLibrary library(PlaybookSource source, InventoryOptions options) {
        return options.templates()
                .library(source.folders().stream()
                        .map(folder -> folder.resolve("templates"))
                        .toList());
    }

    void tellWarnings(Environment environment) {
        warnings.forEach(warning -> environment.warn("warning: " + warning.render()));
    }
}
