package dev.podwright.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podwright.inventory.Addition;
import dev.podwright.inventory.Inventory;
import dev.podwright.source.InvalidInputException;
import dev.podwright.source.Problems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `add_host` and `group_by`: plays find what tasks of earlier plays have added to the inventory.
@Timeout(60)
class GrowingInventoryTest {
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
                  vars: {connection: local}
                  children: {web: {hosts: {one: {gpus: 2}, two: {gpus: 0}}}, db: {hosts: {three: {gpus: 2}}}}
                """);
    }

    @Test
    void playsFindTheGroupsThatHostsWerePutInto() {
        run.write("group_vars/gpu_2.yml", "limit: 300\n");
        run.run("""
                - hosts: all
                  tasks:
                    - {name: Survey, group_by: {key: "gpu_[=gpus]", parents: [surveyed, racks]}, register: group}
                    - {name: Tell, debug: {msg: "[=group.group] [=limit!'no limit']"}}
                - hosts: gpu_*:&web
                  tasks: [{name: Web, debug: {msg: "[=group_names?join(',')]"}}]
                - hosts: surveyed:!gpu_0
                  tasks: [{name: Able, debug: {msg: "[=inventory_hostname] [=limit] [=groups.gpu_2?join(',')]"}}]
                """);
        assertThat(run.messages())
                .containsOnlyOnce("gpu_2,racks,surveyed,web", "gpu_0,racks,surveyed,web")
                .contains("gpu_2 300", "gpu_0 no limit", "one 300 one,three", "three 300 one,three");
        assertThat(run.states()).contains("one Survey: ok", "two Survey: ok", "three Survey: ok");
    }

    @Test
    void namesOfGroupsHaveDashesForSpaces() {
        run.run("""
                - hosts: one
                  tasks:
                    - {group_by: {key: "model_[=model]", parents: "by model"}, vars: {model: NVIDIA A100}}
                - hosts: by-model
                  tasks: [debug: {msg: "[=group_names?join(',')]"}]
                """);
        assertThat(run.messages()).last().isEqualTo("by-model,model_NVIDIA-A100,web");
    }

    @Test
    void playsFindAddedHostsWithTheirVariablesAmongAll() {
        run.write("group_vars/fresh.yml", "image: \"cuda:[=tag]\"\n");
        run.write("host_vars/new-2.yml", "tag: 12\n");
        RunSummary summary = run.run("""
                - hosts: web
                  tasks:
                    - {name: Add, add_host: {name: "new-[=item]", groups: "fresh, rented", tag: "[=item]"}, loop: [1, 2]}
                - hosts: fresh
                  tasks: [{name: Image, debug: {msg: "[=inventory_hostname] [=image] [=group_names?join(',')]"}}]
                - hosts: all
                  tasks: [{name: Everyone, debug: {msg: "[=ansible_play_hosts_all?join(',')]"}}]
                """);
        assertThat(run.messages())
                .contains("new-1 cuda:1 fresh,rented", "new-2 cuda:2 fresh,rented", "new-1,new-2,one,two,three");
        assertThat(run.states()).contains("new-1 Everyone: ok").doesNotContain("two Add: changed");
        assertThat(summary.hosts().keySet()).contains("new-1", "new-2");
    }

    @Test
    void hostsThatAreThereGetMoreGroupsAndVariables() {
        run.run("""
                - hosts: one
                  tasks:
                    - add_host: {name: one, groups: drained, gpus: 7}
                    - add_host: {name: localhost, groups: drained, gpus: 0}
                    - debug: {msg: "[=gpus] [=group_names?join(',')]"}
                - hosts: drained
                  tasks: [debug: {msg: "[=inventory_hostname] [=gpus] [=host.connection]"}]
                """);
        assertThat(run.messages()).contains("7 drained,web", "one 7 local", "localhost 0 local");
    }

    @Test
    void planAddsToo() {
        run = withHosts(LocalRun.planning());
        run.run("""
                - hosts: one
                  tasks: [{name: Add, add_host: {name: new, groups: fresh}}, {name: Group, group_by: {key: "g[=gpus]"}}]
                - hosts: fresh:g2
                  tasks: [{name: Change, command: "true"}]
                """);
        assertThat(run.states())
                .containsExactlyInAnyOrder(
                        "one Add: ok", "one Group: ok", "new Change: would change", "one Change: would change");
    }

    @Test
    void refusesBeforeTheRunAPatternThatNoTaskCanFill() {
        assertThatThrownBy(() -> run.run("""
                        - {hosts: one, tasks: [add_host: {name: new, groups: [fresh]}]}
                        - {hosts: frseh, tasks: [debug: {msg: hello}]}
                        """))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("frseh");
        assertThat(run.events()).isEmpty();
    }

    @Test
    void refusesBeforeTheRunAPatternOfAPlayThatComesTooEarly() {
        assertThatThrownBy(() -> run.run("""
                        - {hosts: fresh, tasks: [debug: {msg: hello}]}
                        - {hosts: one, tasks: [add_host: {name: new, groups: [fresh]}]}
                        """))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("fresh");
    }

    @Test
    void warnsOfAPlayForWhichNoHostWasAdded() {
        run.run("""
                - {hosts: one, tasks: [{group_by: {key: "gpu_[=gpus]"}}]}
                - {hosts: gpu_9, tasks: [debug: {msg: hello}]}
                """);
        assertThat(run.events())
                .filteredOn(RunEvent.Warning.class::isInstance)
                .singleElement()
                .asString()
                .contains("no host matches \"gpu_9\"", "no task before it has added one");
    }

    @Test
    void theLimitMayNameHostsToCome() {
        run = withHosts(RunOptions.builder().limit(Optional.of("one,new")).build());
        run.run("""
                - {hosts: web, tasks: [{name: Add, add_host: {name: "[=item]"}, loop: [new, newer]}]}
                - {hosts: all, tasks: [{name: Everyone, debug: {msg: hello}}]}
                """);
        assertThat(run.states()).containsExactlyInAnyOrder("one Add: ok", "one Everyone: ok", "new Everyone: ok");
    }

    @Test
    void namesThatNoPatternCouldSayFail() {
        run.run("""
                - hosts: one
                  tasks:
                    - {name: Glob, add_host: {name: "gpu*"}, ignore_errors: true}
                    - {name: Always, add_host: {name: all}, ignore_errors: true}
                    - {name: Group, group_by: {key: "a,b"}, ignore_errors: true}
                    - {name: Port, add_host: {name: new, port: none}, ignore_errors: true}
                    - {name: Cycle, group_by: {key: web, parents: web}, ignore_errors: true}
                    - {name: None, debug: {msg: "[=hostvars?keys?join(',')]"}}
                """);
        assertThat(run.states())
                .containsExactly(
                        "one Glob: ignored",
                        "one Always: ignored",
                        "one Group: ignored",
                        "one Port: ignored",
                        "one Cycle: ignored",
                        "one None: ok");
        assertThat(run.messages())
                .anySatisfy(message -> assertThat(message).contains("\"gpu*\" can't be the name of a host or group"))
                .anySatisfy(message -> assertThat(message).contains("\"all\" is a host and a group"))
                .anySatisfy(message -> assertThat(message).contains("contains itself"))
                .last()
                .isEqualTo("one,two,three");
    }

    @Test
    void whatIsAddedLaterInTheSamePlayIsKnownAtOnceButTakesNoPartInIt() {
        run.run("""
                - hosts: one
                  tasks:
                    - add_host: {name: new, groups: web}
                    - debug: {msg: "[=groups.web?join(',')] [=play_hosts?join(',')]"}
                """);
        assertThat(run.messages()).last().isEqualTo("one,two,new one");
    }

    @Test
    void manyAdditionsMakeFewInventories() {
        run.write("hosts.yml", "all: {hosts: {one: {}}, children: {web: {hosts: {two: {}}}}}\n");
        Inventory read = Inventory.read(List.of(folder.resolve("hosts.yml").toString()), List.of(), new Problems());
        LiveInventory inventory = new LiveInventory(read);
        int before = inventory.declared("one").additions();
        IntStream.range(0, 50)
                .forEach(i -> inventory.add(new Addition("new-" + i, List.of("web"), List.of("all")), Map.of()));
        assertThat(inventory.groups().get("web")).hasSize(51).endsWith("new-49");
        inventory.add(new Addition("new-7", List.of("web"), List.of("all")), Map.of());
        assertThat(inventory.declared("one").additions()).isEqualTo(before + 1);
        assertThat(inventory.declared("new-7").host().groups()).containsExactly("all", "web");
    }
}
