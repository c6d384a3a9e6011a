package dev.podwright.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `meta` tasks, and where handlers run.
@Timeout(60)
class MetaTest {
    private static final String TWO = "all: {vars: {connection: local}, hosts: {one: {}, two: {}}}\n";
    private static final String THREE = "all: {vars: {connection: local}, hosts: {one: {}, two: {}, three: {}}}\n";

    @TempDir
    Path folder;

    private LocalRun on(String inventory) {
        return new LocalRun(folder).inventory(inventory);
    }

    @Test
    void flushedHandlersRunBeforeTheNextTaskAndOnlyOnce() {
        LocalRun run = on(TWO);
        run.run("""
                - hosts: one
                  tasks:
                    - {name: Writes, shell: "echo {}", notify: [Restart, web]}
                    - {name: Now, meta: flush_handlers}
                    - {name: Next, command: "true"}
                    - meta: noop
                  handlers:
                    - {name: Reload, command: "true", listen: web}
                    - {name: Restart, command: "true", notify: Reload}
                    - {name: Unasked, command: "true"}
                """);
        assertThat(run.states())
                .containsExactly(
                        "one Writes: changed", "one Reload: changed", "one Restart: changed", "one Next: changed");
    }

    @Test
    void aHandlerThatAnotherOneNotifiesComesInItsTurnOrElseInAnotherRound() {
        LocalRun run = on(TWO);
        run.run("""
                - hosts: one
                  tasks:
                    - {name: Writes, command: "true", notify: [Last, First]}
                  handlers:
                    - {name: Before, command: "true"}
                    - {name: First, command: "true", notify: [Between, Before]}
                    - {name: Between, command: "true"}
                    - {name: Last, command: "true"}
                """);
        assertThat(run.states())
                .containsExactly(
                        "one Writes: changed",
                        "one First: changed",
                        "one Between: changed",
                        "one Last: changed",
                        "one Before: changed");
    }

    @Test
    void aHandlerRunsAgainWhereItIsNotifiedAgainAfterAFlush() {
        LocalRun run = on(TWO);
        run.run("""
                - hosts: all
                  strategy: linear
                  tasks:
                    - {name: First, command: "true", notify: Restart}
                    - meta: flush_handlers
                    - {name: Second, command: "true", notify: Restart}
                    - meta: flush_handlers
                      when: host.name == 'one'
                    - {name: Third, command: "true"}
                  handlers:
                    - {name: Restart, command: "true", run_once: true}
                """);
        assertThat(run.states().stream().map(state -> state.split(" ", 2)[1]))
                .containsExactly(
                        "First: changed",
                        "First: changed",
                        "Restart: changed",
                        "Second: changed",
                        "Second: changed",
                        "Restart: changed",
                        "Third: changed",
                        "Third: changed",
                        "Restart: changed");
    }

    @Test
    void aRescueTakesOverWhereAFlushedHandlerFails() {
        LocalRun run = on(TWO);
        run.run("""
                - hosts: one
                  tasks:
                    - block:
                        - {name: Writes, command: "true", notify: Restart}
                        - meta: flush_handlers
                        - {name: Unreached, command: "true"}
                      rescue:
                        - {name: Helps, debug: {msg: "[=failed_task.name]"}}
                  handlers:
                    - {name: Restart, command: "false"}
                """);
        assertThat(run.states()).containsExactly("one Writes: changed", "one Restart: rescued", "one Helps: ok");
        assertThat(run.messages()).last().isEqualTo("Restart");
    }

    @Test
    void endHostEndsThePlayForOneHostWithoutAFailure() {
        LocalRun run = on(TWO);
        RunSummary summary = run.run("""
                - hosts: all
                  tasks:
                    - {name: Writes, command: "true", notify: Restart}
                    - meta: end_host
                      when: host.name == 'two'
                    - {name: Goes on, command: "true"}
                  handlers:
                    - {name: Restart, command: "true"}
                - hosts: all
                  tasks:
                    - {name: Next play, command: "true"}
                """);
        assertThat(run.states())
                .containsExactlyInAnyOrder(
                        "one Writes: changed",
                        "two Writes: changed",
                        "one Goes on: changed",
                        "one Restart: changed",
                        "one Next play: changed",
                        "two Next play: changed");
        assertThat(requireNonNull(summary.hosts().get("two")).failed()).isZero();
        assertThat(warnings(run))
                .containsExactly("two: the play ended here without the handlers that were notified: Restart");
    }

