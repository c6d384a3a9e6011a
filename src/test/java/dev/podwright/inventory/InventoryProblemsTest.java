package dev.podwright.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryProblemsTest {
    @TempDir
    private Path folder;

    @Test
    void refusesUnknownKeysOfAGroup() throws IOException {
        assertThat(yaml("""
                gpu:
                  host:
                    gpu-01:
                  variables: 1
                  a100: {hosts: {gpu-02: }}
                """)).isEqualTo("""
                hosts.yml:2:3: a group has no key "host"
                    2 |   host:
                      |   ^^^^ did you mean "hosts"?
                hosts.yml:4:3: a group has no key "variables"
                    4 |   variables: 1
                      |   ^^^^^^^^^ variables stand beneath "vars:"
                hosts.yml:5:3: a group has no key "a100"
                    5 |   a100: {hosts: {gpu-02: }}
                      |   ^^^^ groups stand beneath "children:", hosts beneath "hosts:\"""");
    }

    @Test
    void refusesListsWhereMapsBelong() throws IOException {
        assertThat(yaml("""
                gpu:
                  hosts:
                    - gpu-01
                  children: [a100]
                  vars: [x]
                """)).isEqualTo("""
                hosts.yml:3:7: "hosts" takes a map, not a list
                    3 |     - gpu-01
                      |       ^^^^^^ write each host as a key: "gpu-01:" instead of "- gpu-01"
                hosts.yml:4:13: "children" takes a map, not a list
                    4 |   children: [a100]
                      |             ^^^^^^ write each group as a key: "gpu:"
                hosts.yml:5:9: variables are a map, not a list
                    5 |   vars: [x]
                      |         ^^^ write each as "name: value\"""");
    }

    @Test
    void refusesGroupsThatContainThemselves() throws IOException {
        assertThat(yaml("""
                a:
                  children:
                    b:
                      children:
                        c:
                          children:
                            a:
                """)).isEqualTo("""
                hosts.yml:7:13: group "a" contains itself: a → b → c → a
                    7 |             a:
                      |             ^ take it out of the children of "c\"""");
    }

    @Test
    void warnsOfAHostWithAGroupsName() throws IOException {
        assertThat(warnings("hosts.yml", """
                gpu:
                  hosts:
                    gpu:
                """)).isEqualTo("""
                hosts.yml:3:5: "gpu" is a host and a group
                    3 |     gpu:
                      |     ^^^ patterns mean the group; it is described at hosts.yml:1:1""");
    }

    @Test
    void refusesAHostWithTheNameOfAGroupThatAlwaysExists() throws IOException {
        assertThat(yaml("gpu: {hosts: {all: }}\n")).isEqualTo("""
                hosts.yml:1:15: "all" is a host and a group
                    1 | gpu: {hosts: {all: }}
                      |               ^^^ the group "all" always exists; rename the host""");
    }

    @Test
    void saysWhatToDoWithAnInventoryPluginsConfiguration() throws IOException {
        assertThat(problemsOf("aws_ec2.yml", "plugin: amazon.aws.aws_ec2\nregions: [us-east-1]\n"))
                .isEqualTo("""
                aws_ec2.yml:1:1: this is the configuration of Ansible's inventory plugin "amazon.aws.aws_ec2", which only Ansible can run
                    1 | plugin: amazon.aws.aws_ec2
                      | ^^^^^^ keep what it finds: ansible-inventory -i aws_ec2.yml --list > hosts.json; then use -i hosts.json""");
    }

    @Test
    void refusesNamesAndRangesThatCannotBe() throws IOException {
        assertThat(yaml("""
                gpu:
                  hosts:
                    gpu[01-16]:
                    gpu[9:1]:
                    gpu 1:
                    gpu[0:999999]:
                """)).isEqualTo("""
                hosts.yml:3:5: "gpu[01-16]" can't be a host's name
                    3 |     gpu[01-16]:
                      |     ^^^^^^^^^^ ranges are written gpu[01:16], rack-[a:f] or node[0:10:2]
                hosts.yml:4:5: the range [9:1] is empty
                    4 |     gpu[9:1]:
                      |     ^^^^^^^^ write the lower end first
                hosts.yml:5:5: "gpu 1" can't be a host's name
                    5 |     gpu 1:
                      |     ^^^^^ names have no spaces, commas, brackets, slashes or "="
                hosts.yml:6:5: the range [0:999999] stands for more than 65,536 hosts
                    6 |     gpu[0:999999]:
                      |     ^^^^^^^^^^^^^""");
    }

    @Test
    void warnsOfReservedNames() throws IOException {
        assertThat(warnings("hosts.yml", """
                all:
                  hosts: {a: }
                  vars:
                    env: production
                """)).isEqualTo("""
                hosts.yml:4:5: "env" is not used: the name stands for the environment of the controller
                    4 |     env: production
                      |     ^^^ call it something else to use it in expressions""");
    }

    @Test
    void warnsOfAnEmptyGroupWithAKnownNeighbour() throws IOException {
        assertThat(warnings("hosts.yml", """
                workers: {hosts: {a: }}
                spare:
                site:
                  children:
                    worker:
                """)).isEqualTo("""
                hosts.yml:5:5: group "worker" is empty
                    5 |     worker:
                      |     ^^^^^^ did you mean "workers"?""");
    }

    @Test
    void recognizesAPlaybook() throws IOException {
        assertThat(yaml("- hosts: all\n")).isEqualTo("""
                hosts.yml:1:3: an inventory is a map of groups, not a list
                    1 | - hosts: all
                      |   ^^^^^ this is a playbook; the inventory goes behind -i""");
    }

    @Test
    void refusesGroupsThatAnIniInventoryDoesNotDescribe() throws IOException {
        assertThat(problemsOf("hosts.ini", """
                [gpu]
                gpu-01 port = 22
                [site:children]
                gpo
                [cpu:vars]
                x=1
                [gpu:childs]
                """)).isEqualTo("""
                hosts.ini:2:1: "port" is no variable
                    2 | gpu-01 port = 22
                      | ^^^^^^^^^^^^^^^^ write it as name=value, without spaces
                hosts.ini:4:1: there is no group "gpo"
                    4 | gpo
                      | ^^^ did you mean "gpu"?
                hosts.ini:5:1: there is no group "cpu"
                    5 | [cpu:vars]
                      | ^^^^^^^^^^ did you mean "gpu"?
                hosts.ini:7:1: a section can't be ":childs"
                    7 | [gpu:childs]
                      | ^^^^^^^^^^^^ there are :children and :vars""");
    }

    @Test
    void refusesAQuoteThatIsNotClosed() throws IOException {
        assertThat(problemsOf("hosts", "[gpu]\ngpu-01 motd='it's here'\n")).isEqualTo("""
                hosts:2:1: a quote isn't closed
                    2 | gpu-01 motd='it's here'
                      | ^^^^^^^^^^^^^^^^^^^^^^^ write a quote that is meant as a character with \\ before it""");
    }

    @Test
    void warnsOfAnInventoryThatAFolderHidesByItsEnding() throws IOException {
        Files.writeString(folder.resolve("hosts.ini"), "[gpu]\na\n");
        Files.writeString(folder.resolve("cloud.ini"), "[cloud]\nregions = all\n");
        Path program = Files.writeString(folder.resolve("cloud.sh"), "#!/bin/sh\necho '{\"_meta\": {}}'\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Problems problems = new Problems();

        Inventory.read(List.of(folder.toString()), List.of(), problems);

        assertThat(rendered(problems)).isEmpty();
        assertThat(problems.warnings().stream().map(Problem::render).map(text -> text.replace(folder + "/", "")))
                .containsExactly("""
                hosts.ini: this file is not read: in a folder of inventories ".ini" marks settings of programs, as in Ansible
                    if it is an inventory, name it "hosts\"""");
    }

    @Test
    void saysHowToWriteAListOfHosts() {
        Problems problems = new Problems();
        Inventory.read(List.of("gpu-01"), List.of(), problems);

        assertThat(rendered(problems)).isEqualTo("""
                gpu-01: there is no inventory of this name
                    a list of hosts has a comma in it: -i gpu-01,""");
    }

    @Test
    void theExampleHasNoProblems() {
        Problems problems = new Problems();
        Inventory inventory = Inventory.read(List.of("inventory.example.yml"), List.of(), problems);

        assertThat(rendered(problems)).isEmpty();
        assertThat(problems.warnings()).isEmpty();
        assertThat(inventory.members("gpu"))
                .extracting(Host::name)
                .containsExactly(
                        "gpu-01",
                        "gpu-02",
                        "edge-01.example.org",
                        "edge-02.example.org",
                        "edge-03.example.org",
                        "edge-04.example.org");
    }

    private String yaml(String text) throws IOException {
        return problemsOf("hosts.yml", text);
    }

    /// What is said of a file that can be used.
    private String warnings(String name, String text) throws IOException {
        Problems problems = new Problems();
        Path file = Files.writeString(folder.resolve(name), text);
        Inventory.read(List.of(file.toString()), List.of(), problems);
        assertThat(rendered(problems)).isEmpty();
        return problems.warnings().stream()
                .map(Problem::render)
                .collect(Collectors.joining("\n"))
                .replace(folder + "/", "");
    }

    private String problemsOf(String name, String text) throws IOException {
        Problems problems = new Problems();
        Path file = Files.writeString(folder.resolve(name), text);
        Inventory.read(List.of(file.toString()), List.of(), problems);
        return rendered(problems).replace(folder + "/", "");
    }

    private static String rendered(Problems problems) {
        return problems.sorted().stream().map(Problem::render).collect(Collectors.joining("\n"));
    }
}
