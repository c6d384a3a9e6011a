package dev.podwright.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.tasktype.TaskTypeLibrary;
import dev.podwright.template.Scope;
import dev.podwright.template.ValueTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads playbooks from text, with the task types of the tests.
record Reader(Path folder) {
    static final TaskTypeLibrary TASK_TYPES = TaskTypeLibrary.of(List.of(Path.of("src/test/resources/task-types")));

    void write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The plays of a playbook without problems.
    List<Play> plays(String text) {
        Problems problems = new Problems();
        List<Play> plays = read(text, problems);
        assertThat(problems.sorted()).extracting(Problem::render).isEmpty();
        return plays;
    }

    Play play(String text) {
        List<Play> plays = plays(text);
        assertThat(plays).hasSize(1);
        return plays.getFirst();
    }

    /// The steps of a task list without problems.
    List<Step> steps(String tasks) {
        return play("- hosts: all\n  tasks:\n" + tasks.indent(4)).tasks();
    }

    Task task(String task) {
        List<Step> steps = steps(task);
        assertThat(steps).hasSize(1);
        return (Task) steps.getFirst();
    }

    Step.Block block(String block) {
        List<Step> steps = steps(block);
        assertThat(steps).hasSize(1);
        return (Step.Block) steps.getFirst();
    }

    /// The problems of a playbook, as the operator sees them.
    String problems(String text) {
        Problems problems = new Problems();
        read(text, problems);
        return problems.sorted().stream().map(this::shown).collect(Collectors.joining("\n"));
    }

    String taskProblems(String tasks) {
        return problems("- hosts: all\n  tasks:\n" + tasks.indent(4));
    }

    List<String> warnings(String text) {
        Problems problems = new Problems();
        read(text, problems);
        return problems.warnings().stream().map(this::shown).toList();
    }

    /// A value that needs no variables.
    static Object value(@Nullable ValueTemplate template) {
        return Objects.requireNonNull(template).evaluate(Scope.of(Map.of()));
    }

    private String shown(Problem problem) {
        return problem.render().replace(folder + "/", "");
    }

    private List<Play> read(String text, Problems problems) {
        write("site.yml", text);
        return PlaybookReader.read(folder.resolve("site.yml"), TASK_TYPES, problems)
                .map(Playbook::plays)
                .orElse(List.of());
    }
}
