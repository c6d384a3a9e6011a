package dev.podwright.cli;

import dev.podwright.inventory.Inventory;
import dev.podwright.playbook.Playbook;
import dev.podwright.playbook.PlaybookReader;
import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.source.Vault;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Everything that is read before the first connection. All problems of all files are collected first.
///
/// @param warnings what should be known but stops nothing
record Inputs(Inventory inventory, TaskTypeLibrary library, List<Playbook> playbooks, List<Problem> warnings) {

    /// @param problems those found so far, as in other options
    /// @throws dev.podwright.source.InvalidInputException with all problems
    static Inputs read(
            List<String> playbookNames, InventoryOptions options, Environment environment, Problems problems) {
        List<Path> files = playbookNames.stream().map(Path::of).toList();
        TaskTypeLibrary library = library(files, options);
        Vault vault = options.vault(environment);
        List<Playbook> playbooks = playbooks(files, library, vault, problems);
        Inventory inventory = Inventory.read(options.sources(environment), folders(files), vault, problems);
        problems.throwIfAny();
        return new Inputs(inventory, library, playbooks, problems.warnings());
    }

    /// `templates/` beside each playbook comes first, then the folders of `--templates`.
    static TaskTypeLibrary library(List<Path> playbooks, InventoryOptions options) {
        return options.templates()
                .library(folders(playbooks).stream()
                        .map(folder -> folder.resolve("templates"))
                        .toList());
    }

    private static List<Playbook> playbooks(List<Path> files, TaskTypeLibrary library, Vault vault, Problems problems) {
        List<Playbook> playbooks = new ArrayList<>();
        for (Path file : files) {
            if (Files.isRegularFile(file) && Files.isReadable(file)) {
                PlaybookReader.read(file, library, vault, problems).ifPresent(playbooks::add);
            } else {
                problems.add(Location.named(file.toString()), "there is no playbook here that can be read");
            }
        }
        return playbooks;
    }

    void tellWarnings(Environment environment) {
        warnings.forEach(warning -> environment.warn("warning: " + warning.render()));
    }

    private static List<Path> folders(List<Path> files) {
        Set<Path> folders = new LinkedHashSet<>();
        for (Path file : files) {
            Path folder = file.getParent();
            folders.add(folder == null ? Path.of("") : folder);
        }
        return List.copyOf(folders);
    }
}
