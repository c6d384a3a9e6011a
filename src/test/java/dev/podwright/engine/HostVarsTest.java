package dev.podwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a host's expressions learn about other hosts.
@Timeout(60)
class HostVarsTest {
    @TempDir
    private Path folder;

    private LocalRun run;

    @BeforeEach
    void hosts() {
        run = withHosts(RunOptions.DEFAULT);
    }

    private LocalRun withHosts(RunOptions options) {
        return new LocalRun(folder, options).inventory("""
                all:
                  vars: {connection: local, label: "[=colour] of [=inventory_hostname]"}
                  children:
                    web: {hosts: {one: {colour: red}, two: {colour: blue}}}
                    db: {hosts: {three: {colour: green, address: 127.0.0.1, port: 2222}}}
                """);
    }

    @Test
    void evaluatesVariablesOfTheInventoryForTheHostThatIsAskedAbout() {
        run.run("""
                - hosts: one
                  vars: {colour: of the play}
                  tasks:
                    - debug: {msg: "[=hostvars.two.label], [=hostvars['three'].label], [=groups.all?map(h -> hostvars[h].colour)?join(' ')]"}
                """);
        assertThat(run.messages()).containsExactly("blue of two, green of three, red blue green");
    }

    @Test
    void refusesVariablesOfTwoHostsThatNeedEachOther() {
        run.inventory("""
                one: {hosts: {one: {connection: local, a: "[=hostvars.two.b]"}}}
                two: {hosts: {two: {connection: local, b: "[=hostvars.one.a]"}}}
                """);
        run.run("""
                - hosts: one
                  tasks:
                    - debug: {msg: "[=a]"}
                """);
        assertThat(run.messages())
                .singleElement()
                .asString()
                .contains("refers to itself: a → hostvars['two'].b → hostvars['one'].a → hostvars['two'].b");
    }

    @Test
    void tellsHowAHostIsReachedThatNobodyHasConnectedTo() {
        run.run("""
                - hosts: one
                  tasks:
                    - debug: {msg: "[=hostvars.three.host.address] [=hostvars.three.host.port] [=hostvars.three.host.connection] [=hostvars.three.group_names?join(',')]"}
                """);
        assertThat(run.messages()).containsExactly("127.0.0.1 2222 local db");
    }

    @Test
    void knowsFactsAndResultsOfEarlierPlays() {
        run.run("""
                - hosts: db
                  tasks:
                    - {shell: "echo it is [=inventory_hostname]", register: said}
                    - set_fact: {token: "t-[=said.stdout?length]"}
                - hosts: one
                  tasks:
                    - debug: {msg: "[=hostvars.three.said.stdout] [=hostvars.three.token] [=(hostvars.three.facts.os.id == facts.os.id)?c]"}
                """);
        assertThat(run.messages()).last().isEqualTo("it is three t-11 true");
    }

    @Test
    void waitsForWhatTheHostItselfHasUnderWay() {
        run.run("""
                - hosts: one
                  tasks:
                    - {shell: "sleep 0.2; echo done", register: said}
                    - debug: {msg: "[=hostvars[inventory_hostname].said.stdout]"}
                """);
        assertThat(run.messages()).last().isEqualTo("done");
    }

    @Test
    void meansTheHostOfTheTaskWhereverItIsDelegated() {
        run.run("""
                - hosts: one
                  tasks:
                    - {shell: "echo [=inventory_hostname] [=hostvars.two.colour] [=hostvars[inventory_hostname].colour]", delegate_to: three, register: said}
                    - debug: {msg: "[=said.stdout]"}
                """);
        assertThat(run.messages()).last().isEqualTo("one blue red");
    }

    @Test
    void namesAllHostsButNotThePlayItselfOrTheEnvironment() {
        run.run("""
                - hosts: one
                  tasks:
                    - debug: {msg: "[=hostvars?keys?join(',')]"}
                    - debug: {msg: "[=hostvars.two?keys?filter(k -> ['env', 'hostvars', 'play', 'run', 'colour', 'label']?seq_contains(k))?join(',')]"}
                """);
        assertThat(run.messages()).containsExactly("one,two,three", "colour,label");
    }

