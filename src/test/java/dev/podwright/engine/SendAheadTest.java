package dev.podwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Tasks travel ahead of the results of those before them, and nobody can tell by what comes out.
@Timeout(60)
class SendAheadTest {
    @TempDir
    Path folder;

    @Test
    void sendsNothingBehindAnActionOfTheEngineThatFailed() {
        LocalRun run = new LocalRun(folder);
        run.run("""
                - hosts: one
                  tasks:
                    - {name: Wrong, assert: {that: ["1 > 2"]}}
                    - {name: Never, shell: "touch %s"}
                """.formatted(folder.resolve("never")));
        assertThat(run.states()).containsExactly("one Wrong: failed");
        assertThat(folder.resolve("never")).doesNotExist();
    }

    @Test
    void readsTheNewestOfSeveralResultsOfOneName() {
        LocalRun run = new LocalRun(folder);
        run.run("""
                - hosts: one
                  tasks:
                    - {shell: echo 1, register: r}
                    - {debug: {msg: "first [=r.stdout]"}}
                    - {shell: echo 2, register: r}
                    - {shell: echo 3, register: r}
                    - {shell: "echo then [=r.stdout]", register: s}
                    - {debug: {msg: "[=s.stdout] [=r.stdout]"}}
                """);
        assertThat(run.messages()).containsExactly("first 1", "then 3 3");
    }

    @Test
    void waitsForAResultThatAnExpressionOfTheEngineNames() {
        LocalRun run = new LocalRun(folder);
        RunSummary summary = run.run("""
                - hosts: one
                  tasks:
                    - {shell: echo 1, register: r}
                    - {name: Show, debug: {var: r.stdout}}
                    - {name: Holds, assert: {that: ["r.stdout == '1'"]}}
                    - {name: Typo, debug: {var: nothing}, ignore_errors: true}
                    - {name: After, shell: "true"}
                """);
        assertThat(run.states())
                .containsExactly(
                        "one shell: changed",
                        "one Show: ok",
                        "one Holds: ok",
                        "one Typo: ignored",
                        "one After: changed");
        assertThat(run.messages()).contains("1");
        assertThat(summary.anyFailed()).isFalse();
    }

    @Test
    void seesFactsOnlyAfterTheTaskThatGivesThem() {
        LocalRun run = new LocalRun(folder);
        run.write("templates/colours/task.yml", """
                summary: Says two colours
                facts: {colour: colour, all: "*"}
                parameters: {is: {type: string, required: true, doc: One of them.}}
                outputs: {colour: {type: string, doc: The colour.}}
                examples: []
                """);
        run.write("templates/colours/check.sh.ftl", "pw_output colour [=is]\n");
        run.run("""
                - hosts: one
                  tasks:
                    - {colours: {is: red}}
                    - {debug: {msg: "[=facts.colour] [=colour] [=all.colour]"}}
                    - {colours: {is: blue}}
                    - {debug: {msg: "[=facts?keys?seq_contains('colour')?c] [=facts.colour] [=colour]"}}
                    - {colours: {is: "[=item]"}, loop: [green, white]}
                    - {debug: {msg: "[=facts.colour] [=colour] [=all.colour]"}}
                """);
        assertThat(run.messages()).containsExactly("red red red", "true blue blue", "white white white");
    }

    @Test
    void setsFactsOneItemAfterTheOther() {
        LocalRun run = new LocalRun(folder);
        run.run("""
                - hosts: one
                  vars: {sum: 0}
                  tasks:
                    - {set_fact: {sum: "[=sum + item]"}, loop: [1, 2, 3]}
                    - {debug: {msg: "[=sum]"}}
                """);
        assertThat(run.messages()).containsExactly("6");
    }

    @Test
    void skipsALoopWhoseConditionRulesOutItsMissingItems() {
        LocalRun run = new LocalRun(folder);
        run.run("""
                - hosts: one
                  tasks:
                    - {name: Each, shell: "true", loop: "[=nobody.items]", when: "nobody??"}
                """);
        assertThat(run.states()).containsExactly("one Each: skipped");
    }

