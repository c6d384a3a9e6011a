package dev.podwright.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.podwright.inventory.Host;
import dev.podwright.inventory.Inventory;
import dev.podwright.source.Json;
import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Patterns name the hosts that they name in Ansible, in the same order. Beside each stands what Ansible found.
class RealPatternsTest {
    private static final Path FOLDER =
            Path.of("src/test/resources/host-patterns").toAbsolutePath();
    private static final String INVENTORY = FOLDER.resolve("hosts.yml").toString();

    @TempDir
    private Path home;

    private record Row(String pattern, List<String> hosts) {}

    @TestFactory
    Stream<DynamicTest> nameTheHostsThatTheyNameInAnsible() throws IOException {
        Problems problems = new Problems();
        Inventory inventory = Inventory.read(List.of(INVENTORY), List.of(), problems);
        return rows().stream()
                .map(row -> dynamicTest(row.pattern, () -> {
                    assertThat(inventory.match(row.pattern, Location.named("here"), problems))
                            .extracting(Host::name)
                            .containsExactlyElementsOf(row.hosts);
                    assertThat(problems.sorted()).isEmpty();
                }));
    }

    @Test
    void ansibleFindsThese() throws IOException, InterruptedException {
        RealAnsible ansible = RealAnsible.required(home);
        List<Row> rows = rows();
        List<List<String>> questions = rows.stream()
                .map(row -> List.of("hosts", row.pattern, INVENTORY))
                .toList();
        List<Row> found = new ArrayList<>();
        List<RealAnsible.Answer> answers = ansible.inventories(questions);
        for (int i = 0; i < rows.size(); i++) {
            List<?> hosts = (List<?>) Json.read(answers.get(i).out());
            found.add(new Row(
                    rows.get(i).pattern, hosts.stream().map(Object::toString).toList()));
        }
        assertThat(found).isEqualTo(rows);
    }

    private static List<Row> rows() throws IOException {
        return Files.readAllLines(FOLDER.resolve("patterns.txt")).stream()
                .map(line -> line.split("\\s*;\\s*", -1))
                .map(parts -> new Row(parts[0], parts[1].isEmpty() ? List.of() : List.of(parts[1].split(" ", -1))))
                .toList();
    }
}
