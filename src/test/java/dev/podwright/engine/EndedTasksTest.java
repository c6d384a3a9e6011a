package dev.podwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of tasks that are ended: with the run, or because they take too long.
@Timeout(60)
class EndedTasksTest {
    @TempDir
    Path folder;

    @Test
    void endsTheTaskOnItsHostAndBeginsNoOther() {
        LocalRun run = new LocalRun(folder).meanwhile(executor -> {
            await(folder.resolve("begun"));
            executor.interrupt();
        });
        RunSummary summary = run.run("""
                - hosts: one
                  tasks:
                    - name: Long
                      shell:
                        chdir: FOLDER
                        cmd: |
                          trap 'touch told; exit 1' TERM
                          touch begun
                          sleep 1234 & wait
                    - name: Never
                      shell: echo never
                """.replace("FOLDER", folder.toString()));
        assertThat(summary.interrupted()).isTrue();
        assertThat(run.states()).containsExactly("one Long: failed");
        assertThat(run.messages()).containsExactly("The task was interrupted");
        assertThat(folder.resolve("told")).exists();
    }

    @Test
    void saysOfATaskThatTookTooLongWhatItsLimitWas() {
        LocalRun run = new LocalRun(folder);
        run.run("""
                - hosts: one
                  tasks:
                    - {name: Long, shell: sleep 1234, timeout: 1}
                """);
        assertThat(run.result("Long").msg()).isEqualTo("The task ran longer than its timeout of 1 s and was ended");
        assertThat(run.result("Long").hint()).startsWith("Raise the task's timeout");
    }

    private static void await(Path file) {
        while (!Files.exists(file)) {
            LockSupport.parkNanos(10_000_000);
        }
    }
}
