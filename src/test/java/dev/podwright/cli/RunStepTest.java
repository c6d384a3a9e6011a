package dev.podwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.report.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunStepTest {
    @TempDir
    Path folder;

    private final FakeEnvironment podwright = new FakeEnvironment();

    @Test
    void asksOncePerTaskForAllHosts() throws IOException {
        podwright.typing("y", "perhaps", "n", "c");
        assertThat(run("--step")).isEqualTo(ExitCode.OK);
        assertThat(podwright.asked())
                .containsExactly(
                        "Perform task: First (N)o/(y)es/(c)ontinue",
                        "Perform task: Second (N)o/(y)es/(c)ontinue",
                        "Perform task: Second (N)o/(y)es/(c)ontinue",
                        "Perform task: Third (N)o/(y)es/(c)ontinue");
        assertThat(folder.toFile().list())
                .contains("first-one", "first-two", "third-one", "third-two", "fourth-one", "fourth-two")
                .doesNotContain("second-one", "second-two");
        assertThat(podwright.err()).contains("answer n, y or c");
        assertThat(podwright.out()).contains("the operator left it out", "ok=3 changed=3", "skipped=1");
    }

    @Test
    void takesTheEndOfInputForANo() throws IOException {
        podwright.typing();
        assertThat(run("--step")).isEqualTo(ExitCode.OK);
        assertThat(podwright.out()).contains("ok=0 changed=0", "skipped=4");
    }

    @Test
    void needsATerminal() throws IOException {
        assertThat(run("--step")).isEqualTo(ExitCode.USAGE);
        assertThat(podwright.err()).contains("there is no terminal to ask at");
    }

    private ExitCode run(String flag) throws IOException {
        Path inventory = Files.writeString(
                folder.resolve("inventory.yml"),
                "all: {hosts: {one: {connection: local}, two: {connection: local}}}\n");
        Path playbook = Files.writeString(folder.resolve("playbook.yml"), """
                - hosts: all
                  tasks:
                    - {name: First, file: {path: "%1$s/first-[=host.name]", state: touch}}
                    - {name: Second, file: {path: "%1$s/second-[=host.name]", state: touch}}
                    - {name: Third, file: {path: "%1$s/third-[=host.name]", state: touch}}
                    - {name: Fourth, file: {path: "%1$s/fourth-[=host.name]", state: touch}}
                """.formatted(folder));
        podwright.with("XDG_STATE_HOME", folder.resolve("state").toString());
        return podwright.run("run", playbook.toString(), "-i", inventory.toString(), flag);
    }
}
