package dev.podwright.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.template.Expression;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskReaderTest {
    @TempDir
    Path folder;

    private Reader reader;

    @BeforeEach
    void open() {
        reader = new Reader(folder);
    }

    @Test
    void readsEveryKeywordOfATask() {
        Play play = reader.play("""
                - hosts: all
                  handlers:
                    - {name: Announce, debug: {msg: done}}
                    - {name: Note, debug: {msg: noted}, listen: pods}
                  tasks:
                    - name: The pod
                      run_container: {name: web, image: nginx, memory: 4g}
                      when: gpu.count > 0
                      loop: [1, 2]
                      loop_control: {loop_var: n, index_var: i, label: "pod [=n]", pause: 2s}
                      register: pod
                      until: pod.rc == 0
                      retries: 7
                      delay: 1m
                      changed_when: pod.rc == 1
                      failed_when: [pod.rc == 2, pod.stderr != ""]
                      ignore_errors: true
                      ignore_unreachable: yes
                      no_log: true
                      tags: [a, "b, c"]
                      become: "[=needs_root]"
                      become_user: root
                      environment: {PATH: /opt/bin, N: 1}
                      vars: {size: 4}
                      timeout: 5m
                      throttle: 2
                      notify: [Announce, pods]
                      run_once: true
                      delegate_to: localhost
                      check_mode: false
                      diff: false
                """);
        Task task = (Task) play.tasks().getFirst();
        assertThat(Reader.value(task.name())).isEqualTo("The pod");
        assertThat(task.type().name()).isEqualTo("run_container");
        assertThat(task.location().line()).isEqualTo(6);
        assertThat(task.typeLocation().line()).isEqualTo(7);
        assertThat(task.arguments().keySet()).containsExactly("name", "image", "memory");
        assertThat(task.register()).contains("pod");
        assertThat(task.changedWhen()).extracting(Expression::text).containsExactly("pod.rc == 1");
        assertThat(task.failedWhen()).extracting(Expression::text).containsExactly("pod.rc == 2", "pod.stderr != \"\"");
        assertThat(task.keywords().notifies()).containsExactly("Announce", "pods");
        assertThat(task.keywords().timeout().map(Reader::value)).contains(300L);
        assertThat(task.keywords().isRunOnce()).isTrue();
        assertThat(task.keywords().delegateTo().map(Reader::value)).contains("localhost");
        assertThat(task.folder()).isEqualTo(folder);
        assertLoop(task.loop().orElseThrow());
        assertRetry(task.retry().orElseThrow());
        assertKeywords(task.keywords());
    }

    private static void assertLoop(Task.Loop loop) {
        assertThat(Reader.value(loop.items())).isEqualTo(List.of(1L, 2L));
        assertThat(loop.variable()).isEqualTo("n");
        assertThat(loop.indexVariable()).isEqualTo("i");
        assertThat(loop.label()).isPresent();
        assertThat(loop.pause().map(Reader::value)).contains(2L);
    }

    private static void assertRetry(Task.Retry retry) {
        assertThat(retry.until()).extracting(Expression::text).containsExactly("pod.rc == 0");
        assertThat(Reader.value(retry.retries())).isEqualTo(7L);
        assertThat(Reader.value(retry.delay())).isEqualTo(60L);
    }

    private static void assertKeywords(Keywords keywords) {
        assertThat(keywords.when()).extracting(Expression::text).containsExactly("gpu.count > 0");
        assertThat(keywords.tags()).containsExactly("a", "b", "c");
        assertThat(keywords.become().wanted().orElseThrow().isConstant()).isFalse();
        assertThat(keywords.ignoreErrors().map(Reader::value)).contains(true);
        assertThat(keywords.ignoreUnreachable().map(Reader::value)).contains(true);
        assertThat(keywords.checkMode().map(Reader::value)).contains(false);
        assertThat(keywords.diff().map(Reader::value)).contains(false);
        assertThat(keywords.environment()).containsOnlyKeys("PATH", "N");
        assertThat(keywords.vars()).containsOnlyKeys("size");
        assertThat(keywords.noLog()).isTrue();
    }

    @Test
    void namesATaskAfterItsTypeWhereItHasNoName() {
        assertThat(Reader.value(reader.task("- debug: {msg: hello}").name())).isEqualTo("debug");
    }

    @Test
    void takesOneValueForTheMainParameter() {
        assertThat(arguments("- command: uptime")).isEqualTo(Map.of("cmd", "uptime"));
        assertThat(arguments("- debug: hello")).isEqualTo(Map.of("msg", "hello"));
        assertThat(arguments("- package: [git, curl]")).isEqualTo(Map.of("name", List.of("git", "curl")));
        assertThat(arguments("- detect_gpu:")).isEmpty();
        assertThat(arguments("- detect_gpu: {}")).isEmpty();
    }

    @Test
    void takesAnyNameWhereTheTypeDoes() {
        assertThat(arguments("- set_fact: {pods: 3, image: nginx}")).isEqualTo(Map.of("pods", 3L, "image", "nginx"));
    }

    @Test
    void leavesShellTextWithEqualSignsAlone() {
        assertThat(arguments("- shell: HOME=/root make install")).isEqualTo(Map.of("cmd", "HOME=/root make install"));
    }

    @Test
    void leavesGoTemplatesAlone() {
        String text =
                "docker ps --format '{{.Names}} {{json .}}' && docker inspect -f '{{range $p := .Ports}}{{end}}' x";
        assertThat(arguments("- shell: \"" + text + "\"")).isEqualTo(Map.of("cmd", text));
    }

    @Test
    void takesTrueAndFalseAsConditions() {
        Task task = reader.task("""
                - command: "true"
                  changed_when: false
                  failed_when: no
                """);
        assertThat(task.changedWhen()).extracting(Expression::text).containsExactly("false");
        assertThat(task.failedWhen()).extracting(Expression::text).containsExactly("false");
    }

    @Test
    void retriesThreeTimesEveryFiveSecondsUnlessToldOtherwise() {
        Task.Retry retry = reader.task("- {command: x, register: r, until: r.rc == 0}")
                .retry()
                .orElseThrow();
        assertThat(Reader.value(retry.retries())).isEqualTo(3L);
        assertThat(Reader.value(retry.delay())).isEqualTo(5L);
    }

    @Test
    void retriesUntilItDoesNotFailWhereThereIsNoUntil() {
        assertThat(reader.task("- {command: x, retries: 2}")
                        .retry()
                        .orElseThrow()
                        .until())
                .isEmpty();
    }

    @Test
    void doesNotRetryForADelayAlone() {
        assertThat(reader.task("- {command: x, delay: 2}").retry()).isEmpty();
    }

    @Test
    void loopsOverAVariable() {
        Task.Loop loop = reader.task("- {debug: {msg: \"[=item]\"}, loop: \"[=pods]\"}")
                .loop()
                .orElseThrow();
        assertThat(loop.variable()).isEqualTo("item");
        assertThat(loop.indexVariable()).isEmpty();
        assertThat(loop.items().isConstant()).isFalse();
    }

    @Test
    void findsTheExpressionsPlaceWithinQuotes() {
        Task task = reader.task("- {command: x, when: \"!done\"}");
        assertThat(task.keywords().when().getFirst().location().column()).isEqualTo(27);
    }

    @Test
    void warnsOfALocalFileThatIsNotThereYet() {
        assertThat(reader.warnings("""
                - hosts: all
                  tasks:
                    - copy: {src: motd, dest: /etc/motd}
                """)).singleElement().asString().contains("there is no file motd");
    }

    private Map<String, Object> arguments(String task) {
        return reader.task(task).arguments().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, argument -> Reader.value(argument.getValue())));
    }
}
