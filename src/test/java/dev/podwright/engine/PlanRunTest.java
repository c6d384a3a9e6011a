package dev.podwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a plan says of tasks whose inputs only an apply would give.
@Timeout(60)
class PlanRunTest {
    @TempDir
    Path folder;

    private LocalRun run;

    @BeforeEach
    void prepare() {
        run = new LocalRun(folder, LocalRun.planning());
        run.write("templates/colours/task.yml", """
                summary: Says a colour once it was applied
                facts: {colour: colour}
                parameters: {}
                outputs: {colour: {type: string, doc: The colour.}}
                examples: []
                """);
        run.write("templates/colours/check.sh.ftl", "pw_change colour\n");
        run.write("templates/colours/apply.sh.ftl", "pw_output colour red\n");
    }

    @Test
    void doesNotKnowTheFactsOfWhatWouldChange() {
        run.run("""
                - hosts: one
                  vars: {colour: blue}
                  tasks:
                    - {colours: {}}
                    - {name: Fact, debug: {msg: "[=facts.colour]"}}
                    - {name: Name, debug: {msg: "[=colour]"}}
                """);
        assertThat(run.states()).containsExactly("one colours: would change", "one Fact: unknown", "one Name: unknown");
    }

    @Test
    void carriesWhatIsUnknownFromNameToName() {
        run.run("""
                - hosts: one
                  vars: {copy: old}
                  tasks:
                    - {name: Ask, shell: "true", register: asked}
                    - {name: Set, set_fact: {copy: "[=asked.stdout]"}}
                    - {name: Copy, debug: {msg: "[=copy]"}}
                    - {name: Loop, shell: "true", loop: "[=asked.stdout_lines]", register: looped}
                    - {name: Looped, debug: {msg: "[=looped.results?size]"}}
                    - {name: When, shell: "true", when: asked.rc == 0, register: perhaps}
                    - {name: Skipped, debug: {msg: x}, when: perhaps.skipped}
                    - {name: Whole, set_fact: {whole: "[=asked]"}}
                    - {name: Part, debug: {msg: "[=whole.stdout]"}}
                    - {name: Var, debug: {var: asked.stdout}}
                """);
        assertThat(run.states())
                .containsExactly(
                        "one Ask: would change",
                        "one Set: unknown",
                        "one Copy: unknown",
                        "one Loop: unknown",
                        "one Looped: unknown",
                        "one When: unknown",
                        "one Skipped: unknown",
                        "one Whole: unknown",
                        "one Part: unknown",
                        "one Var: unknown");
    }

    @Test
    void plansTheHandlersOfWhatWouldChangeAndDoubtsThoseOfTheUnknown() {
        run.run("""
                - hosts: one
                  tasks:
                    - {name: Ask, shell: "true", register: asked, notify: Surely}
                    - {name: When, shell: "true", when: asked.rc == 0, notify: Perhaps}
                  handlers:
                    - {name: Surely, shell: "true"}
                    - {name: Perhaps, shell: "true"}
                    - {name: Never, shell: "true"}
                """);
        assertThat(run.states())
                .containsExactly(
                        "one Ask: would change",
                        "one When: unknown",
                        "one Surely: would change",
                        "one Perhaps: unknown");
    }

    @Test
    void judgesWithWhatItKnowsOnly() {
        RunSummary summary = run.run("""
                - hosts: one
                  tasks:
                    - {name: Ask, shell: "true", register: asked}
                    - {name: Fail, debug: {msg: x}, failed_when: asked.rc > 0}
                    - {name: Change, debug: {msg: x}, changed_when: true}
                    - {name: Real, shell: "echo real", check_mode: false, register: real}
                    - {name: Until, shell: "echo x", check_mode: false, until: asked.rc == 0, retries: 1, delay: 0}
                    - {name: Known, debug: {msg: "[=real.stdout]"}}
                """);
        assertThat(run.states())
                .containsExactly(
                        "one Ask: would change",
                        "one Fail: unknown",
                        "one Change: would change",
                        "one Real: changed",
                        "one Until: unknown",
                        "one Known: ok");
        assertThat(summary.anyFailed()).isFalse();
    }

    @Test
    void checksOnlyInARunWhereTheTaskSaysSo() {
        LocalRun real = new LocalRun(folder);
        real.run("""
                - hosts: one
                  tasks:
                    - {name: Check, file: {path: "%s/made", state: touch}, check_mode: true}
                """.formatted(folder));
        assertThat(real.states()).containsExactly("one Check: would change");
        assertThat(folder.resolve("made")).doesNotExist();
    }
}
