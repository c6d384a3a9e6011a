package dev.podwright.cli;

import com.beust.jcommander.Parameter;
import dev.podwright.inventory.InventorySchema;
import dev.podwright.playbook.PlaybookSchema;
import dev.podwright.report.ExitCode;
import dev.podwright.source.InvalidInputException;
import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.source.Reason;
import dev.podwright.tasktype.ManifestSchema;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// `podwright init [DIR]`: a small project to begin with, which works at once. What is there already stays as it is.
final class InitCommand implements Command {
    private static final List<String> FILES = List.of(
            "playbook.yml",
            "inventory.yml",
            "group_vars/all.yml",
            "templates/note/task.yml",
            "templates/note/check.sh.ftl",
            "templates/note/apply.sh.ftl",
            ".gitignore");

    @Parameter(description = "DIR")
    private List<String> folders = new ArrayList<>();

    @Override
    public ExitCode run(Environment environment) {
        if (folders.size() > 1) {
            throw new UsageException("init takes one folder", "");
        }
        Path folder = Path.of(folders.isEmpty() ? "" : folders.getFirst());
        FILES.forEach(file -> write(folder.resolve(file), resource(file), environment));
        writeSchemas(folder, environment);
        environment.say("");
        environment.say("What it would do:  %spodwright plan playbook.yml -i inventory.yml"
                .formatted(folders.isEmpty() ? "" : "cd " + folder + " && "));
        return ExitCode.OK;
    }

    /// With the project's own task type; `podwright schema` prints them anew after a change.
    private static void writeSchemas(Path folder, Environment environment) {
        TaskTypeLibrary library = TaskTypeLibrary.of(List.of(folder.resolve("templates")));
        String playbooks = new PlaybookSchema(library, new Problems()).ofPlaybooks();
        write(folder.resolve("schemas/playbook.json"), playbooks, environment);
        write(folder.resolve("schemas/inventory.json"), InventorySchema.ofInventories(), environment);
        write(folder.resolve("schemas/task-type.json"), ManifestSchema.ofManifests(), environment);
    }

    private static void write(Path file, String text, Environment environment) {
        if (Files.exists(file)) {
            environment.say("kept  " + file);
            return;
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new InvalidInputException(
                    new Problem(Location.named(file.toString()), "the file can't be written: " + Reason.of(e)));
        }
        environment.say("wrote " + file);
    }

    private static String resource(String file) {
        String name = "init/" + file.replaceFirst("^\\.", "");
        try (InputStream in = Objects.requireNonNull(InitCommand.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
