package dev.podwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a plan takes for known of tasks that it doesn't run.
class PlannedResultsTest {
    @TempDir
    Path folder;

    @Test
    void theOutputOfACommandIsNotKnownEvenIfTheCommandChangesNothing() {
        LocalRun run = new LocalRun(folder, LocalRun.planning());
        run.run("""
                - hosts: one
                  tasks:
                    - name: Read
                      shell: echo hello
                      changed_when: false
                      failed_when: read.stdout != "hello"
                      register: read
                    - {name: Use, debug: {msg: "[=read.stdout]"}}
                    - {name: Judge, debug: {msg: judged}, when: read.stdout == ""}
                    - {name: Trust, debug: {msg: "[=read.changed?c]"}}
                """);
        assertThat(run.states())
                .containsExactly("one Read: ok", "one Use: unknown", "one Judge: unknown", "one Trust: ok");
        assertThat(run.result("Use").msg()).isEqualTo("read.stdout is not known before an earlier task is applied");
        assertThat(run.result("Use").hint()).contains("check_mode: false");
        assertThat(run.result("Trust").msg()).isEqualTo("false");
    }

    @Test
    void aTaskThatRunsInAPlanTooIsKnown() {
        LocalRun run = new LocalRun(folder, LocalRun.planning());
        run.run("""
                - hosts: one
                  tasks:
                    - {name: Read, shell: echo hello, changed_when: false, check_mode: false, register: read}
                    - {name: Use, debug: {msg: "[=read.stdout]"}}
                """);
        assertThat(run.states()).containsExactly("one Read: ok", "one Use: ok");
        assertThat(run.messages()).containsExactly("hello");
    }
}
