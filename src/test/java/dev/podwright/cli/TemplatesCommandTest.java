package dev.podwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.report.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplatesCommandTest {
    private final FakeEnvironment podwright = new FakeEnvironment();

    @TempDir
    Path folder;

    @Test
    void aCustomizedFileReplacesOnlyItself() throws IOException {
        assertThat(podwright.run("templates", "eject", "wait_for/check.sh.ftl", "--to", folder.toString()))
                .isEqualTo(ExitCode.OK);
        Path check = folder.resolve("wait_for/check.sh.ftl");
        assertThat(podwright.out()).isEqualTo("wrote " + check + "\n");
        Files.writeString(check, "pw_output elapsed 7\n");

        FakeEnvironment listing = new FakeEnvironment();
        listing.run("templates", "--templates", folder.toString());
        assertThat(listing.out().lines())
                .anyMatch(line -> line.matches("wait_for/check\\.sh\\.ftl +\\Q" + check + "\\E"))
                .anyMatch(line -> line.matches("wait_for/task\\.yml +built-in"));
    }

    @Test
    void copiesAllFilesOfATaskType() {
        podwright.run("templates", "eject", "file", "--to", folder.toString());
        assertThat(folder.resolve("file"))
                .isDirectoryContaining("glob:**/task.yml")
                .isDirectoryContaining("glob:**/check.sh.ftl")
                .isDirectoryContaining("glob:**/apply.sh.ftl");
        assertThat(folder.resolve("file_content")).doesNotExist();
        assertThat(folder.resolve("file/task.yml")).content().doesNotContain("yaml-language-server");
    }

    @Test
    void keepsWhatSomebodyHasCustomized() throws IOException {
        Path mine = Files.createDirectories(folder.resolve("lib")).resolve("docker.sh");
        Files.writeString(mine, "mine\n");

        ExitCode refused =
                podwright.run("templates", "eject", "lib/docker.sh", "lib/wait.sh", "--to", folder.toString());

        assertThat(refused).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(podwright.err()).contains(mine + ": this file is there already", "--force replaces it");
        assertThat(mine).hasContent("mine\n");
        assertThat(folder.resolve("lib/wait.sh")).doesNotExist();

        podwright.run("templates", "eject", "lib/docker.sh", "--force", "--to", folder.toString());
        assertThat(mine).content().contains("docker_fail()");
    }

    @Test
    void suggestsTheNearestName() {
        assertThat(podwright.run("templates", "eject", "run_contaner", "lib/dokcer.sh"))
                .isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(podwright.err())
                .contains("run_contaner: there is no built-in template of this name", "did you mean \"run_container\"?")
                .contains("lib/dokcer.sh: there is no built-in template of this name", "\"lib/docker.sh\"?");
        assertThat(podwright.run("templates", "ejcet")).isEqualTo(ExitCode.USAGE);
    }
}
