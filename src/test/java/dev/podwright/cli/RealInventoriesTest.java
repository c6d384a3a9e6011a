package dev.podwright.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.podwright.report.ExitCode;
import dev.podwright.source.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Inventories in the shapes of well-known projects are listed as Ansible lists them. Beside each lies what
/// `ansible-inventory` printed; `-Dgolden=write` asks it again.
class RealInventoriesTest {
    private static final Path FOLDER = Path.of("src/test/resources/real-inventories");

    /// What Ansible shows of each, and where its answer is kept.
    private static final Map<String, List<String>> KEPT = Map.of(
            "list.json", List.of("--list"),
            "export.json", List.of("--list", "--export"),
            "graph.txt", List.of("--graph"));

    /// Where a host has the name of a group, Ansible takes its variables for the group's.
    private static final Path APART = FOLDER.resolve("streisand/export.json");

    @TempDir
    private Path home;

    @TestFactory
    Stream<DynamicTest> areListedAsAnsibleListsThem() throws IOException {
        return kept().stream()
                .map(kept -> dynamicTest(
                        FOLDER.relativize(kept).toString(),
                        () -> assertThat(listing(question(kept))).isEqualTo(comparable(Files.readString(kept)))));
    }

    @Test
    void ansibleListsThemSo() throws IOException, InterruptedException {
        RealAnsible ansible = RealAnsible.required(home);
        List<Path> files = kept();
        List<List<String>> questions = new ArrayList<>();
        for (Path file : files) {
            questions.add(question(file));
        }
        List<RealAnsible.Answer> answers = ansible.inventories(questions);
        for (int i = 0; i < files.size(); i++) {
            if ("write".equals(System.getProperty("golden"))) {
                Files.writeString(files.get(i), answers.get(i).out());
            }
            assertThat(comparable(answers.get(i).out()))
                    .as(files.get(i) + "\n" + answers.get(i).err())
                    .isEqualTo(comparable(Files.readString(files.get(i))));
        }
    }

    @TestFactory
    Stream<DynamicTest> canBeReadAgainFromTheirListing() throws IOException {
        return inventories()
                .map(inventory -> dynamicTest(inventory.getFileName().toString(), () -> {
                    List<String> list = List.of("--list");
                    Path copy =
                            Files.copy(inventory.resolve("list.json"), home.resolve(inventory.getFileName() + ".json"));
                    assertThat(listing(List.of("-i", copy.toString(), "--list")))
                            .isEqualTo(ours(inventory, list));
                }));
    }

    @TestFactory
    Stream<DynamicTest> canBeReadAgainAsYaml() throws IOException {
        return inventories()
                .map(inventory -> dynamicTest(inventory.getFileName().toString(), () -> {
                    Path copy = home.resolve(inventory.getFileName() + ".yml");
                    Files.writeString(copy, said(arguments(inventory, List.of("--list", "--export", "--yaml"))));
                    assertThat(listing(List.of("-i", copy.toString(), "--list", "--export")))
                            .isEqualTo(ours(inventory, List.of("--list", "--export")));
                }));
    }

    private static List<Path> kept() throws IOException {
        return inventories()
                .flatMap(inventory -> KEPT.keySet().stream().map(inventory::resolve))
                .filter(file -> !file.equals(APART))
                .sorted()
                .toList();
    }

    private static List<String> question(Path kept) throws IOException {
        String name = kept.getFileName().toString();
        return arguments(requireNonNull(kept.getParent()), requireNonNull(KEPT.get(name)));
    }

    private static Stream<Path> inventories() throws IOException {
        try (Stream<Path> found = Files.list(FOLDER)) {
            return found.filter(Files::isDirectory).sorted().toList().stream();
        }
    }

    /// Its sources stand in a file; a comma makes a list of hosts of one.
    private static List<String> arguments(Path inventory, List<String> options) throws IOException {
        List<String> arguments = new ArrayList<>();
        for (String source : Files.readAllLines(inventory.resolve("sources"))) {
            Path file = inventory.resolve(source).toAbsolutePath().normalize();
            arguments.addAll(List.of("-i", source.contains(",") ? source : file.toString()));
        }
        arguments.addAll(options);
        return arguments;
    }

    private static Object ours(Path inventory, List<String> options) throws IOException {
        return listing(arguments(inventory, options));
    }

    private static Object listing(List<String> arguments) throws IOException {
        return comparable(said(arguments));
    }

    private static String said(List<String> arguments) {
        FakeEnvironment podwright = new FakeEnvironment();
        ExitCode exit = podwright.run(
                Stream.concat(Stream.of("inventory"), arguments.stream()).toArray(String[]::new));
        assertThat(exit).as(podwright.err()).isEqualTo(ExitCode.OK);
        return podwright.out();
    }

    /// JSON's values, whose numbers are equal where they mean the same; or the text.
    private static Object comparable(String text) throws IOException {
        return text.startsWith("{") ? sameNumbers(Json.read(text)) : text.strip();
    }

    private static Object sameNumbers(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<Object, Object> all = new LinkedHashMap<>();
                map.forEach((name, item) -> all.put(name, sameNumbers(item)));
                yield all;
            }
            case List<?> list ->
                list.stream().map(RealInventoriesTest::sameNumbers).toList();
            case Long number -> new BigDecimal(number);
            case BigDecimal number -> new BigDecimal(number.stripTrailingZeros().toPlainString());
            default -> value;
        };
    }
}
