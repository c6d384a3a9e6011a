package dev.podwright.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.networknt.schema.Schema;
import dev.podwright.report.ExitCode;
import dev.podwright.source.Json;
import dev.podwright.source.Problems;
import dev.podwright.source.SourceFile;
import dev.podwright.source.Yaml;
import dev.podwright.source.YamlNode;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The schemas for editors: that those of the project are current, take all that the project has, and refuse mistakes.
class SchemaCommandTest {
    private static final Schemas SCHEMAS = Schemas.printed();
    private static final Path KEPT = Path.of("schemas");
    private static final boolean WRITE = "write".equals(System.getProperty("golden"));
    private static final Pattern SNIPPET = Pattern.compile("(?m)^```yaml\n([\\s\\S]*?)^```");
    private static final Pattern MODELINE = Pattern.compile("# yaml-language-server: \\$schema=(\\S+)\n[\\s\\S]*");

    @ParameterizedTest
    @ValueSource(strings = {"playbook", "inventory", "task-type"})
    void theKeptSchemasAreCurrent(String kind) throws IOException {
        Path file = KEPT.resolve(kind + ".json");
        String printed = Schemas.text(kind);
        if (WRITE) {
            Files.createDirectories(KEPT);
            Files.writeString(file, printed);
        }
        assertThat(Files.readString(file))
                .as("%s: -Dgolden=write rewrites it", file)
                .isEqualTo(printed);
    }

    @TestFactory
    Stream<DynamicTest> takeAllOfTheProject() throws IOException {
        return Stream.of(
                        files("playbooks", ".yml"),
                        files("src/test/resources/inventories", ".yml")
                                .filter(file -> !file.toString().contains("_vars/")),
                        files("src/test/resources/suite", ".yml"),
                        Stream.of(Path.of("inventory.example.yml")),
                        files("templates", "task.yml"),
                        files("src/test/resources/task-types", "task.yml"))
                .flatMap(Function.identity())
                .map(file -> dynamicTest(file.toString(), file.toUri(), () -> takes(read(file))));
    }

    @TestFactory
    Stream<DynamicTest> takeTheExamplesOfTheTaskTypes() {
        TaskTypeLibrary library = TaskTypeLibrary.of(List.of());
        return library.names().stream()
                .flatMap(name -> library.find(name, new Problems()).stream())
                .flatMap(type ->
                        type.examples().stream().map(example -> dynamicTest(type.name(), () -> takes(example))));
    }

