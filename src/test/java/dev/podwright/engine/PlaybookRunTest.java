package dev.podwright.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podwright.source.InvalidInputException;
import dev.podwright.source.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole runs on this machine: what the engine makes of playbooks.
class PlaybookRunTest {
    @TempDir
    Path folder;

    @Test
    void runsTasksInOrderAndRegistersTheirResults() {
        LocalRun run = new LocalRun(folder);
        RunSummary summary = run.run("""
                - hosts: one
                  tasks:
                    - name: First
                      shell: echo hello
                      register: greeting
                    - name: Second
                      debug: {msg: "[=greeting.stdout] [=greeting.rc] [=greeting.changed?c]"}
                    - name: Third
                      command: {argv: [echo, "[=greeting.stdout]!"]}
                      register: last
                    - debug: {msg: "[=last.stdout_lines?size] [=last.stdout]"}
                """);
        assertThat(run.states())
                .containsExactly("one First: changed", "one Second: ok", "one Third: changed", "one debug: ok");
        assertThat(run.messages()).containsExactly("hello 0 true", "1 hello!");
        assertThat(summary.hosts()).containsEntry("one", new HostStats(4, 2, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void stopsTheHostThatFailsAndLeavesTheOthersAlone() {
        LocalRun run = new LocalRun(folder).inventory("""
                all: {hosts: {one: {connection: local, status: 3}, two: {connection: local, status: 0}}}
                """);
        RunSummary summary = run.run("""
                - hosts: all
                  tasks:
                    - name: Exit
                      shell: "exit [=status]"
                    - name: After
                      shell: echo after
                """);
        assertThat(run.states())
                .containsExactlyInAnyOrder("one Exit: failed", "two Exit: changed", "two After: changed");
        assertThat(run.result("Exit")).isNotNull();
        assertThat(summary.anyFailed()).isTrue();
        assertThat(summary.hosts().get("one")).isEqualTo(new HostStats(0, 0, 0, 1, 0, 0, 0, 0));
    }

    @Test
    void neverRunsOnTheHostWhatWasSentBehindAFailure() {
        LocalRun run = new LocalRun(folder);
        Path trace = folder.resolve("trace");
        run.run("""
                - hosts: one
                  vars: {trace: "%s"}
                  tasks:
                    - shell: "echo 1 >> [=trace]"
                    - shell: "exit 1"
                    - shell: "echo 2 >> [=trace]"
                    - shell: "echo 3 >> [=trace]"
                """.formatted(trace));
        assertThat(trace).hasContent("1\n");
    }

    @Test
    void ignoresErrorsWhereAsked() {
        LocalRun run = new LocalRun(folder);
        RunSummary summary = run.run("""
                - hosts: one
                  tasks:
                    - name: Bad
                      shell: exit 4
                      ignore_errors: true
                      register: bad
                    - debug: {msg: "[=bad.failed?c] [=bad.rc]"}
                """);
        assertThat(run.states()).containsExactly("one Bad: ignored", "one debug: ok");
        assertThat(run.messages()).contains("true 4");
        assertThat(summary.hosts().get("one")).isEqualTo(new HostStats(2, 0, 0, 0, 0, 0, 1, 0));
    }

    @Test
    void rescuesABlockAndAlwaysRunsItsEnd() {
        LocalRun run = new LocalRun(folder);
        RunSummary summary = run.run("""
                - hosts: one
                  tasks:
                    - block:
                        - {name: Good, shell: "true"}
                        - {name: Bad, shell: "echo why >&2; exit 5"}
                        - {name: Never, shell: "true"}
                      rescue:
                        - debug: {msg: "[=failed_task.name] [=failed_result.rc] [=failed_result.stderr]"}
                      always:
                        - {name: Always, shell: "true"}
                    - {name: After, shell: "true"}
                """);
        assertThat(run.states())
                .containsExactly(
                        "one Good: changed",
                        "one Bad: rescued",
                        "one debug: ok",
                        "one Always: changed",
                        "one After: changed");
        assertThat(run.messages()).contains("Bad 5 why");
        assertThat(summary.anyFailed()).isFalse();
        assertThat(summary.hosts().values()).extracting(HostStats::rescued).containsExactly(1);
    }

    @Test
    void runsAlwaysAlsoWhereNothingRescues() {
        LocalRun run = new LocalRun(folder);
        run.run("""
                - hosts: one
                  tasks:
                    - block:
                        - {name: Bad, shell: exit 1}
                      always:
                        - {name: Always, shell: "true"}
                    - {name: Never, shell: "true"}
                """);
        assertThat(run.states()).containsExactly("one Bad: failed", "one Always: changed");
    }

    @Test
    void skipsWhatAConditionRulesOut() {
        LocalRun run = new LocalRun(folder);
        run.run("""
                - hosts: one
                  vars: {wanted: false}
                  tasks:
                    - {name: A, shell: "true", when: wanted}
                    - {name: B, shell: "true", when: ["!wanted", "1 > 0"]}
                    - {name: C, shell: "exit 1", register: c, failed_when: false}
                    - {name: D, shell: "true", when: c.rc == 0}
                """);
        assertThat(run.states())
                .containsExactly("one A: skipped", "one B: changed", "one C: changed", "one D: skipped");
    }

    @Test
    void loopsOverItems() {
        LocalRun run = new LocalRun(folder);
        run.run("""
                - hosts: one
                  tasks:
                    - name: Each
                      shell: "echo [=item.name]-[=i]"
                      loop: [{name: a}, {name: b}, {name: c}]
                      loop_control: {index_var: i, label: "[=item.name]"}
                      when: item.name != "b"
                      register: each
                    - debug: {msg: "[=each.results?size] [=each.results[2].stdout] [=each.results[1].skipped?c]"}
                """);
        assertThat(run.states()).containsExactly("one Each: changed", "one debug: ok");
        assertThat(run.messages()).contains("3 c-2 true");
        assertThat(run.result("Each").items())
                .extracting(TaskResult.Item::label)
                .containsExactly("a", "b", "c");
    }

    @Test
    void failsALoopWhoseItemFailsButTriesAllItems() {
        LocalRun run = new LocalRun(folder);
        run.run("""
                - hosts: one
                  tasks:
                    - {name: Each, shell: "exit [=item]", loop: [0, 7, 0]}
                    - {name: Never, shell: "true"}
                """);
        assertThat(run.states()).containsExactly("one Each: failed");
        assertThat(run.result("Each").items()).hasSize(3);
        assertThat(run.result("Each").msg()).startsWith("1 of 3 items failed");
    }

    @Test
    void runsHandlersOnceAtTheEndAndOnlyWhenSomethingChanged() {
        LocalRun run = new LocalRun(folder);
        run.run("""
                - hosts: one
                  tasks:
                    - {name: A, shell: "true", notify: Restart}
                    - {name: B, shell: "true", notify: [Restart, topic]}
                    - {name: C, shell: "true", changed_when: false, notify: Quiet}
                    - {name: D, shell: "true"}
                  handlers:
                    - {name: Quiet, shell: "true"}
                    - {name: Listener, shell: "true", listen: topic}
                    - {name: Restart, shell: "true"}
                """);
        assertThat(run.states())
                .containsExactly(
                        "one A: changed",
                        "one B: changed",
                        "one C: ok",
                        "one D: changed",
                        "one Listener: changed",
                        "one Restart: changed");
    }

    @Test
    void retriesUntilTheConditionHolds() {
        LocalRun run = new LocalRun(folder);
        run.run("""
                - hosts: one
                  tasks:
                    - name: Count
                      shell: "echo x >> %s; wc -l < %s"
                      register: count
                      until: count.stdout?trim == "3"
                      retries: 5
                      delay: 0
                    - debug: {msg: "[=count.stdout?trim]"}
                """.formatted(folder.resolve("count"), folder.resolve("count")));
        assertThat(run.states()).containsExactly("one Count: changed", "one debug: ok");
        assertThat(run.messages()).contains("3");
    }

    @Test
    void ordersVariablesByTheirLevels() {
        LocalRun run = new LocalRun(folder, LocalRun.options(false, List.of(), Map.of("top", "extra"))).inventory("""
                        all:
                          vars: {a: all, b: all, c: all, d: all, top: all}
                          children:
                            g: {vars: {b: group, c: group, d: group}, hosts: {one: {connection: local, c: host, d: host}}}
                        """);
        run.run("""
                - hosts: one
                  vars: {d: play, e: "[=d]/[=a]", top: play}
                  tasks:
                    - debug: {msg: "[=a] [=b] [=c] [=d] [=e] [=top]"}
                    - set_fact: {d: fact}
                    - debug: {msg: "[=d] [=e]"}
                    - {debug: {msg: "[=d]"}, vars: {d: task}}
                """);
        assertThat(run.messages()).containsExactly("all group host play play/all extra", "fact fact/all", "task");
    }

    @Test
    void takesAPlaysVariablesForTheTasksNotForTheConnection() {
        LocalRun run = new LocalRun(folder);
        run.run("""
                - hosts: one
                  vars: {port: 8480, user: bob, address: nowhere.invalid, connection: ssh}
                  tasks:
                    - debug: {msg: "[=port] [=user]"}
                """);
        assertThat(run.messages()).containsExactly("8480 bob");
    }

    @Test
    void masksSecretsEverywhere() {
        LocalRun run =
                new LocalRun(folder, LocalRun.options(false, List.of(), Map.of("pw", new Secret("s3cret-word"))));
        run.run("""
                - hosts: one
                  tasks:
                    - shell: "echo [=pw]; echo [=pw] >&2; exit 3"
                      ignore_errors: true
                      register: shown
                    - debug: {msg: "it is [=shown.stdout]"}
                """);
        assertThat(run.events()).noneMatch(event -> event.toString().contains("s3cret-word"));
        assertThat(run.messages()).contains("it is ***");
    }

    @Test
    void plansWithoutDoing() {
        LocalRun run = new LocalRun(folder, LocalRun.planning());
        Path file = folder.resolve("made");
        RunSummary summary = run.run("""
                - hosts: one
                  tasks:
                    - {name: Make, file: {path: "%s", state: touch}, register: made}
                    - {name: Ask, shell: "cat /etc/hostname", register: asked}
                    - {name: Depends, debug: {msg: "[=asked.stdout]"}}
                    - {name: Known, debug: {msg: "[=asked.changed?c]"}}
                """.formatted(file));
        assertThat(run.states())
                .containsExactly(
                        "one Make: would change", "one Ask: would change", "one Depends: unknown", "one Known: ok");
        assertThat(file).doesNotExist();
        assertThat(summary.hosts().values()).extracting(HostStats::unknown).containsExactly(1);
    }

    @Test
    void selectsByTags() {
        LocalRun run = new LocalRun(folder, LocalRun.options(false, List.of("a"), Map.of()));
        run.run("""
                - hosts: one
                  tasks:
                    - {name: A, shell: "true", tags: a}
                    - {name: B, shell: "true", tags: b}
                    - {name: Always, shell: "true", tags: always}
                    - {name: None, shell: "true"}
                    - {block: [{name: In, shell: "true"}], tags: [a]}
                """);
        assertThat(run.states()).containsExactly("one A: changed", "one Always: changed", "one In: changed");
    }

    @Test
    void keepsLinearHostsInStep() {
        LocalRun run = new LocalRun(folder).inventory("""
                all: {hosts: {one: {connection: local, wait: 0.3}, two: {connection: local, wait: 0}}}
                """);
        run.run("""
                - hosts: all
                  strategy: linear
                  tasks:
                    - {name: A, shell: "sleep [=wait]"}
                    - {name: B, shell: "true"}
                """);
        assertThat(run.states().subList(0, 2)).containsExactlyInAnyOrder("one A: changed", "two A: changed");
        assertThat(run.states().subList(2, 4)).containsExactlyInAnyOrder("one B: changed", "two B: changed");
    }

    @Test
    void endsATaskThatTakesTooLong() {
        LocalRun run = new LocalRun(folder);
        run.run("""
                - hosts: one
                  tasks:
                    - {name: Slow, shell: "sleep 60", timeout: 1, ignore_errors: true}
                    - {name: After, shell: "echo alive", register: after}
                    - debug: {msg: "[=after.stdout]"}
                """);
        assertThat(run.states()).containsExactly("one Slow: ignored", "one After: changed", "one debug: ok");
        assertThat(run.messages()).contains("alive");
    }

    @Test
    void namesAMissingVariableWithItsPlace() {
        LocalRun run = new LocalRun(folder);
        run.run("""
                - hosts: one
                  vars: {colour: red}
                  tasks:
                    - {name: Typo, debug: {msg: "[=color]"}}
                """);
        assertThat(run.states()).containsExactly("one Typo: failed");
        assertThat(run.result("Typo").msg()).contains("color");
        assertThat(run.result("Typo").hint()).contains("colour");
        assertThat(run.result("Typo").place()).endsWith("playbook.yml:4:36");
    }

    @Test
    void saysThatAVariableRefersToItself() {
        LocalRun run = new LocalRun(folder);
        run.run("""
                - hosts: one
                  vars: {a: "[=b]", b: "[=a]"}
                  tasks:
                    - debug: {msg: "[=a]"}
                """);
        assertThat(run.result("debug").msg()).contains("a → b → a");
    }

    @Test
    void refusesAPlayForNoHostBeforeItConnects() {
        LocalRun run = new LocalRun(folder);
        assertThatThrownBy(() -> run.run("- {hosts: nobody, tasks: [{debug: {msg: x}}]}\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("nobody");
        assertThat(run.events()).isEmpty();
    }

    @Test
    void copiesFilesOfEverySize() throws Exception {
        LocalRun run = new LocalRun(folder);
        byte[] large = new byte[300_000];
        new java.util.Random(7).nextBytes(large);
        Files.write(folder.resolve("large.bin"), large);
        byte[] small = {0, 1, 2, '%', '\\', '\'', '\n', (byte) 0xff, '0', 0};
        Files.write(folder.resolve("small.bin"), small);
        Files.writeString(folder.resolve("note.txt"), "100% of $HOME `x` \\n 'q' é\r\n");
        run.run("""
                - hosts: one
                  vars: {to: "%s"}
                  tasks:
                    - {copy: {src: large.bin, dest: "[=to]/large"}}
                    - {copy: {src: small.bin, dest: "[=to]/small"}}
                    - {copy: {src: note.txt, dest: "[=to]/note"}}
                    - {name: Again, copy: {src: large.bin, dest: "[=to]/large"}}
                """.formatted(folder.toRealPath()));
        assertThat(run.states())
                .containsExactly("one copy: changed", "one copy: changed", "one copy: changed", "one Again: ok");
        assertThat(folder.resolve("large")).hasBinaryContent(large);
        assertThat(folder.resolve("small")).hasBinaryContent(small);
        try (var left = Files.list(Path.of("/tmp"))) {
            assertThat(left.map(Path::toString)).noneMatch(path -> path.contains(run.runId()));
        }
        assertThat(folder.resolve("note")).hasContent("100% of $HOME `x` \\n 'q' é\r\n");
    }

    @Test
    void runsATaskOnceForAllHosts() {
        LocalRun run = new LocalRun(folder).inventory("all: {hosts: {'h[1:3]': {connection: local}}}\n");
        run.run("""
                - hosts: all
                  tasks:
                    - {name: Once, shell: "echo x >> %s; echo done", run_once: true, register: once}
                    - debug: {msg: "[=once.stdout]"}
                """.formatted(folder.resolve("once")));
        assertThat(folder.resolve("once")).hasContent("x\n");
        assertThat(run.messages()).containsExactly("done", "done", "done");
    }

    @Test
    void delegatesATaskToAnotherHost() {
        LocalRun run = new LocalRun(folder).inventory("""
                all: {hosts: {one: {connection: local}, two: {connection: local}}}
                """);
        run.run("""
                - hosts: one
                  tasks:
                    - {name: There, shell: "echo for [=host.name]", delegate_to: two, register: there}
                    - {name: Nowhere, shell: "true", delegate_to: tow, ignore_errors: true}
                    - debug: {msg: "[=there.stdout]"}
                """);
        assertThat(run.states()).containsExactly("one There: changed", "one Nowhere: ignored", "one debug: ok");
        assertThat(run.messages()).contains("for one", "delegate_to: there is no host \"tow\"");
    }

    @Test
    void throttlesATask() {
        LocalRun run = new LocalRun(folder).inventory("all: {hosts: {'h[1:4]': {connection: local}}}\n");
        run.run("""
                - hosts: all
                  tasks:
                    - name: Alone
                      shell: "mkdir %s && sleep 0.1 && rmdir %s"
                      throttle: 1
                """.formatted(folder.resolve("lock"), folder.resolve("lock")));
        assertThat(run.states()).hasSize(4).allMatch(state -> state.endsWith("changed"));
    }

    @Test
    void endsThePlayForAllWhereAnyErrorIsFatal() {
        LocalRun run = new LocalRun(folder).inventory("""
                all: {hosts: {one: {connection: local, status: 1}, two: {connection: local, status: 0}}}
                """);
        run.run("""
                - hosts: all
                  strategy: linear
                  any_errors_fatal: true
                  tasks:
                    - {name: Exit, shell: "exit [=status]"}
                    - {name: After, shell: "true"}
                - hosts: all
                  tasks:
                    - {name: Next, shell: "true"}
                """);
        assertThat(run.states()).containsExactlyInAnyOrder("one Exit: failed", "two Exit: changed");
    }

    @Test
    void showsValuesOfEveryKind() {
        LocalRun run = new LocalRun(folder);
        run.run("""
                - hosts: one
                  vars: {list: [1, {a: true}], text: plain}
                  tasks:
                    - debug: {msg: ["[=text]", 2]}
                    - debug: {var: list}
                    - debug: {var: text}
                    - debug: {msg: seldom, verbosity: 2}
                    - debug: {}
                """);
        assertThat(run.messages())
                .containsExactly("[plain, 2]", "[1, {a: true}]", "plain", "shown with -vv", "Hello world!");
    }

    @Test
    void namesAllConditionsThatDoNotHold() {
        LocalRun run = new LocalRun(folder);
        run.run("""
                - hosts: one
                  tasks:
                    - assert: {that: ["1 > 0", "1 > 2", "'a' == 'b'"]}
                """);
        assertThat(run.messages()).containsExactly("does not hold: 1 > 2; 'a' == 'b'");
    }

    @Test
    void findsLocalFilesBesideThePlaybookAndInTheirFolders() throws Exception {
        LocalRun run = new LocalRun(folder);
        run.write("files/plain.txt", "plain\n");
        run.write("templates/greeting.ftl", "hello [=name]\n");
        run.run("""
                - hosts: one
                  vars: {to: "%s", name: world}
                  tasks:
                    - {copy: {src: plain.txt, dest: "[=to]/plain"}}
                    - {template: {src: greeting.ftl, dest: "[=to]/greeting"}}
                """.formatted(folder.toRealPath()));
        assertThat(folder.resolve("plain")).hasContent("plain");
        assertThat(folder.resolve("greeting")).hasContent("hello world");
    }
}
