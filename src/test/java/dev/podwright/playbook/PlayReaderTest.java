package dev.podwright.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.source.Location;
import dev.podwright.template.Expression;
import dev.podwright.template.Scope;
import dev.podwright.template.ValueTemplate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlayReaderTest {
    @TempDir
    Path folder;

    private Reader reader;

    @BeforeEach
    void open() {
        reader = new Reader(folder);
    }

    @Test
    void readsEveryKeywordOfAPlay() {
        reader.write("common.yml", "image: nginx");
        Play play = reader.play("""
                - name: GPU pods
                  hosts: gpu:!broken
                  become: true
                  become_user: admin
                  become_method: sudo
                  become_flags: -H
                  remote_user: deploy
                  port: 2222
                  connection: ssh
                  vars: {pods: 3}
                  vars_files: [common.yml, "[=env]/more.yml"]
                  vars_prompt:
                    - {name: token, prompt: The token}
                    - {name: size, default: 4, private: false, confirm: true}
                  environment: {HTTP_PROXY: "http://proxy:3128"}
                  serial: [1, 25%]
                  strategy: linear
                  order: reverse_sorted
                  throttle: 4
                  gather_facts: false
                  max_fail_percentage: 30
                  any_errors_fatal: yes
                  ignore_unreachable: true
                  force_handlers: true
                  no_log: true
                  tags: gpu, pods
                  pre_tasks:
                    - debug: {msg: before}
                  tasks:
                    - debug: {msg: now}
                  post_tasks:
                    - debug: {msg: after}
                  handlers:
                    - name: Announce
                      debug: {msg: done}
                """);
        assertThat(play.name()).isEqualTo("GPU pods");
        assertThat(Reader.value(play.hosts())).isEqualTo("gpu:!broken");
        assertThat(play.strategy()).isEqualTo(Play.Strategy.LINEAR);
        assertThat(play.order()).isEqualTo(Play.Order.REVERSE_SORTED);
        assertThat(play.serial()).containsExactly("1", "25%");
        assertThat(play.gatherFacts()).isFalse();
        assertThat(play.forceHandlers()).isTrue();
        assertThat(play.keywords().anyErrorsFatal()).contains(true);
        assertThat(play.maxFailPercentage()).contains(30);
        assertThat(play.varsFiles()).hasSize(2);
        assertThat(play.folder()).isEqualTo(folder);
        assertThat(play.location()).extracting(Location::line).isEqualTo(1);
        assertThat(play.connection().keySet()).containsExactlyInAnyOrder("user", "port", "connection");
        assertThat(Reader.value(play.connection().get("user"))).isEqualTo("deploy");
        assertThat(Reader.value(play.connection().get("port"))).isEqualTo(2222L);
        assertThat(play.preTasks()).hasSize(1);
        assertThat(play.tasks()).hasSize(1);
        assertThat(play.postTasks()).hasSize(1);
        assertThat(play.handlers()).hasSize(1);
        assertPrompts(play.prompts());
        assertKeywords(play.keywords());
    }

    private static void assertPrompts(List<Play.Prompt> prompts) {
        assertThat(prompts).extracting(Play.Prompt::variable).containsExactly("token", "size");
        assertThat(prompts).extracting(Play.Prompt::question).containsExactly("The token", "size");
        assertThat(prompts).extracting(Play.Prompt::isPrivate).containsExactly(true, false);
        assertThat(prompts).extracting(Play.Prompt::confirm).containsExactly(false, true);
        assertThat(prompts.getFirst().defaultValue()).isEmpty();
        assertThat(prompts.getLast().defaultValue().map(Reader::value)).contains(4L);
    }

    private static void assertKeywords(Keywords keywords) {
        assertThat(keywords.become().wanted().map(Reader::value)).contains(true);
        assertThat(keywords.become().user().map(Reader::value)).contains("admin");
        assertThat(keywords.become().method().map(Reader::value)).contains("sudo");
        assertThat(keywords.become().flags().map(Reader::value)).contains("-H");
        assertThat(keywords.ignoreUnreachable().map(Reader::value)).contains(true);
        assertThat(keywords.throttle().map(Reader::value)).contains(4L);
        assertThat(keywords.noLog()).isTrue();
        assertThat(keywords.tags()).containsExactly("gpu", "pods");
        assertThat(keywords.vars()).containsOnlyKeys("pods");
        assertThat(keywords.environment()).containsOnlyKeys("HTTP_PROXY");
    }

    @Test
    void saysLittleInAPlayThatSaysLittle() {
        Play play = reader.play("- hosts: all");
        assertThat(play.name()).isEqualTo("all");
        assertThat(play.strategy()).isEqualTo(Play.Strategy.FREE);
        assertThat(play.order()).isEqualTo(Play.Order.INVENTORY);
        assertThat(play.gatherFacts()).isTrue();
        assertThat(play.serial()).isEmpty();
        assertThat(play.connection()).isEmpty();
        assertThat(play.maxFailPercentage()).isEmpty();
        assertThat(play.keywords()).isEqualTo(Keywords.NONE);
        assertThat(play.tasks()).isEmpty();
    }

    @Test
    void takesAListOfHostPatterns() {
        assertThat(Reader.value(reader.play("- hosts: [web, db, '!old']").hosts()))
                .isEqualTo("web,db,!old");
    }

    @Test
    void takesHostsFromAVariable() {
        ValueTemplate hosts = reader.play("- hosts: \"[=target]\"").hosts();
        assertThat(hosts.evaluate(Scope.of(Map.of("target", "gpu")))).isEqualTo("gpu");
    }

    @Test
    void takesListsWhoseEntriesAreAllCommentedOutAsEmpty() {
        Play play = reader.play("""
                - hosts: all
                  vars:
                  vars_files:
                  tasks:
                    # - debug: {msg: hello}
                  handlers:
                """);
        assertThat(play.tasks()).isEmpty();
        assertThat(play.keywords().vars()).isEmpty();
    }

    @Test
    void readsSeveralPlaysInOrder() {
        assertThat(reader.plays("- {hosts: web}\n- {hosts: db}"))
                .extracting(play -> Reader.value(play.hosts()))
                .containsExactly("web", "db");
    }

    @Test
    void importsPlaybooksWithVariablesConditionsAndTags() {
        reader.write("more/gpu.yml", """
                - hosts: gpu
                  vars: {image: nginx, pods: 1}
                  tags: gpu
                  tasks:
                    - import_tasks: steps.yml
                """);
        reader.write("more/steps.yml", "- debug: {msg: hello}");
        List<Play> plays = reader.plays("""
                - hosts: all
                - import_playbook: more/gpu.yml
                  vars: {pods: 4}
                  when: pods > 1
                  tags: [imported]
                """);
        assertThat(plays).hasSize(2);
        Play imported = plays.getLast();
        assertThat(imported.folder()).isEqualTo(folder.resolve("more"));
        assertThat(imported.tasks()).hasSize(1);
        assertThat(imported.keywords().tags()).containsExactlyInAnyOrder("gpu", "imported");
        assertThat(imported.keywords().when()).extracting(Expression::text).containsExactly("pods > 1");
        assertThat(imported.keywords().vars()).containsOnlyKeys("image", "pods");
        assertThat(Reader.value(imported.keywords().vars().get("pods"))).isEqualTo(4L);
    }
}