    @Test
    void suggestsTheHostThatWasMeant() {
        run.run("- {hosts: one, tasks: [{name: Ask, debug: {msg: \"[=hostvars.thre.colour]\"}}]}");
        assertThat(run.states()).containsExactly("one Ask: failed");
        assertThat(hint()).contains("did you mean \"three\"?");
    }

    @Test
    void saysThatFactsComeWithAConnection() {
        run.run("""
                - hosts: one
                  tasks:
                    - {name: Default, debug: {msg: "[=(hostvars.three.facts.os.id)!'none']"}}
                    - {name: Ask, debug: {msg: "[=hostvars.three.facts.os.id]"}}
                """);
        assertThat(run.messages()).first().isEqualTo("none");
        assertThat(hint()).contains("three hasn't been connected to yet in this run");
    }

    @Test
    void suggestsTheVariableThatWasMeantAndThatHostsDontWaitForEachOther() {
        run.run("""
                - {hosts: two, tasks: [debug: {msg: hello}]}
                - hosts: one
                  tasks:
                    - {debug: {msg: "[=hostvars.two.coluor]"}, ignore_errors: true}
                    - {debug: {msg: "[=hostvars.two.never]"}}
                """);
        assertThat(hints())
                .satisfiesExactly(
                        first -> assertThat(first).contains("did you mean \"colour\"?"),
                        second -> assertThat(second).contains("hosts don't wait for each other in a play"));
    }

    @Test
    void planLeavesOpenWhatOnlyARunWouldTell() {
        run = withHosts(LocalRun.planning());
        run.run("""
                - hosts: db
                  tasks:
                    - {name: Say, shell: "echo it", register: said}
                    - {name: Keep, set_fact: {token: "[=said.stdout]"}}
                - hosts: one
                  tasks:
                    - {name: Result, debug: {msg: "[=hostvars.three.said.stdout]"}}
                    - {name: Fact, debug: {msg: "[=hostvars.three.token]"}}
                    - {name: Known, debug: {msg: "[=hostvars.three.label]"}}
                """);
        assertThat(run.states())
                .containsExactly(
                        "three Say: would change",
                        "three Keep: unknown",
                        "one Result: unknown",
                        "one Fact: unknown",
                        "one Known: ok");
    }

    @Test
    void seesWhatAllHostsRegisteredBeforeUnderTheLinearStrategyEvenOneAtATime() {
        run = withHosts(LocalRun.forks(1));
        run.run("""
                - hosts: web
                  strategy: linear
                  tasks:
                    - {shell: "echo [=colour]", register: said}
                    - debug: {msg: "[=play_hosts?map(h -> hostvars[h].said.stdout)?join(',')]"}
                """);
        assertThat(run.messages()).contains("red,blue").doesNotContain("");
        assertThat(run.states())
                .filteredOn(state -> state.contains("debug: ok"))
                .hasSize(2);
    }

    @Test
    void seesWhatEarlierBatchesRegistered() {
        run.run("""
                - hosts: web
                  serial: 1
                  tasks:
                    - {shell: "echo [=colour]", register: said}
                    - debug: {msg: "[=play_hosts?join(',')]: [=ansible_play_hosts_all?filter(h -> (hostvars[h].said)??)?join(',')]"}
                """);
        assertThat(run.messages()).contains("one: one", "two: one,two");
    }

    private String hint() {
        return hints().getFirst();
    }

    private List<String> hints() {
        return run.events().stream()
                .filter(RunEvent.TaskFinished.class::isInstance)
                .map(event -> ((RunEvent.TaskFinished) event).outcome())
                .filter(Outcome.Failed.class::isInstance)
                .map(outcome -> outcome.result().hint())
                .toList();
    }
}