    @Test
    void isNeitherChangedNorFailedWhereThePlaybookSaysBoth() {
        LocalRun run = new LocalRun(folder);
        run.run("""
                - hosts: one
                  tasks:
                    - {name: Ask, shell: exit 1, changed_when: false, failed_when: false, register: asked}
                    - {name: Tell, shell: exit 2, changed_when: result.rc == 2, failed_when: result.rc > 2}
                    - {debug: {msg: "[=asked.changed?c] [=asked.rc]"}}
                """);
        assertThat(run.states()).containsExactly("one Ask: ok", "one Tell: changed", "one debug: ok");
        assertThat(run.messages()).containsExactly("false 1");
    }

    @Test
    void startsDelegatedWorkAfterTheTasksBeforeIt() {
        LocalRun run = new LocalRun(folder).inventory("""
                all: {hosts: {one: {connection: local}, two: {connection: local}}}
                """);
        run.run("""
                - hosts: one
                  vars: {trace: "%s"}
                  tasks:
                    - shell: "sleep 0.3; echo one >> [=trace]"
                    - {shell: "echo two >> [=trace]", delegate_to: two}
                    - {shell: "sleep 0.[=3 - item?index_of('o')] ; echo [=item] >> [=trace]", delegate_to: "[=item]", loop: [one, two]}
                    - shell: "echo end >> [=trace]"
                """.formatted(folder.resolve("trace")));
        assertThat(folder.resolve("trace")).hasContent("one\ntwo\none\ntwo\nend\n");
    }

    @Test
    void tellsOfTasksThatWereSentBeforeThePlayEndedForAll() {
        LocalRun run = new LocalRun(folder).inventory("""
                all: {hosts: {one: {connection: local, status: 1}, two: {connection: local, status: 0}}}
                """);
        run.run("""
                - hosts: all
                  any_errors_fatal: true
                  tasks:
                    - {name: Wait, shell: "while [ [=status] = 0 ] && ! [ -e %s ]; do sleep 0.05; done"}
                    - {name: Exit, shell: "sleep 0.3; exit [=status]"}
                    - {name: Last, shell: "touch %s"}
                      # the other host goes on when this one is about to fail
                """.formatted(folder.resolve("x"), folder.resolve("x"))
                .replace("sleep 0.3;", "touch " + folder.resolve("x") + "; sleep 0.1;"));
        assertThat(run.states()).contains("one Exit: failed", "two Exit: changed");
    }

    @Test
    void endsHandlersThatAskForEachOther() {
        LocalRun run = new LocalRun(folder);
        run.run("""
                - hosts: one
                  tasks:
                    - {name: A, shell: "true", notify: B}
                  handlers:
                    - {name: C, shell: "true", notify: B}
                    - {name: B, shell: "true", notify: [B, C]}
                """);
        assertThat(run.states()).containsExactly("one A: changed", "one B: changed", "one C: changed");
    }

    @Test
    void runsHandlersOfALinearPlayBeforeTheNextListOfTasks() {
        LocalRun run = new LocalRun(folder).inventory("""
                all: {hosts: {one: {connection: local, first: true}, two: {connection: local, first: false}}}
                """);
        run.run("""
                - hosts: all
                  strategy: linear
                  pre_tasks:
                    - {name: Pre, shell: "true", changed_when: first, notify: Handler}
                  tasks:
                    - {name: Main, shell: "true"}
                  handlers:
                    - {name: Handler, shell: "sleep 0.2"}
                """);
        assertThat(run.states().subList(2, 3)).containsExactly("one Handler: changed");
        assertThat(run.states()).hasSize(5);
    }

    @Test
    void refusesAThrottleThatIsNoNumberAsATasksFailure() {
        LocalRun run = new LocalRun(folder);
        run.run("""
                - hosts: one
                  vars: {most: many}
                  tasks:
                    - {name: Bad, shell: "true", throttle: "[=most]"}
                """);
        assertThat(run.states()).containsExactly("one Bad: failed");
    }

    @Test
    void comesToAnEndWithOneForkWhateverFails() {
        LocalRun run =
                new LocalRun(folder, LocalRun.forks(1)).inventory("all: {hosts: {'h[1:3]': {connection: local}}}\n");
        run.run("""
                - hosts: all
                  strategy: linear
                  tasks:
                    - block:
                        - {name: Once, shell: exit 1, run_once: true}
                      rescue:
                        - {name: Rescue, shell: "true", throttle: 1}
                    - {name: Fail, shell: exit 1, when: host.name == 'h2'}
                    - {name: Last, shell: "true", run_once: true}
                """);
        assertThat(run.states().stream().filter(state -> state.contains("Once")))
                .hasSize(3);
        assertThat(run.states().stream().filter(state -> state.endsWith("Rescue: changed")))
                .hasSize(3);
        assertThat(run.states().stream().filter(state -> state.contains("Last")))
                .hasSize(1);
    }

