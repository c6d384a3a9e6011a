package dev.podwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult.Change;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Runs that must not depart from a plan.
@Timeout(60)
class PlannedChangesTest {
    private static final String HOSTS = "all: {hosts: {one: {connection: local}, two: {connection: local}}}\n";

    @TempDir
    Path folder;

    @BeforeEach
    void prepare() {
        LocalRun files = new LocalRun(folder);
        files.write("templates/paint/task.yml", """
                summary: Paints
                parameters: {colour: {type: string, required: true, doc: The colour.}}
                outputs: {}
                examples: []
                """);
        files.write(
                "templates/paint/check.sh.ftl",
                "[ -e %1$s/painted ] || pw_change colour \"$(cat %1$s/was)\" [=colour]\n".formatted(folder));
        files.write("templates/paint/apply.sh.ftl", "echo applied >>%s/painted\n".formatted(folder));
        files.write("was", "blue");
    }

    @Test
    void takesNoFailureHandlingOfThePlaybookForALeaveToDepart() {
        LocalRun run = run(List.of(change("one", "green")), """
                - hosts: one
                  tasks:
                    - name: Paint
                      paint: {colour: red}
                      ignore_errors: true
                      failed_when: false
                      until: false
                      retries: 3
                      delay: 0
                    - {name: After, debug: {msg: after}}
                """);
        assertThat(run.states()).containsExactly("one Paint: failed");
        assertThat(run.result("Paint").msg()).isEqualTo("""
                its changes are not the planned ones
                  PLANNED               NOW
                  colour: blue → green  colour: blue → red""");
        assertThat(folder.resolve("painted")).doesNotExist();
    }

    @Test
    void appliesOnceWhatIsAsPlannedHoweverOftenItIsTried() {
        LocalRun run = run(List.of(change("one", "red")), """
                - hosts: one
                  tasks:
                    - {name: Paint, paint: {colour: red}, until: true, retries: 3, delay: 0}
                """);
        assertThat(run.states()).containsExactly("one Paint: changed");
        assertThat(folder.resolve("painted")).hasContent("applied");
    }

    @Test
    void letsAnyHostDoWhatIsDoneOnceForAll() {
        LocalRun run = run(List.of(change("two", "red")), """
                - hosts: one
                  tasks:
                    - {name: Paint, paint: {colour: red}, run_once: true}
                """);
        assertThat(run.states()).containsExactly("one Paint: changed");
    }

    @Test
    void keepsAPlanToItsHost() {
        LocalRun run = run(List.of(change("two", "red")), """
                - hosts: one
                  tasks:
                    - {name: Paint, paint: {colour: red}}
                """);
        assertThat(run.states()).containsExactly("one Paint: failed");
    }

    @Test
    void doesWhateverIsThereWhereThePlanCouldNotKnow() {
        Plan.Entry unknown = new Plan.Entry("one", place(), "paint", Optional.empty(), Optional.empty());
        LocalRun run = run(List.of(unknown), """
                - hosts: one
                  tasks:
                    - {name: Paint, paint: {colour: red}}
                """);
        assertThat(run.states()).containsExactly("one Paint: changed");
    }

    @Test
    void hidesTheDifferenceOfATaskWithoutALog() {
        LocalRun run = run(List.of(), """
                - hosts: one
                  tasks:
                    - {name: Paint, paint: {colour: red}, no_log: true}
                """);
        assertThat(run.states()).containsExactly("one Paint: failed");
        assertThat(run.result("Paint").msg()).isEqualTo("hidden by no_log");
    }

    private Plan.Entry change(String host, String colour) {
        List<Change> changes = List.of(new Change("colour", "blue", colour));
        return new Plan.Entry(host, place(), "paint", Optional.empty(), Optional.of(changes));
    }

    /// Where the task stands in each of these playbooks.
    private String place() {
        return folder.resolve("playbook.yml") + ":3:7";
    }

    private LocalRun run(List<Plan.Entry> entries, String playbook) {
        LocalRun run = new LocalRun(folder, LocalRun.within(new Plan(List.of(), entries))).inventory(HOSTS);
        RunSummary summary = run.run(playbook);
        assertThat(summary.leftPlan()).isEqualTo(summary.anyFailed());
        return run;
    }
}
