package dev.podwright.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.source.Secret;
import dev.podwright.source.Vault;
import dev.podwright.source.VaultException;
import dev.podwright.source.VaultPassword;
import dev.podwright.source.YamlNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryTest {
    private static final Path FIXTURES = Path.of("src/test/resources/inventories");

    private final Problems problems = new Problems();

    @TempDir
    private Path folder;

    @Test
    void readsAnsiblesYaml() {
        Inventory inventory = read("site/hosts.yml");

        assertThat(inventory.hosts())
                .extracting(Host::name)
                .containsExactly("gpu01", "gpu02", "gpu03", "gpu-h1", "cpu-01", "bastion");
        assertThat(host(inventory, "gpu02").groups()).containsExactly("all", "gpu", "rack1", "a100");
        assertThat(host(inventory, "bastion").groups()).containsExactly("all", "ungrouped");
        assertThat(inventory.group("gpu").orElseThrow().children()).containsExactly("a100", "h100");
        assertThat(inventory.members("gpu"))
                .extracting(Host::name)
                .containsExactly("gpu01", "gpu02", "gpu03", "gpu-h1");
    }

    @Test
    void lowerGroupsAndHostsOverrideHigherOnes() {
        Inventory inventory = read("site/hosts.yml");

        assertThat(variables(inventory, "gpu01"))
                .containsEntry("level", "host")
                .containsEntry("image", "a100:1")
                .containsEntry("ports", Map.of("22", "auto"))
                .containsEntry("zone", "north")
                .containsEntry("power_limit", 300L)
                .containsEntry("user", "deploy");
        assertThat(variables(inventory, "gpu-h1"))
                .containsEntry("level", "gpu")
                .containsEntry("image", "cuda:12.4")
                .containsEntry("address", "192.0.2.41")
                .containsEntry("ansible_host", "192.0.2.41")
                .containsEntry("port", 2222L);
        assertThat(variables(inventory, "cpu-01")).containsEntry("level", "all").containsEntry("image", "base:1");
    }

    @Test
    void saysWhereVariablesComeFrom() {
        Inventory inventory = read("site/hosts.yml");

        assertThat(inventory.variableSources(host(inventory, "gpu01")))
                .extracting(source -> source.description().replace(FIXTURES + "/site/", ""))
                .containsExactly(
                        "hosts.yml (group all)",
                        "group_vars/all.json",
                        "hosts.yml (group gpu)",
                        "group_vars/gpu/image.yml",
                        "group_vars/gpu/ports.yaml",
                        "group_vars/a100.yml",
                        "hosts.yml (host gpu[01:03])",
                        "host_vars/gpu01");
    }

    @Test
    void warnsOfVariableFilesThatMissTheirHost() {
        read("site/hosts.yml");

        assertThat(problems.warnings())
                .extracting(Problem::message, Problem::hint)
                .containsExactly(
                        tuple("there is no host \"gpu1\", so this file is not used", "did you mean \"gpu01\"?"));
    }

    @Test
    void variablesBesideThePlaybookWin() {
        Inventory inventory = Inventory.read(
                List.of(FIXTURES.resolve("site/hosts.yml").toString()),
                List.of(FIXTURES.resolve("playbooks")),
                problems);

        assertThat(variables(inventory, "gpu01")).containsEntry("image", "playbook:9");
    }

    @Test
    void readsAnsiblesIni() {
        Inventory inventory = read("hosts.ini");

        assertThat(inventory.hosts())
                .extracting(Host::name)
                .containsExactly(
                        "bastion",
                        "gpu-01.example.org",
                        "gpu-02.example.org",
                        "gpu-03.example.org",
                        "gpu-h1",
                        "cpu-a",
                        "cpu-b");
        assertThat(host(inventory, "bastion").groups()).containsExactly("all", "ungrouped");
        assertThat(host(inventory, "gpu-h1").groups()).containsExactly("all", "workers", "gpu");
        assertThat(variables(inventory, "gpu-02.example.org"))
                .containsEntry("become", true)
                .containsEntry("user", "deploy")
                .containsEntry("image", "cuda:12.4");
    }

    @Test
    void typesIniValuesAsAnsibleDoes() {
        Inventory inventory = read("hosts.ini");

        assertThat(variables(inventory, "gpu-h1"))
                .containsEntry("port", 2222L)
                .containsEntry("labels", List.of("h100", "fast"))
                .containsEntry("weight", new BigDecimal("1.5"))
                .containsEntry("spare", true)
                .containsEntry("note", "two words")
                .containsEntry("zip", "01234")
                .containsEntry("count", 3L)
                .containsEntry("expression", "[=facts.gpu.count]");
    }

    @Test
    void readsArgumentsOfSshAndWarnsOfTheRest() {
        Inventory inventory = read("hosts.ini");

        assertThat(variables(inventory, "cpu-a"))
                .containsEntry("host_key_checking", "off")
                .containsEntry("proxy_jump", "jump.example.org");
        assertThat(problems.warnings())
                .singleElement()
                .extracting(Problem::message)
                .isEqualTo("arguments of ssh that have no counterpart here are not used: ControlMaster");
    }

    @Test
    void runsAnExecutableInventory() {
        Inventory inventory = read("dynamic.sh");

        assertThat(inventory.hosts()).extracting(Host::name).containsExactly("gpu-01", "gpu-02", "cpu-01");
        assertThat(variables(inventory, "gpu-01"))
                .containsEntry("address", "192.0.2.11")
                .containsEntry("user", "deploy")
                .containsEntry("zone", "north/1")
                .containsEntry("emoji", "\uD83D\uDE80");
    }

    @Test
    void asksAnExecutableInventoryForEachHostWhereItMust() {
        Inventory inventory = read("dynamic-each.sh");

        assertThat(variables(inventory, "gpu-02")).containsEntry("address", "gpu-02.example.org");
    }

    @Test
    void saysWhatAFailedInventoryProgramSaid() {
        Inventory.read(List.of(FIXTURES.resolve("failing.sh").toString()), List.of(), problems);

        assertThat(rendered()).containsExactly("""
                src/test/resources/inventories/failing.sh --list: failed with exit code 3
                    no credentials for the cloud""");
    }

    @Test
    void readsListsOfHosts() {
        Inventory inventory = Inventory.read(
                List.of("gpu[1:2],root@192.0.2.9:2222,2001:db8::1,[2001:db8::2]:23,"), List.of(), problems);

        assertThat(problems.sorted()).isEmpty();
        assertThat(inventory.hosts())
                .extracting(Host::name)
                .containsExactly("gpu1", "gpu2", "192.0.2.9", "2001:db8::1", "2001:db8::2");
        assertThat(variables(inventory, "192.0.2.9"))
                .containsEntry("user", "root")
                .containsEntry("port", 2222L);
        assertThat(variables(inventory, "2001:db8::2")).containsEntry("port", 23L);
    }

    @Test
    void mergesInventoriesInOrder() throws IOException {
        write("10-first.yml", "gpu: {hosts: {a: {x: 1, y: 1}}}");
        write("20-second", "[gpu]\na x=2\nb\n");
        write("notes.md", "not an inventory");
        write("program.ini", "[settings]\nregions = all\n");

        Inventory inventory = Inventory.read(List.of(folder.toString()), List.of(), problems);

        assertThat(problems.sorted()).isEmpty();
        assertThat(inventory.hosts()).extracting(Host::name).containsExactly("a", "b");
        assertThat(variables(inventory, "a")).containsEntry("x", 2L).containsEntry("y", 1L);
    }

    @Test
    void tellsFormatsApartWithoutAnEnding() throws IOException {
        write("plain", "# hosts\na\nb x=1\n");
        write("yaml", "# hosts\nall:\n  hosts:\n    c:\n");

        Inventory inventory = Inventory.read(
                List.of(
                        folder.resolve("plain").toString(),
                        folder.resolve("yaml").toString()),
                List.of(),
                problems);

        assertThat(problems.sorted()).isEmpty();
        assertThat(inventory.hosts()).extracting(Host::name).containsExactly("a", "b", "c");
    }

    @Test
    void localhostIsThereWithoutAnInventory() throws IOException {
        Files.createDirectories(folder.resolve("host_vars"));
        write("host_vars/localhost.yml", "color: green");

        Inventory inventory = Inventory.read(List.of(), List.of(folder), problems);

        assertThat(inventory.hosts()).isEmpty();
        assertThat(variables(inventory, "localhost"))
                .containsEntry("connection", "local")
                .containsEntry("color", "green");
        assertThat(inventory.host("elsewhere")).isEmpty();
    }

    @Test
    void aWrittenLocalhostIsAHostLikeOthers() throws IOException {
        Inventory inventory = readText("all:\n  hosts:\n    localhost: {x: 1}\n");

        assertThat(inventory.hosts()).extracting(Host::name).containsExactly("localhost");
        assertThat(variables(inventory, "localhost")).isEqualTo(Map.of("x", 1L));
    }

    @Test
    void readsTheListingOfAProgramThatWasKeptInAFile() throws IOException {
        write("kept.json", """
                {"gpu": {"hosts": ["a"]}, "_meta": {"hostvars": {"a": {"ansible_port": 23}}}}
                """);

        Inventory inventory = Inventory.read(List.of(folder.resolve("kept.json").toString()), List.of(), problems);

        assertThat(rendered()).isEmpty();
        assertThat(variables(inventory, "a")).containsEntry("port", 23L);
    }

    @Test
    void aFolderOfInventoriesHasItsVariableFilesInside() throws IOException {
        Files.createDirectories(folder.resolve("group_vars/gpu"));
        write("hosts", "[gpu]\na\n");
        write("group_vars/gpu/main", "x: 1\n");
        write("group_vars/gpu/main.old", "x: 2\n");
        write("group_vars/gpu/.hidden.yml", "x: 3\n");
        write("group_vars/gpu.yml", "y: 4\n");

        Inventory inventory = Inventory.read(List.of(folder.toString()), List.of(folder), problems);

        assertThat(rendered()).isEmpty();
        assertThat(variables(inventory, "a")).isEqualTo(Map.of("x", 1L, "y", 4L));
        assertThat(inventory.variableSources(host(inventory, "a"))).hasSize(2);
    }

    @Test
    void groupPriorityComesBeforeTheName() throws IOException {
        Inventory inventory = readText("""
                a: {hosts: {x: }, vars: {from: a, ansible_group_priority: 10}}
                b: {hosts: {x: }, vars: {from: b}}
                """);

        assertThat(variables(inventory, "x")).containsEntry("from", "a");
    }

    @Test
    void refusesWhatAnInventoryProgramMustNotPrint() throws IOException {
        Path program = write("list.sh", "#!/bin/sh\necho '[1, 2]'\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();

        Inventory.read(List.of(program.toString()), List.of(), problems);

        assertThat(problems.sorted())
                .extracting(Problem::message)
                .containsExactly("expected a JSON object, but this is a list");
    }

    @Test
    void opensFilesThatAreEncryptedWithTheRightPasswordOnly() throws IOException, VaultException {
        Vault vault = Vault.of(List.of(new VaultPassword(VaultPassword.DEFAULT_ID, new Secret("pass"))));
        Files.createDirectories(folder.resolve("group_vars"));
        write("group_vars/all.yml", vault.encrypt("token: abc\n", VaultPassword.DEFAULT_ID));
        String hosts = write("hosts.yml", "all: {hosts: {a: }}").toString();

        Inventory.read(List.of(hosts), List.of(), problems);

        assertThat(problems.sorted())
                .extracting(Problem::message)
                .containsExactly("the file is encrypted: no vault password was given");
        Problems none = new Problems();
        Inventory inventory = Inventory.read(List.of(hosts), List.of(), vault, none);
        none.throwIfAny();
        assertThat(inventory.variableSources(inventory.hosts().getFirst()))
                .flatExtracting(source -> source.values().entries())
                .extracting(YamlNode.Entry::name)
                .containsExactly("token");
    }

    private Inventory read(String fixture) {
        Inventory inventory = Inventory.read(List.of(FIXTURES.resolve(fixture).toString()), List.of(), problems);
        assertThat(rendered()).isEmpty();
        return inventory;
    }

    private Inventory readText(String yaml) throws IOException {
        return Inventory.read(List.of(write("inventory.yml", yaml).toString()), List.of(), problems);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private List<String> rendered() {
        return problems.sorted().stream().map(Problem::render).toList();
    }

    private static Host host(Inventory inventory, String name) {
        return inventory.host(name).orElseThrow();
    }

    private static Map<String, Object> variables(Inventory inventory, String host) {
        Map<String, Object> variables = new LinkedHashMap<>();
        inventory
                .variableSources(host(inventory, host))
                .forEach(source -> source.values()
                        .entries()
                        .forEach(entry ->
                                variables.put(entry.name(), entry.value().toValue())));
        return variables;
    }
}
