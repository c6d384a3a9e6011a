package dev.podwright.tasktype;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.source.NullValue;
import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.source.Secret;
import dev.podwright.source.SourceFile;
import dev.podwright.template.Scope;
import dev.podwright.template.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskTypeLibraryTest {
    private static final String MANIFEST = """
        summary: Greets
        description: |
          At length.
        become: true
        libraries: [talk]
        facts: {greeting: "*"}
        parameters:
          name: {type: string, required: true, doc: Who.}
          loud: {type: bool, default: no, doc: How.}
          wait: {type: duration, default: 1m, doc: How long.}
          tone: {type: enum, choices: [warm, cold], doc: Which.}
        outputs:
          said: {type: string, doc: What was said.}
          people: {type: table, fields: {name: string, age: int}, doc: To whom.}
        examples:
          - - greet: {name: Ann}
              when: true
            - debug: {}
          - - greet: {name: "[=anyone]", wait: "[=x]"}
        """;

    @TempDir
    private Path folder;

    @TempDir
    private Path other;

    @Test
    void readsATaskType() throws IOException {
        write(folder, "greet/task.yml", MANIFEST);
        write(folder, "greet/check.sh.ftl", "pw_change [=name]\n");
        write(folder, "greet/apply.sh.ftl", "talk [=name] [=wait]\n");
        write(folder, "lib/talk.sh", "# How to talk.\n# requires: breath, voice\n");
        write(folder, "lib/voice.sh", "# requires: breath\n");
        write(folder, "lib/breath.sh", "breathe() { :; }\n");
        TaskType type = find("greet");
        assertThat(type.parameters()).extracting(Parameter::name).containsExactly("name", "loud", "wait", "tone");
        assertThat(type.parameter("wait").flatMap(Parameter::defaultValue)).contains(60L);
        assertThat(type.parameter("loud").flatMap(Parameter::defaultValue)).contains(false);
        assertThat(type.output("people").orElseThrow().fields())
                .isEqualTo(Map.of("name", Output.Type.STRING, "age", Output.Type.INT));
        assertThat(type.facts()).isEqualTo(Map.of("greeting", "*"));
        assertThat(type.become()).isTrue();
        assertThat(type.verify()).isTrue();
        assertThat(type.libraries()).containsExactly("breath", "voice", "talk");
        assertThat(type.examples())
                .containsExactly(
                        "- greet: {name: Ann}\n  when: true\n- debug: {}",
                        "- greet: {name: \"[=anyone]\", wait: \"[=x]\"}");
    }

    @Test
    void aFileInAnEarlierFolderReplacesOnlyItself() throws IOException {
        write(other, "greet/task.yml", MANIFEST.replace("[talk]", "[]"));
        write(other, "greet/check.sh.ftl", "pw_change theirs\n");
        write(other, "greet/apply.sh.ftl", "theirs\n");
        write(folder, "greet/check.sh.ftl", "pw_change ours\n");
        TaskType type = find("greet");
        Scope nothing = Scope.of(Map.of());
        assertThat(type.check().orElseThrow().render(nothing).text()).isEqualTo("pw_change ours\n");
        assertThat(type.apply().orElseThrow().render(nothing).text()).isEqualTo("theirs\n");
        assertThat(List.copyOf(library().names())).contains("greet").isSorted();
    }

    @Test
    void checkAndApplyBeginWithWhatTheyHaveInCommon() throws IOException {
        write(folder, "greet/task.yml", MANIFEST.replace("[talk]", "[]"));
        write(folder, "greet/common.sh.ftl", "name=[=name]\nvoice=low");
        write(folder, "greet/check.sh.ftl", "\npw_change \"$name\"\n");
        write(folder, "greet/apply.sh.ftl", "say \"$name\"\n");
        TaskType type = find("greet");
        Scope ann = Scope.of(Map.of("name", new Secret("Ann")));
        Script check = type.check().orElseThrow().render(ann);
        assertThat(check.text()).isEqualTo("name='Ann'\nvoice=low\n\npw_change \"$name\"\n");
        assertThat(check.masked()).startsWith("name='***'");
        Snippet apply = type.apply().orElseThrow();
        assertThat(apply.renderTraced(ann).text()).isEqualTo("""
            pw__at=greet/common:1; name='Ann'
            pw__at=greet/common:2; voice=low
            pw__at=greet/apply:1; say "$name"
            """);
        assertThat(apply.traced("greet/common").orElseThrow().name()).endsWith("greet/common.sh.ftl");
        assertThat(apply.traced("greet/check")).isEmpty();
    }

    @Test
    void aMistakeInTheCommonPartIsToldOnce() throws IOException {
        write(folder, "greet/task.yml", MANIFEST.replace("[talk]", "[]"));
        write(folder, "greet/common.sh.ftl", "if true; then echo '[=name]'; fi\n");
        write(folder, "greet/check.sh.ftl", "pw_change [=name]\n");
        write(folder, "greet/apply.sh.ftl", "talk [=name]\n");
        assertThat(problems("greet"))
                .containsExactly("common.sh.ftl:1:21: [=name] stands within single quotes, which would end its own");
    }

    @Test
    void anUnknownTaskTypeIsNoProblemOfTheLibrary() {
        Problems problems = new Problems();
        for (String name : List.of("nothing", "../greet", "lib", "Greet", "")) {
            assertThat(library().find(name, problems)).isEmpty();
        }
        assertThat(problems.isEmpty()).isTrue();
        assertThat(library().shellLibrary("../../etc/passwd")).isEmpty();
    }

    @Test
    void aFolderWithoutAManifestIsNoTaskType() throws IOException {
        write(folder, "notes/readme.md", "x");
        assertThat(library().names()).doesNotContain("notes");
    }

    @Test
    void reportsAllMistakesWithTheirPlaces() throws IOException {
        write(folder, "greet/task.yml", """
            sumary: Greets
            verify: true
            libraries: [missing]
            facts: {greeting: sadi}
            parameters:
              name: {type: strnig, required: true, doc: Who.}
              wait: {type: duration, default: soon, doc: How long.}
              tone: {type: enum, doc: Which.}
              loud: {type: bool, choices: [a], required: yes, default: no}
              Big: {type: int, doc: x}
              run: {type: int, doc: x, help: y}
              list: text
            outputs:
              said: {type: table, doc: What.}
              told: {type: string, fields: {a: int}, doc: What.}
              rows: {type: table, fields: {a: list}, doc: What.}
            examples:
              - - greet: {nmae: Ann, wait: never}
              - - debug: {}
              - text
            """);
        write(folder, "greet/check.sh.ftl", "echo \"[=name]\"\n");
        assertThat(problems("greet"))
                .containsExactlyInAnyOrder(
                        "check.sh.ftl:1:7: [=name] stands within double quotes, which would end its own",
                        "task.yml:1:1: the manifest has no key \"sumary\"",
                        "task.yml:1:1: the manifest needs \"summary\"",
                        "task.yml:2:1: there is no apply.sh.ftl, so there is nothing to verify",
                        "task.yml:3:13: there is no shell library \"missing\"",
                        "task.yml:4:19: the fact \"greeting\" names an unknown output \"sadi\"",
                        "task.yml:6:16: there is no type \"strnig\"",
                        "task.yml:7:35: the default of parameter \"wait\" must be a duration in whole seconds, such as 90, 90s, 5m"
                                + " or 2h, not \"soon\"",
                        "task.yml:8:10: parameter \"tone\" is an enum and needs \"choices\"",
                        "task.yml:9:9: parameter \"loud\" needs \"doc\"",
                        "task.yml:9:22: parameter \"loud\" has choices, so its type must be enum",
                        "task.yml:9:51: parameter \"loud\" is required, so its default can never hold",
                        "task.yml:10:3: a parameter's name is small letters, digits and _, as in image_name",
                        "task.yml:11:3: \"run\" is a name that every template has already",
                        "task.yml:11:28: parameter \"run\" has no key \"help\"",
                        "task.yml:12:9: parameter \"list\" must be a map, not text",
                        "task.yml:14:10: output \"said\" is a table and needs \"fields\"",
                        "task.yml:15:24: output \"told\" has fields, so its type must be table",
                        "task.yml:16:10: output \"rows\" is a table and needs \"fields\"",
                        "task.yml:16:35: there is no type \"list\"",
                        "task.yml:18:14: greet needs \"loud\"",
                        "task.yml:18:15: greet has no parameter \"nmae\"",
                        "task.yml:18:32: greet's \"wait\" must be a duration in whole seconds, such as 90, 90s, 5m or 2h, not"
                                + " \"never\"",
                        "task.yml:19:7: the example doesn't use greet",
                        "task.yml:20:5: an example must be a list of tasks, not text");
    }

    @Test
    void snippetsAndControllerActionsExcludeEachOther() throws IOException {
        write(folder, "a/task.yml", "summary: x\nruns: controller\n");
        write(folder, "a/check.sh.ftl", "echo\n");
        write(folder, "b/task.yml", "summary: x\n");
        write(folder, "c/task.yml", "summary: x\nruns: nowhere\n");
        assertThat(problems("a")).containsExactly("task.yml:2:1: runs on the controller, so it can't have snippets");
        assertThat(problems("b")).containsExactly("task.yml:1:1: b has no check.sh.ftl");
        assertThat(problems("c")).contains("task.yml:2:1: \"runs\" must be host or controller, not \"nowhere\"");
    }

    @Test
    void refusesLibrariesThatRequireEachOther() throws IOException {
        write(folder, "greet/task.yml", "summary: x\nlibraries: [a]\n");
        write(folder, "greet/check.sh.ftl", "echo\n");
        write(folder, "lib/a.sh", "# requires: b\n");
        write(folder, "lib/b.sh", "# Text.\n# requires: a\n");
        assertThat(problems("greet")).containsExactly("b.sh:2:1: the shell libraries require each other: a → b → a");
    }

    @Test
    void addsItsProblemsEachTimeItIsAskedFor() throws IOException {
        write(folder, "b/task.yml", "summary: x\n");
        TaskTypeLibrary library = library();
        for (int i = 0; i < 2; i++) {
            Problems problems = new Problems();
            library.find("b", problems);
            library.find("b", problems);
            assertThat(problems.count()).isEqualTo(1);
        }
    }

    @Test
    void fitsArgumentsToParameters() throws IOException {
        write(folder, "greet/task.yml", MANIFEST.replace("[talk]", "[]"));
        write(folder, "greet/check.sh.ftl", "echo\n");
        TaskType type = find("greet");
        Problems none = new Problems();
        assertThat(arguments(type, Map.of("name", 5L, "wait", "2m", "tone", NullValue.NULL), none))
                .isEqualTo(Map.of("name", "5", "wait", 120L, "loud", false));
        assertThat(none.isEmpty()).isTrue();
        Problems problems = new Problems();
        arguments(type, Map.of("nmae", "x", "wait", "soon"), problems);
        assertThat(problems.sorted())
                .extracting(Problem::message)
                .containsExactlyInAnyOrder(
                        "greet has no parameter \"nmae\"",
                        "greet needs \"name\"",
                        "greet's \"wait\" must be a duration in whole seconds, such as 90, 90s, 5m or 2h, not \"soon\"");
    }

    @Test
    void passesOtherNamesOnWhereAnyIsAccepted() throws IOException {
        write(folder, "set/task.yml", "summary: x\nruns: controller\naccepts_any: true\n");
        Problems problems = new Problems();
        assertThat(arguments(find("set"), Map.of("a", List.of(1L)), problems)).isEqualTo(Map.of("a", List.of(1L)));
        assertThat(problems.isEmpty()).isTrue();
    }

    private static Map<String, Object> arguments(TaskType type, Map<String, Object> given, Problems problems) {
        SourceFile file = new SourceFile("play.yml", "x\n");
        return Arguments.of(type, given, _ -> file.at(1, 1, 1), file.whole(), problems);
    }

    private TaskTypeLibrary library() {
        return TaskTypeLibrary.of(List.of(folder, other, folder.resolve("absent")));
    }

    private TaskType find(String name) {
        Problems problems = new Problems();
        Optional<TaskType> type = library().find(name, problems);
        problems.throwIfAny();
        return type.orElseThrow();
    }

    private List<String> problems(String name) {
        Problems problems = new Problems();
        assertThat(library().find(name, problems)).isEmpty();
        return problems.sorted().stream()
                .map(problem -> problem.location() + ": " + problem.message())
                .map(text -> text.substring(text.lastIndexOf('/', text.indexOf(": ")) + 1))
                .toList();
    }

    private static void write(Path root, String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
