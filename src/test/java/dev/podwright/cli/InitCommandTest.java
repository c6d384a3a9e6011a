package dev.podwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.report.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {
    @TempDir
    private Path folder;

    private Path project = Path.of("");

    @BeforeEach
    void begin() {
        project = folder.resolve("project");
        FakeEnvironment podwright = podwright();
        assertThat(podwright.run("init", project.toString())).isEqualTo(ExitCode.OK);
        assertThat(podwright.out()).contains("wrote " + project + "/playbook.yml\n");
    }

    @Test
    void whatItWritesHasNoMistakes() throws IOException {
        assertThat(onProject("validate").out()).endsWith(": 1 play, 3 tasks: fine\n");
        assertThat(onProject("validate").err()).isEmpty();
        Schemas schemas =
                Schemas.printed("--templates", project.resolve("templates").toString());
        assertThat(Schemas.problems(schemas.playbook(), text("playbook.yml"))).isEmpty();
        assertThat(Schemas.problems(schemas.inventory(), text("inventory.yml"))).isEmpty();
        assertThat(Schemas.problems(schemas.taskType(), text("templates/note/task.yml")))
                .isEmpty();
    }

    @Test
    void itsSchemaKnowsItsOwnTaskType() throws IOException {
        assertThat(text("schemas/playbook.json"))
                .isEqualTo(Schemas.text(
                        "playbook", "--templates", project.resolve("templates").toString()))
                .contains("task_type_note");
    }

    @Test
    void itWorksAtOnce() throws IOException {
        Path note = folder.resolve("note.txt");
        assertThat(onProject("plan", "-e", "note=" + note).out())
                .contains("PLAN: 1 change on 1 host; nothing was changed");
        assertThat(note).doesNotExist();
        assertThat(onProject("run", "-e", "note=" + note).out()).contains("localhost : ok=3 changed=1");
        assertThat(Files.readString(note)).startsWith("localhost has ").endsWith(" GPUs; glad to be of use\n");
        assertThat(onProject("run", "-e", "note=" + note).out()).contains("localhost : ok=3 changed=0");
    }

    @Test
    void neverOverwritesWhatIsThere() throws IOException {
        Files.writeString(project.resolve("playbook.yml"), "mine\n");
        Files.delete(project.resolve(".gitignore"));
        FakeEnvironment podwright = podwright();
        assertThat(podwright.run("init", project.toString())).isEqualTo(ExitCode.OK);
        assertThat(podwright.out())
                .contains("kept  " + project + "/playbook.yml\n", "wrote " + project + "/.gitignore\n");
        assertThat(text("playbook.yml")).isEqualTo("mine\n");
        assertThat(podwright.run("init", "a", "b")).isEqualTo(ExitCode.USAGE);
    }

    private FakeEnvironment onProject(String command, String... more) {
        FakeEnvironment podwright = podwright();
        String[] arguments = new String[more.length + 4];
        arguments[0] = command;
        arguments[1] = project.resolve("playbook.yml").toString();
        arguments[2] = "-i";
        arguments[3] = project.resolve("inventory.yml").toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        ExitCode code = podwright.run(arguments);
        assertThat(code).as(podwright.out() + podwright.err()).isEqualTo(ExitCode.OK);
        return podwright;
    }

    private FakeEnvironment podwright() {
        return new FakeEnvironment()
                .with("XDG_STATE_HOME", folder.resolve("state").toString());
    }

    private String text(String file) throws IOException {
        return Files.readString(project.resolve(file));
    }
}
