package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Status;
import org.junit.jupiter.api.Test;

class ShellTest extends EveryShell {
    ShellTest(String shellCommand) {
        super(shellCommand);
    }

    @Test
    void runsAScriptWithPipesAndSeveralLines() {
        BlockResult result = run("shell", parameters("cmd", "x=1\necho \"$x b\" | tr a-z A-Z\n# the end"));

        assertThat(result.status()).as(result.toString()).isEqualTo(Status.CHANGED);
        assertThat(result.stdout()).isEqualTo("1 B\n");
    }

    @Test
    void startsFromAPlainShell() {
        String script = "echo $#; echo ${unset}; false; env | grep PODWRIGHT; command -v pw_change; echo on";

        assertThat(run("shell", parameters("cmd", script)).stdout())
                .startsWith("0\n")
                .doesNotContain("pw_change")
                .endsWith("on\n");
    }

    @Test
    void endsAsTheScriptDoes() {
        assertThat(run("shell", parameters("cmd", "exit 3")).rc()).isEqualTo(3);
        assertThat(run("shell", parameters("cmd", "if then")).status()).isEqualTo(Status.FAILED);
    }

    @Test
    void runsByTheShellOfOnesChoice() {
        String script = "a=(1 2); echo ${a[1]}; cat";

        assertThat(run("shell", parameters("cmd", script, "executable", "/bin/bash", "stdin", "in"))
                        .stdout())
                .isEqualTo("2\nin\n");
    }

    @Test
    void keepsItsTextFromTheProcessList() {
        String script = ": hunter2; tr '\\0' '\\n' </proc/$$/cmdline";

        assertThat(run("shell", parameters("cmd", script)).stdout())
                .contains("-c")
                .doesNotContain("hunter2");
    }
}
