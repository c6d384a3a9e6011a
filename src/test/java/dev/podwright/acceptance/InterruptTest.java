package dev.podwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.lab.Lab;
import dev.podwright.lab.LabHost;
import dev.podwright.lab.LabHosts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ctrl-C ends what runs on the hosts, too.
@Lab
class InterruptTest {
    private static final String PLAYBOOK = """
            - hosts: all
              become: [=become]
              tasks:
                - name: Long
                  shell: |
                    trap 'touch /tmp/interrupt-test.told; exit 1' TERM
                    touch /tmp/interrupt-test
                    sleep 1234.5
                - name: Never
                  command: touch /tmp/interrupt-test.never
            """;

    private final LabHost host;
    private final Operator operator;

    InterruptTest(LabHosts hosts, @TempDir Path folder) {
        this.host = hosts.first();
        this.operator = Operator.loggingIn("operator", folder, hosts.inventory(), "-l", host.name());
    }

    @AfterEach
    void tidyUp() {
        host.exec("sh", "-c", "pkill -f 'sleep 1234[.]5'; rm -f /tmp/interrupt-test*");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void endsTheRemoteProcessAndItsChildren(boolean become) throws Exception {
        operator.writes("long.yml", PLAYBOOK.replace("[=become]", Boolean.toString(become)));
        try (ChildProcess run = ChildProcess.of(operator, operator.commandLine("run", "long.yml"))) {
            run.runsUntil("the task sleeps", () -> sleeps());
            run.signal("INT");

            assertThat(run.ends()).as(run.text()).isEqualTo(99);
            assertThat(run.text()).contains("Interrupted: ending the tasks under way");
        }
        assertThat(sleeps()).isFalse();
        assertThat(host.exec("sh", "-c", "ls /tmp/interrupt-test*")).doesNotContain("never");
        List<Map<?, ?>> events = Told.events(operator.report());
        assertThat(events.getLast().get("kind")).isEqualTo("run_finished");
        assertThat(events.getLast().get("interrupted")).isEqualTo(true);
    }

    @Test
    void aSecondSignalLeavesAtOnce() throws Exception {
        operator.writes("long.yml", PLAYBOOK.replace("[=become]", "false").replace("; exit 1' TERM", "' TERM"));
        try (ChildProcess run = ChildProcess.of(operator, operator.commandLine("run", "long.yml"))) {
            run.runsUntil("the task sleeps", () -> sleeps());
            run.signal("INT");
            run.signal("INT");

            assertThat(run.ends()).as(run.text()).isEqualTo(99);
        }
    }

    private boolean sleeps() {
        return host.tryExec("pgrep", "-f", "^sleep 1234[.]5").status() == 0;
    }
}
