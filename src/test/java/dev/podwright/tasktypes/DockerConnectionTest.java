package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.cli.FakeEnvironment;
import dev.podwright.report.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `connection: docker`: containers as hosts, of an image that has nothing but busybox.
class DockerConnectionTest extends DockerHost {
    @TempDir
    Path work;

    private final FakeEnvironment podwright = new FakeEnvironment();

    DockerConnectionTest(String shellCommand) {
        super(shellCommand);
    }

    @BeforeEach
    void startAContainer() throws Exception {
        podwright.with("XDG_STATE_HOME", work.resolve("state").toString());
        podwright.with("HOME", work.toString());
        docker("run", "--detach", "--init", "--tmpfs", "/tmp", "--name", named("web"), IMAGE, "sleep", "500");
        write("inventory.yml", """
                all:
                  vars: {ansible_connection: docker}
                  hosts:
                    web: {ansible_host: %1$sweb}
                    other: {ansible_host: %1$sother}
                """.formatted(named("")));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(work.resolve(name), text);
    }

    private ExitCode podwright(String playbook, String... flags) throws IOException {
        List<String> words =
                new ArrayList<>(List.of("run", write("site.yml", playbook).toString()));
        words.addAll(List.of("-i", work.resolve("inventory.yml").toString()));
        words.addAll(List.of(flags));
        return podwright.run(words.toArray(String[]::new));
    }

    @Test
    void tasksRunInTheContainerAndFilesGetThere() throws Exception {
        Files.write(work.resolve("large"), new byte[300_000]);
        String playbook = """
                - hosts: web
                  tasks:
                    - {name: A user, shell: "id -u; echo $HOME", register: id}
                    - {name: Root, assert: {that: "id.stdout_lines[0] == '0'"}}
                    - {name: Made, file: {path: /srv/data, state: directory, mode: "0750"}}
                    - {name: Large, copy: {src: large, dest: /srv/data/large}}
                    - {name: Facts, debug: {msg: "arch [=facts.architecture]"}}
                """;
        assertThat(podwright(playbook)).as(podwright.out() + podwright.err()).isEqualTo(ExitCode.OK);
        assertThat(docker("exec", named("web"), "busybox", "wc", "-c", "/srv/data/large"))
                .startsWith("300000 ");
        assertThat(podwright(playbook)).isEqualTo(ExitCode.OK);
        assertThat(podwright.out()).containsPattern("web : ok=5 changed=1 [^\\n]*\\n[^\\n]*\\n$");
    }

    @Test
    void aTimeoutEndsTheProcessInTheContainerToo() throws Exception {
        podwright("""
                - hosts: web
                  tasks:
                    - {name: Slow, command: sleep 321, timeout: 1, ignore_errors: true}
                    - {name: Goes on, command: "true"}
                """);
        assertThat(podwright.out())
                .contains("ran longer than its timeout of 1 s and was ended", "changed       web  Goes on");
        assertThat(docker("top", named("web"), "-eo", "pid,args"))
                .doesNotContain("sleep 321")
                .contains("sleep 500");
    }

    @Test
    void anotherUserOfTheContainerLogsIn() throws Exception {
        podwright("""
                - hosts: web
                  remote_user: "1234:5678"
                  tasks:
                    - {name: Who, shell: "id -u; id -g", register: who}
                    - {debug: {msg: "[=who.stdout_lines?join(' ')]"}}
                """);
        assertThat(podwright.out()).contains("1234 5678");
    }

    @Test
    void delegatesFromOneContainerToAnother() throws Exception {
        docker("run", "--detach", "--init", "--name", named("other"), IMAGE, "sleep", "500");
        podwright("""
                - hosts: web
                  tasks:
                    - {name: There, shell: "echo there >/there", delegate_to: other}
                """);
        assertThat(docker("exec", named("other"), "cat", "/there")).isEqualTo("there");
    }

    @Test
    void saysWhatIsWrongWithTheContainer() throws Exception {
        assertThat(podwright("- {hosts: other, tasks: []}")).isEqualTo(ExitCode.HOST_UNREACHABLE);
        docker("pause", named("web"));
        podwright("- {hosts: web, tasks: []}");
        docker("unpause", named("web"));
        docker("kill", named("web"));
        podwright("- {hosts: web, tasks: []}");
        assertThat(podwright.out())
                .contains(
                        "unreachable   other  there is no container " + named("other") + ": ",
                        "unreachable   web  the container " + named("web") + " is paused: ",
                        "unreachable   web  the container " + named("web") + " is not running: ",
                        "docker start " + named("web"));
    }

    @Test
    void saysThatThereIsNoShellNoUserAndNoEngine() throws Exception {
        docker("exec", named("web"), "busybox", "rm", "/bin/sh");
        podwright("- {hosts: web, tasks: []}");
        podwright("- {hosts: web, remote_user: nobody-there, tasks: []}");
        write("inventory.yml", """
                all:
                  hosts:
                    web: {connection: docker, docker_extra_args: "--host unix://%s/no.sock"}
                """.formatted(work));
        podwright("- {hosts: web, tasks: []}");
        assertThat(podwright.out())
                .contains(
                        "there is no sh in the container " + named("web"),
                        "there is no such user in the container " + named("web"),
                        "the Docker engine doesn't answer");
    }
}