    @Test
    void givesEveryHostTheFactsThatWereSetOnce() {
        LocalRun run = new LocalRun(folder).inventory("all: {hosts: {'h[1:3]': {connection: local}}}\n");
        run.run("""
                - hosts: all
                  tasks:
                    - {set_fact: {colour: red}, run_once: true}
                    - {debug: {msg: "[=colour] [=facts.colour]"}}
                """);
        assertThat(run.messages()).containsExactly("red red", "red red", "red red");
    }

    @Test
    void endsTheRunForHostsOfLaterBatchesWhereABatchFailed() {
        LocalRun run = new LocalRun(folder).inventory("all: {hosts: {'h[1:3]': {connection: local}}}\n");
        run.run("""
                - hosts: all
                  serial: 1
                  tasks:
                    - {name: A, shell: "exit 1"}
                - hosts: all
                  tasks:
                    - {name: B, shell: "true"}
                """);
        assertThat(run.states()).containsExactly("h1 A: failed");
    }

    @Test
    void hidesEverythingOfATaskWithoutLog() {
        LocalRun run = new LocalRun(folder);
        run.run("""
                - hosts: one
                  no_log: true
                  tasks:
                    - {shell: "echo quiet-word", register: r}
                    - {shell: "echo [=item]", loop: [quiet-word], register: s}
                    - {shell: "echo quiet-word >&2; exit 1", ignore_errors: true}
                    - {set_fact: {kept: "[=r.stdout]"}}
                    - {assert: {that: ["kept == 'quiet-' + 'word'"]}}
                """);
        assertThat(run.states()).last().isEqualTo("one assert: ok");
        assertThat(run.events()).noneMatch(event -> event.toString().contains("quiet-word"));
    }

    @Test
    void masksSecretOutputsOfLoops() {
        LocalRun run = new LocalRun(folder);
        run.write("templates/token/task.yml", """
                summary: Makes a token
                parameters: {is: {type: string, required: true, doc: Its end.}}
                outputs: {token: {type: secret, doc: The token.}}
                examples: []
                """);
        run.write(
                "templates/token/check.sh.ftl",
                "pw_output token tok-$((20 + 22))-[=is]\necho got tok-42-[=is] >/dev/null\n");
        run.run("""
                - hosts: one
                  tasks:
                    - {token: {is: a}, loop: [1], register: r}
                    - {debug: {msg: "[=r.results[0].token]"}}
                    - {debug: {msg: "said tok-42-a"}}
                """);
        assertThat(run.events()).noneMatch(event -> event.toString().contains("tok-42-a"));
    }

    @Test
    void refusesAnEnvironmentThatIsNoText() {
        LocalRun run = new LocalRun(folder);
        run.run("""
                - hosts: one
                  vars: {yes: true, nothing: null, list: [1, 2]}
                  environment: {YES: "[=yes]", NUMBER: 3, NOTHING: "[=nothing]"}
                  tasks:
                    - {shell: 'echo "$YES $NUMBER ${NOTHING-unset}"', register: r}
                    - {debug: {msg: "[=r.stdout]"}}
                    - {name: List, shell: "true", environment: {L: "[=list]"}}
                """);
        assertThat(run.messages().getFirst()).isEqualTo("true 3 unset");
        assertThat(run.states()).last().isEqualTo("one List: failed");
        assertThat(run.result("List").msg()).contains("environment").contains("L");
    }

    @Test
    void keepsTheOutcomeOfTasksBehindAnIgnoredFailure() {
        LocalRun run = new LocalRun(folder);
        run.run("""
                - hosts: one
                  vars: {trace: "%s"}
                  tasks:
                    - {name: Slow, shell: "sleep 30", timeout: 1, ignore_errors: true}
                    - shell: "echo 1 >> [=trace]"
                    - {name: Bad, shell: exit 1, ignore_errors: true}
                    - shell: "echo 2 >> [=trace]"
                """.formatted(folder.resolve("trace")));
        assertThat(folder.resolve("trace")).hasContent("1\n2\n");
        assertThat(run.states())
                .isEqualTo(
                        List.of("one Slow: ignored", "one shell: changed", "one Bad: ignored", "one shell: changed"));
    }
}
