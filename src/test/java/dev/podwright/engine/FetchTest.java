package dev.podwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `fetch` and `pause`, through real shells.
@Timeout(60)
class FetchTest {
    @TempDir
    Path folder;

    @TempDir
    Path host;

    private LocalRun fetch(String arguments) {
        LocalRun run = new LocalRun(folder);
        run.run("""
                - hosts: one
                  tasks:
                    - {fetch: {%s}, register: it, ignore_errors: true}
                    - {debug: {msg: "[=it.dest!''] [=it.size!'']"}}
                """.formatted(arguments));
        return run;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("got"))) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }

    @Test
    void bringsAnyBytesOnceAndClosedToOthers() throws Exception {
        byte[] bytes = new byte[3_000_001];
        new Random(1).nextBytes(bytes);
        Files.write(host.resolve("a b.bin"), bytes);
        String task = "src: \"%s/a b.bin\", dest: got".formatted(host);

        assertThat(fetch(task).states()).containsExactly("one fetch: changed", "one debug: ok");
        Path file =
                folder.resolve("got/one").resolve(host.toString().substring(1)).resolve("a b.bin");
        assertThat(file).hasBinaryContent(bytes);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(files()).hasSize(1);
        assertThat(fetch(task).states()).containsExactly("one fetch: ok", "one debug: ok");
    }

    @Test
    void saysInAPlanWhatWouldCome() throws Exception {
        Files.writeString(host.resolve("f"), "x\n");
        LocalRun plan = new LocalRun(folder, LocalRun.planning());
        plan.run("- hosts: one\n  tasks: [{fetch: {src: %s/f, dest: got/f, flat: true}}]\n".formatted(host));

        assertThat(plan.states()).containsExactly("one fetch: would change");
        assertThat(plan.result("fetch").changes()).singleElement().satisfies(change -> {
            assertThat(change.what()).isEqualTo(folder.resolve("got/f").toString());
            assertThat(change.from()).isEqualTo("absent");
            assertThat(change.to()).startsWith("2 bytes, sha256 73cb3858");
        });
        assertThat(folder.resolve("got")).doesNotExist();
    }

    @Test
    void putsAFlatFileWhereItIsTold() throws Exception {
        Files.writeString(host.resolve("f"), "");
        assertThat(fetch("src: %s/f, dest: got/, flat: true".formatted(host)).messages())
                .containsExactly(folder.resolve("got/f") + " 0");
        fetch("src: %s/f, dest: got/other, flat: true".formatted(host));
        assertThat(files()).containsExactlyInAnyOrder("got/f", "got/other");
    }

    @Test
    void replacesWhatDiffers() throws Exception {
        Files.createDirectories(folder.resolve("got"));
        Files.writeString(folder.resolve("got/f"), "old\n");
        Files.writeString(host.resolve("f"), "new\n");
        fetch("src: %s/f, dest: got/f, flat: true".formatted(host));
        assertThat(folder.resolve("got/f")).hasContent("new\n");
    }

    @Test
    void saysWhatIsWrongAndLeavesNothing() throws Exception {
        assertThat(fetch("src: %s/none, dest: got".formatted(host)).messages().getFirst())
                .startsWith("there is no file");
        assertThat(fetch("src: %s, dest: got".formatted(host)).messages().getFirst())
                .endsWith(" is a folder");
        assertThat(fetch("src: %s/none, dest: got, fail_on_missing: false".formatted(host))
                        .states())
                .contains("one fetch: ok");
        assertThat(fetch("src: %s/../x, dest: got".formatted(host)).messages().getFirst())
                .startsWith("src can't be fetched");
        Files.writeString(folder.resolve("got"), "a file in the way");
        Files.writeString(host.resolve("f"), "x");
        assertThat(fetch("src: %s/f, dest: got/f, flat: true".formatted(host))
                        .messages()
                        .getFirst())
                .startsWith("the file could not be fetched");
    }

    @Test
    void refusesAFileThatChangesWhileItComes() throws Exception {
        FetchedFile file = new FetchedFile(folder.resolve("got/f"));
        file.begin();
        file.write("half".getBytes(java.nio.charset.StandardCharsets.UTF_8), 4);

        assertThat(file.finish("0000").orElse("")).startsWith("what came isn't what the host has");
        assertThat(files()).isEmpty();
    }

    @Test
    void asksTheOperatorOnceForAllHosts() {
        List<String> asked = new java.util.concurrent.CopyOnWriteArrayList<>();
        LocalRun run = new LocalRun(folder, LocalRun.answering(prompt -> {
                    asked.add(prompt);
                    return java.util.Optional.of("blue");
                }))
                .inventory("all: {hosts: {one: {connection: local}, two: {connection: local}}}\n");
        run.run("""
                - hosts: all
                  tasks:
                    - {pause: {prompt: "Which one?"}, register: it}
                    - {debug: {msg: "[=it.user_input]"}}
                """);
        assertThat(asked).containsExactly("Which one?");
        assertThat(run.messages()).containsExactly("blue", "blue");
    }

    @Test
    void failsWhereNobodyCanBeAsked() {
        LocalRun run = new LocalRun(folder);
        run.run("- hosts: one\n  tasks: [{pause: {}}]\n");
        assertThat(run.messages()).containsExactly("there is no terminal to ask at: Press Enter to continue");
    }

    @Test
    void waitsForATime() {
        LocalRun run = new LocalRun(folder);
        run.run("- hosts: one\n  tasks: [{pause: {seconds: 1, prompt: soon}}]\n");
        assertThat(run.states()).containsExactly("one pause: ok");
        assertThat(run.events())
                .anySatisfy(event -> assertThat(event)
                        .isInstanceOfSatisfying(
                                RunEvent.TaskProgress.class,
                                progress -> assertThat(progress.message()).isEqualTo("soon")));
    }
}