    private static List<String> warnings(LocalRun run) {
        return run.events().stream()
                .filter(RunEvent.Warning.class::isInstance)
                .map(RunEvent.Warning.class::cast)
                .map(warning -> warning.host() + ": " + warning.message())
                .toList();
    }

    @Test
    void endPlayEndsItForAllHostsAndTheBatchesToCome() {
        LocalRun run = on(THREE);
        run.run("""
                - hosts: all
                  strategy: linear
                  serial: 2
                  tasks:
                    - {name: First, command: "true"}
                    - meta: end_play
                      when: host.name == 'two'
                    - {name: Second, command: "true"}
                - hosts: all
                  tasks:
                    - {name: Next play, command: "true"}
                """);
        assertThat(run.states())
                .contains("one First: changed", "two First: changed", "three Next play: changed")
                .doesNotContain("two Second: changed", "three First: changed")
                .filteredOn(state -> state.contains("Next play"))
                .hasSize(3);
    }

    @Test
    void endBatchLeavesTheBatchesToCome() {
        LocalRun run = on(THREE);
        run.run("""
                - hosts: all
                  serial: 1
                  tasks:
                    - meta: end_batch
                      when: host.name == 'two'
                    - {name: Works, command: "true"}
                """);
        assertThat(run.states()).containsExactly("one Works: changed", "three Works: changed");
    }

    @Test
    void aConditionThatCannotBeEvaluatedFailsTheHost() {
        LocalRun run = on(TWO);
        run.run("""
                - hosts: one
                  tasks:
                    - {name: Leaves, meta: end_host, when: no_such_thing == 1}
                """);
        assertThat(run.states()).containsExactly("one Leaves: failed");
        assertThat(run.messages()).first().asString().contains("no_such_thing");
    }

    @Test
    void aPlanDoesNotKnowWhetherItEndsWhereTheConditionNeedsAnApply() {
        LocalRun run = new LocalRun(folder, LocalRun.planning()).inventory(TWO);
        run.run("""
                - hosts: one
                  tasks:
                    - {name: Asks, command: "true", register: answer}
                    - {name: Leaves, meta: end_host, when: answer.rc == 0}
                    - {name: Goes on, command: "true", notify: Restart}
                    - meta: flush_handlers
                    - {name: Last, debug: {msg: last}}
                  handlers:
                    - {name: Restart, command: "true"}
                """);
        assertThat(run.states())
                .containsExactly(
                        "one Asks: would change",
                        "one Leaves: unknown",
                        "one Goes on: would change",
                        "one Restart: would change",
                        "one Last: ok");
        assertThat(run.events()).noneMatch(RunEvent.HandlerNotified.class::isInstance);
    }

    @Test
    void resetConnectionMakesALoginOfItsOwn() {
        LocalRun run = on(TWO);
        run.run("""
                - hosts: one
                  tasks:
                    - {name: Before, shell: "echo $PPID", register: before}
                    - meta: reset_connection
                    - {name: After, shell: "echo $PPID", register: after}
                    - {name: Differ, assert: {that: before.stdout != after.stdout}}
                """);
        assertThat(run.states()).last().isEqualTo("one Differ: ok");
    }

    @Test
    void tagsLeaveAMetaTaskOut() {
        LocalRun run =
                new LocalRun(folder, LocalRun.options(false, List.of("wanted"), java.util.Map.of())).inventory(TWO);
        run.run("""
                - hosts: one
                  tasks:
                    - {meta: end_play, tags: other}
                    - {name: Works, command: "true", tags: wanted}
                """);
        assertThat(run.states()).containsExactly("one Works: changed");
    }
}
