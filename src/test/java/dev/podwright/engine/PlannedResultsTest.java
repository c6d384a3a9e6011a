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

    /// What a snippet says of a fact that is to come, is unknown, is known, or was never heard of.
    @Test
    void aSnippetMayAskWhetherAFactIsKnown() {
        String playbook = """
                - hosts: one
                  tasks:
                    - {name: Before, ask: {}}
                    - {name: Give, give: {done: %s}}
                    - {name: After, ask: {}}
                """;
        LocalRun plan = new LocalRun(folder, LocalRun.planning());
        giveAndAsk(plan);
        plan.run(playbook.formatted(false));
        assertThat(plan.states()).containsExactly("one Before: ok", "one Give: would change", "one After: ok");
        assertThat(plan.result("Before").outputs()).containsEntry("seen", "nothing");
        assertThat(plan.result("After").outputs()).containsEntry("seen", "unknown");

        LocalRun done = new LocalRun(folder, LocalRun.planning());
        done.run(playbook.formatted(true));
        assertThat(done.result("After").outputs()).containsEntry("seen", "one");

        LocalRun run = new LocalRun(folder);
        run.run(playbook.formatted(false));
        assertThat(run.result("After").outputs()).containsEntry("seen", "two");
    }

    private static void giveAndAsk(LocalRun run) {
        run.write("templates/give/task.yml", """
                summary: Gives a fact
                facts: {engine: name}
                verify: false
                parameters: {done: {type: bool, doc: Whether there is nothing to do}}
                outputs: {name: {type: string, doc: Its name}}
                examples: []
                """);
        run.write("templates/give/check.sh.ftl", "if [=done]; then pw_output name one; else pw_change it; fi\n");
        run.write("templates/give/apply.sh.ftl", "pw_output name two\n");
        run.write("templates/ask/task.yml", """
                summary: Asks for it
                parameters: {}
                outputs: {seen: {type: string, doc: What it saw}}
                examples: []
                """);
        run.write(
                "templates/ask/check.sh.ftl",
                "pw_output seen [=is_unknown(\"engine\")?then(\"unknown\", facts.engine!\"nothing\")]\n");
    }
}
