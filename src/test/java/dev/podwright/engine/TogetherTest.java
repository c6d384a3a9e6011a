package dev.podwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the hosts of a batch do together: `run_once`, `any_errors_fatal`, `max_fail_percentage`, `serial`.
@Timeout(60)
class TogetherTest {
    private static final String THREE = "all: {vars: {connection: local}, hosts: {one: {}, two: {}, three: {}}}\n";

    @TempDir
    Path folder;

    private LocalRun run(RunOptions options, String playbook) {
        LocalRun run = new LocalRun(folder, options).inventory(THREE);
        run.run(playbook);
        return run;
    }

    private static List<String> states(LocalRun run, String task) {
        return run.states().stream().filter(state -> state.contains(task)).toList();
    }

    @ParameterizedTest
    @CsvSource({"free, 50", "linear, 50", "free, 1", "linear, 1"})
    void theFirstHostOfTheBatchRunsForAll(String strategy, int forks) {
        LocalRun run = run(LocalRun.forks(forks), """
                - hosts: all
                  strategy: %s
                  order: reverse_inventory
                  tasks:
                    - {name: Slow, shell: "[ [=host.name] != three ] || sleep 0.3"}
                    - {name: Once, shell: "echo [=host.name]", run_once: true, register: once}
                    - {name: Says, debug: {msg: "[=once.stdout]"}}
                """.formatted(strategy));
        assertThat(states(run, "Once")).containsExactly("three Once: changed");
        assertThat(run.messages()).containsExactly("three", "three", "three");
    }

    @Test
    void eachBatchHasAFirstHostAndTheNextOneStandsInForIt() {
        LocalRun run = run(LocalRun.forks(1), """
                - hosts: all
                  serial: 2
                  tasks:
                    - {name: Fails, command: "test [=host.name] != one"}
                    - {name: Once, command: "true", run_once: true}
                """);
        assertThat(states(run, "Once")).containsExactly("two Once: changed", "three Once: changed");
    }

    @Test
    void aRunOnceTaskInARescueIsForThoseThatComeToIt() {
        LocalRun run = run(RunOptions.DEFAULT, """
                - hosts: all
                  tasks:
                    - block:
                        - {name: Fails, command: "test [=host.name] = one"}
                      rescue:
                        - {name: Once, command: "true", run_once: true}
                    - {name: After, command: "true"}
                """);
        assertThat(states(run, "Once")).containsExactly("two Once: changed");
        assertThat(states(run, "After")).hasSize(3);
    }

    @Test
    void whatFailsForOneThatRunsForAllFailsForAll() {
        LocalRun run = run(RunOptions.DEFAULT, """
                - hosts: all
                  tasks:
                    - {name: Once, command: "false", run_once: true}
                """);
        assertThat(run.states())
                .containsExactlyInAnyOrder("one Once: failed", "two Once: failed", "three Once: failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"any_errors_fatal: true", "max_fail_percentage: 20"})
    void theTaskThatEndsALinearPlayIsDoneByAllHosts(String limit) {
        LocalRun run = run(LocalRun.forks(1), """
                - hosts: all
                  strategy: linear
                  %s
                  tasks:
                    - {name: Fatal, command: "test [=host.name] != one"}
                    - {name: Unreached, command: "true"}
                - hosts: all
                  tasks:
                    - {name: Next play, command: "true"}
                """.formatted(limit));
        assertThat(run.states())
                .containsExactlyInAnyOrder("one Fatal: failed", "two Fatal: changed", "three Fatal: changed");
    }

    @Test
    void anErrorIsFatalOnlyForTheTasksThatSaySoAndWhereNothingRescuesIt() {
        LocalRun run = run(RunOptions.DEFAULT, """
                - hosts: all
                  strategy: linear
                  tasks:
                    - block:
                        - {name: Rescued, command: "test [=host.name] != one"}
                      rescue:
                        - {name: Helps, command: "true"}
                      any_errors_fatal: true
                    - {name: Alone, command: "test [=host.name] != three"}
                    - block:
                        - {name: Fatal, command: "test [=host.name] != two"}
                        - {name: Unreached, command: "true"}
                      any_errors_fatal: true
                    - {name: Unreached too, command: "true"}
                """);
        assertThat(states(run, "Alone")).hasSize(3);
        assertThat(states(run, "Fatal")).containsExactlyInAnyOrder("one Fatal: changed", "two Fatal: failed");
        assertThat(states(run, "Unreached")).isEmpty();
    }

    @Test
    void forcedHandlersRunOnTheHostsThatAnothersErrorEnded() {
        LocalRun run = run(RunOptions.DEFAULT, """
                - hosts: all
                  strategy: linear
                  force_handlers: true
                  any_errors_fatal: true
                  tasks:
                    - {name: Writes, command: "true", notify: Restart}
                    - {name: Fatal, command: "test [=host.name] != one"}
                    - {name: Unreached, command: "true"}
                  handlers:
                    - {name: Restart, command: "true"}
                """);
        assertThat(states(run, "Restart")).hasSize(3);
        assertThat(states(run, "Unreached")).isEmpty();
    }
}
