package dev.podwright.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.source.Secret;
import dev.podwright.source.Vault;
import dev.podwright.source.VaultException;
import dev.podwright.source.VaultPassword;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of an inventory to which hosts and groups are added.
class InventoryAdditionsTest {
    private static final Vault VAULT =
            Vault.of(List.of(new VaultPassword(VaultPassword.DEFAULT_ID, new Secret("correct horse"))));

    private final Problems problems = new Problems();

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        write("hosts.yml", "all: {children: {web: {hosts: {one: {a: 1}}}, racks: {}}}\n");
    }

    @Test
    void theOldOneStaysAsItIs() {
        Inventory before = read(Vault.LOCKED);
        Inventory after = before.with(List.of(new Addition("new", List.of("fresh"), List.of("racks"))), problems);
        assertThat(problems.isEmpty()).isTrue();
        assertThat(names(after, "racks")).containsExactly("new");
        assertThat(after.host("new").orElseThrow().groups()).containsExactly("all", "racks", "fresh");
        assertThat(names(after, "web")).containsExactly("one");
        assertThat(before.host("new")).isEmpty();
        assertThat(before.group("fresh")).isEmpty();
        assertThat(names(before, "racks")).isEmpty();
    }

    @Test
    void aHostWithoutGroupsIsUngroupedUntilItGetsOne() {
        Inventory after = read(Vault.LOCKED).with(List.of(new Addition("new", List.of(), List.of())), problems);
        assertThat(names(after, "ungrouped")).containsExactly("new");
        Inventory later = after.with(List.of(new Addition("new", List.of("web"), List.of("all"))), problems);
        assertThat(names(later, "ungrouped")).isEmpty();
        assertThat(names(later, "web")).containsExactly("one", "new");
    }

    @Test
    void filesOfNewGroupsAndHostsHoldEncryptedOnesToo() throws IOException, VaultException {
        write("group_vars/rack_a.yml", VAULT.encrypt("colour: red\n", "default"));
        write("host_vars/new.yml", "size: 3\n");
        Inventory after = read(VAULT).with(List.of(new Addition("new", List.of("rack_a"), List.of())), problems);
        assertThat(rendered()).isEmpty();
        assertThat(variables(after, "new")).containsEntry("size", 3L).containsEntry("colour", "red");
    }

    @Test
    void problemsOfTheirFilesAreTold() throws IOException, VaultException {
        write("group_vars/rack_a.yml", VAULT.encrypt("colour: red\n", "default"));
        Inventory before = read(Vault.LOCKED);
        assertThat(rendered()).isEmpty();
        before.with(List.of(new Addition("one", List.of("rack_a"), List.of())), problems);
        assertThat(rendered()).singleElement().asString().contains("rack_a.yml", "no vault password was given");
    }

    @Test
    void theImplicitLocalhostKeepsItsConnection() {
        Inventory after =
                read(Vault.LOCKED).with(List.of(new Addition("localhost", List.of("fresh"), List.of())), problems);
        assertThat(after.host("localhost").orElseThrow().groups()).containsExactly("all", "fresh");
        assertThat(variables(after, "localhost")).containsEntry("connection", "local");
        assertThat(after.hosts()).extracting(Host::name).containsExactly("one", "localhost");
    }

    @Test
    void groupsThatWouldContainThemselvesAreProblems() {
        read(Vault.LOCKED).with(List.of(new Addition("one", List.of("racks"), List.of("racks"))), problems);
        assertThat(rendered()).singleElement().asString().contains("group \"racks\" contains itself");
    }

    @Test
    void onlyPlainAdditionsAreTakenSurely() throws IOException {
        write("host_vars/filed.yml", "a: 1\n");
        Inventory inventory = read(Vault.LOCKED);
        assertThat(inventory.takesSurely(new Addition("one", List.of("racks"), List.of("all"))))
                .isTrue();
        assertThat(inventory.takesSurely(new Addition("new", List.of("web"), List.of())))
                .isTrue();
        assertThat(List.of(
                        new Addition("filed", List.of("web"), List.of()),
                        new Addition("one", List.of("fresh"), List.of()),
                        new Addition("one", List.of("web"), List.of("racks")),
                        new Addition("web", List.of(), List.of()),
                        new Addition("localhost", List.of(), List.of())))
                .noneMatch(inventory::takesSurely);
    }

    private Inventory read(Vault vault) {
        return Inventory.read(List.of(folder.resolve("hosts.yml").toString()), List.of(), vault, problems);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<String> rendered() {
        return problems.sorted().stream().map(Problem::render).toList();
    }

    private static List<String> names(Inventory inventory, String group) {
        return inventory.members(group).stream().map(Host::name).toList();
    }

    private static Map<String, Object> variables(Inventory inventory, String host) {
        return inventory.variableSources(inventory.host(host).orElseThrow()).stream()
                .flatMap(source -> source.values().entries().stream())
                .collect(Collectors.toMap(
                        entry -> entry.name(), entry -> entry.value().toValue(), (_, last) -> last));
    }
}
