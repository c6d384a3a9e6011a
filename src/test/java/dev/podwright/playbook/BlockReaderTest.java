package dev.podwright.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.template.Expression;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockReaderTest {
    @TempDir
    Path folder;

    private Reader reader;

    @BeforeEach
    void open() {
        reader = new Reader(folder);
    }

    @Test
    void readsABlockWithRescueAndAlways() {
        Step.Block block = reader.block("""
                - name: Try
                  when: ready
                  become: true
                  block:
                    - command: one
                    - command: two
                  rescue:
                    - debug: failed
                  always:
                    - debug: over
                """);
        assertThat(block.name()).isEqualTo("Try");
        assertThat(block.body()).hasSize(2);
        assertThat(block.rescue()).hasSize(1);
        assertThat(block.always()).hasSize(1);
        assertThat(block.keywords().become().wanted()).isPresent();
        assertThat(block.keywords().when()).extracting(Expression::text).containsExactly("ready");
    }

    @Test
    void nestsBlocks() {
        Step.Block outer = reader.block("""
                - tags: outer
                  block:
                    - tags: inner
                      block:
                        - debug: hello
                """);
        Step.Block inner = (Step.Block) outer.body().getFirst();
        assertThat(outer.keywords().around(inner.keywords()).tags()).containsExactly("outer", "inner");
    }

    @Test
    void addsUpInheritedKeywordsAndLetsTheInnerOnesWin() {
        Step.Block block = reader.block("""
                - when: a
                  become: true
                  vars: {x: 1, y: 1}
                  environment: {LANG: C}
                  no_log: true
                  block:
                    - command: uptime
                      when: b
                      become: false
                      vars: {y: 2}
                """);
        Keywords keywords = block.keywords().around(((Task) block.body().getFirst()).keywords());
        assertThat(keywords.when()).extracting(Expression::text).containsExactly("a", "b");
        assertThat(keywords.become().wanted().map(Reader::value)).contains(false);
        assertThat(Reader.value(keywords.vars().get("x"))).isEqualTo(1L);
        assertThat(Reader.value(keywords.vars().get("y"))).isEqualTo(2L);
        assertThat(keywords.environment()).containsOnlyKeys("LANG");
        assertThat(keywords.noLog()).isTrue();
    }

    @Test
    void importsTasksAsABlockRelativeToTheImportingFile() {
        reader.write("tasks/outer.yml", "- import_tasks: deeper/inner.yml");
        reader.write("tasks/deeper/inner.yml", "- command: uptime");
        Step.Block outer = reader.block("""
                - name: More
                  import_tasks: tasks/outer.yml
                  vars: {n: 1}
                  when: ready
                  tags: more
                """);
        assertThat(outer.name()).isEqualTo("More");
        assertThat(outer.keywords().vars()).containsOnlyKeys("n");
        assertThat(outer.keywords().tags()).containsExactly("more");
        assertThat(outer.keywords().when()).hasSize(1);
        Step.Block inner = (Step.Block) outer.body().getFirst();
        Task task = (Task) inner.body().getFirst();
        assertThat(task.folder()).isEqualTo(folder.resolve("tasks/deeper"));
        assertThat(task.location().file().name()).endsWith("tasks/deeper/inner.yml");
    }

    @Test
    void takesAnsiblesMapFormOfAnImport() {
        reader.write("more.yml", "- command: uptime");
        assertThat(reader.block("- import_tasks: {file: more.yml}").body()).hasSize(1);
    }

    @Test
    void importsTheSameFileTwice() {
        reader.write("more.yml", "- command: uptime");
        assertThat(reader.steps("- import_tasks: more.yml\n- import_tasks: more.yml"))
                .hasSize(2);
    }

    @Test
    void refusesImportsThatGoInACircle() {
        reader.write("a.yml", "- import_tasks: b.yml");
        reader.write("b.yml", "- import_tasks: a.yml");
        assertThat(reader.taskProblems("- import_tasks: a.yml"))
                .contains("b.yml:1:17: a.yml imports itself: site.yml → a.yml → b.yml → a.yml");
    }

    @Test
    void takesHandlersOutOfBlocksAndImports() {
        reader.write("handlers.yml", "- {name: Reload, command: reload}");
        List<Task> handlers = reader.play("""
                - hosts: all
                  tasks:
                    - {command: x, notify: [Restart, Reload]}
                  handlers:
                    - become: true
                      block:
                        - {name: Restart, command: restart}
                    - import_tasks: handlers.yml
                      vars: {n: 1}
                """).handlers();
        assertThat(handlers).extracting(handler -> Reader.value(handler.name())).containsExactly("Restart", "Reload");
        assertThat(handlers.getFirst().keywords().become().wanted()).isPresent();
        assertThat(handlers.getLast().keywords().vars()).containsOnlyKeys("n");
    }

    @Test
    void letsHandlersNotifyEachOther() {
        assertThat(reader.play("""
                - hosts: all
                  handlers:
                    - {name: One, command: one, notify: Two}
                    - {name: Two, command: two}
                """).handlers()).hasSize(2);
    }

    @Test
    void warnsOfHandlersOfTheSameName() {
        assertThat(reader.warnings("""
                - hosts: all
                  handlers:
                    - {name: One, command: one}
                    - {name: One, command: two}
                """))
                .singleElement()
                .asString()
                .startsWith("site.yml:4:7: there are several handlers \"One\"");
    }
}