    @TestFactory
    Stream<DynamicTest> takeWhatTheDocumentsShow() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path page : Stream.concat(Stream.of(Path.of("README.md")), files("docs", ".md"))
                .toList()) {
            SNIPPET.matcher(read(page))
                    .results()
                    .map(found -> found.group(1))
                    .filter(SchemaCommandTest::isOurs)
                    .forEach(snippet -> tests.add(dynamicTest(page.toString(), () -> takes(snippet))));
        }
        return tests.stream();
    }

    /// Neither in Ansible's dialect nor a file of variables.
    private static boolean isOurs(String snippet) {
        return switch (node(snippet)) {
            case YamlNode.Mapping map ->
                map.get("summary").isPresent() || map.get("all").isPresent();
            case YamlNode.Sequence _, YamlNode.Scalar _ -> !snippet.contains("{{");
        };
    }

    @TestFactory
    Stream<DynamicTest> theirModelinesNameAKeptSchema() throws IOException {
        return Stream.of(
                        files("playbooks", ".yml"),
                        Stream.of(Path.of("inventory.example.yml")),
                        files("templates", "task.yml"))
                .flatMap(Function.identity())
                .map(file -> dynamicTest(file.toString(), file.toUri(), () -> {
                    var modeline = MODELINE.matcher(read(file));
                    assertThat(modeline.matches()).as("begins with a modeline").isTrue();
                    assertThat(file.resolveSibling(modeline.group(1))).isRegularFile();
                }));
    }

    private static void takes(String yaml) {
        for (String text : ofSuite(yaml).orElse(List.of(yaml))) {
            assertThat(Schemas.problems(schemaFor(text), text)).as(text).isEmpty();
        }
    }

    /// The playbooks and files of tasks in a case of the suite; empty where it is none.
    private static Optional<List<String>> ofSuite(String yaml) {
        return Optional.of(node(yaml))
                .filter(YamlNode.Mapping.class::isInstance)
                .map(YamlNode.Mapping.class::cast)
                .flatMap(map -> map.get("podwright").or(() -> map.get("both")))
                .map(files -> files instanceof YamlNode.Mapping map
                        ? map.entries().stream()
                                .filter(file -> file.name().endsWith(".yml"))
                                .map(file -> file.value().toValue().toString())
                                .filter(text -> node(text) instanceof YamlNode.Sequence)
                                .toList()
                        : List.of(files.toValue().toString()));
    }

    private static YamlNode node(String yaml) {
        return Yaml.read(new SourceFile("input.yml", yaml), new Problems()).orElseThrow();
    }

    private static Schema schemaFor(String yaml) {
        return switch (Yaml.read(new SourceFile("input.yml", yaml), new Problems())
                .orElseThrow()) {
            case YamlNode.Mapping map -> map.get("summary").isPresent() ? SCHEMAS.taskType() : SCHEMAS.inventory();
            case YamlNode.Sequence list -> isPlay(list.items().getFirst()) ? SCHEMAS.playbook() : SCHEMAS.tasks();
            case YamlNode.Scalar scalar -> throw new AssertionError(scalar);
        };
    }

    private static boolean isPlay(YamlNode item) {
        return item instanceof YamlNode.Mapping map
                && (map.get("hosts").isPresent() || map.get("import_playbook").isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- hosst: all",
                "- hosts: all\n  tasks: {command: uptime}",
                "- hosts: all\n  serial: many",
                "- hosts: all\n  strategy: linnear",
                "- hosts: all\n  max_fail_percentage: 101",
                "- hosts: all\n  vars: {host: x}",
                "- hosts: all\n  vars_prompt: [{prompt: Which}]",
                "- hosts: all\n  tasks: [{command: uptime, shell: uptime}]",
                "- hosts: all\n  tasks: [{name: Nothing}]",
                "- hosts: all\n  tasks: [{command: uptime, nmae: x}]",
                "- hosts: all\n  tasks: [{command: {cmdd: uptime}}]",
                "- hosts: all\n  tasks: [{command: {cmd: uptime, argv: [uptime]}}]",
                "- hosts: all\n  tasks: [{command: {chdir: /}}]",
                "- hosts: all\n  tasks: [{command: uptime, listen: x}]",
                "- hosts: all\n  tasks: [{command: uptime, when: '[=x]'}]",
                "- hosts: all\n  tasks: [{command: uptime, loop_control: {label: x}}]",
                "- hosts: all\n  tasks: [{run_container: {name: x, memory: lots}}]",
                "- hosts: all\n  tasks: [{run_container: {name: x, state: begun}}]",
                "- hosts: all\n  tasks: [{file: {path: relative}}]",
                "- hosts: all\n  tasks: [{rescue: [{command: uptime}]}]",
                "- hosts: all\n  tasks: [{block: [{commnd: uptime}]}]",
                "- hosts: all\n  tasks: [{import_tasks: x.yml, loop: [1]}]",
                "- hosts: all\n  handlers: [{command: uptime}]",
                "- import_playbook: x.yml\n  hosts: all"
            })
    void refusesMistakesInPlaybooks(String playbook) {
        assertThat(Schemas.problems(SCHEMAS.playbook(), playbook)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "all: {host: {a: }}",
                "all: {hosts: [a]}",
                "all: {hosts: {a: {port: many}}}",
                "all: {hosts: {a: {ansible_port: 70000}}}",
                "all: {vars: {facts: {}}}",
                "all: {vars: {host_key_checking: maybe}}",
                "[all]"
            })
    void refusesMistakesInInventories(String inventory) {
        assertThat(Schemas.problems(SCHEMAS.inventory(), inventory)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "description: No summary",
                "{summary: S, parameter: {}}",
                "{summary: S, parameters: {Name: {type: string, doc: D}}}",
                "{summary: S, parameters: {name: {type: text, doc: D}}}",
                "{summary: S, parameters: {name: {type: string}}}",
                "{summary: S, parameters: {name: {type: enum, doc: D}}}",
                "{summary: S, parameters: {name: {type: string, choices: [a], doc: D}}}",
                "{summary: S, outputs: {rows: {type: table, doc: D}}}",
                "{summary: S, runs: anywhere}",
                "{summary: S, one_of: [[a]]}"
            })
    void refusesMistakesInManifests(String manifest) {
        assertThat(Schemas.problems(SCHEMAS.taskType(), manifest)).isNotEmpty();
    }

    @Test
    void knowsTheTaskTypesOfTheOperator(@TempDir Path folder) throws IOException {
        Path type = Files.createDirectories(folder.resolve("greet"));
        Files.writeString(type.resolve("task.yml"), """
                summary: Greets
                parameters:
                  whom: {type: string, required: true, doc: "Who is greeted, such as `world`."}
                """);
        Files.writeString(type.resolve("check.sh.ftl"), "[ -n [=whom] ]\n");
        Schemas schemas = Schemas.printed("--templates", folder.toString());
        assertThat(Schemas.problems(schemas.tasks(), "- greet: {whom: world}")).isEmpty();
        assertThat(Schemas.problems(schemas.tasks(), "- greet: world")).isEmpty();
        assertThat(Schemas.problems(schemas.tasks(), "- greet: {who: world}")).isNotEmpty();
        Object document = Json.read(Schemas.text("playbook", "--templates", folder.toString()));
        Object greet =
                ((Map<?, ?>) Objects.requireNonNull(((Map<?, ?>) document).get("definitions"))).get("task_type_greet");
        assertThat(Json.pretty(Objects.requireNonNull(greet))).isEqualTo("""
                {
                  "anyOf" : [
                    {
                      "type" : "object",
                      "properties" : {
                        "whom" : {
                          "type" : [
                            "string",
                            "number",
                            "boolean"
                          ],
                          "description" : "Required. Who is greeted, such as world.",
                          "markdownDescription" : "Required. Who is greeted, such as `world`."
                        }
                      },
                      "additionalProperties" : false,
                      "required" : [
                        "whom"
                      ]
                    },
                    {
                      "type" : [
                        "string",
                        "number",
                        "boolean"
                      ],
                      "description" : "Required. Who is greeted, such as world.",
                      "markdownDescription" : "Required. Who is greeted, such as `world`.",
                      "not" : {
                        "type" : "object"
                      }
                    }
                  ],
                  "description" : "Greets."
                }""");
    }

    @Test
    void suggestsTheNearestKind() {
        FakeEnvironment podwright = new FakeEnvironment();
        assertThat(podwright.run("schema", "playbok")).isEqualTo(ExitCode.USAGE);
        assertThat(podwright.err()).isEqualTo("""
                podwright: there is no schema of "playbok"
                  did you mean "playbook"?
                """);
    }

    private static Stream<Path> files(String folder, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }
}
