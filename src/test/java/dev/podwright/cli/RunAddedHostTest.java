package dev.podwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.OpenSshServer;
import dev.podwright.report.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A host that a task has added is one like all others: in connections, reports, plans that are kept and runs that go
/// on.
@Timeout(60)
class RunAddedHostTest {
    @TempDir
    Path folder;

    private final FakeEnvironment podwright = new FakeEnvironment();

    @BeforeEach
    void prepare() throws IOException {
        podwright.with("XDG_STATE_HOME", folder.resolve("state").toString());
        write("inventory.yml", "all: {hosts: {one: {connection: local}, two: {connection: local}}}\n");
        write("playbook.yml", """
                - hosts: all
                  tasks:
                    - {name: Add, add_host: {name: "rented-[=item]", groups: rented, connection: local}, loop: [1, 2]}
                - hosts: rented
                  tasks:
                    - {name: Needs, shell: "test -e %1$s/ready-[=host.name]"}
                    - {name: Works, shell: "echo done >>%1$s/done-[=host.name]"}
                """.formatted(folder));
    }

    @Test
    void isReachedAsItsVariablesSay() throws IOException, InterruptedException {
        try (OpenSshServer server = OpenSshServer.start(Files.createDirectory(folder.resolve("sshd")))) {
            String known = server.inventory().replaceAll("(?s).*known_hosts: (.*)}}.*", "$1");
            write("playbook.yml", """
                    - hosts: one
                      tasks:
                        - add_host:
                            name: rented
                            ansible_host: 127.0.0.1
                            ansible_port: %d
                            ansible_ssh_private_key_file: %s/id
                            known_hosts: %s
                    - hosts: rented
                      tasks:
                        - {shell: 'echo "from ${SSH_CONNECTION%%%% *}"', register: said}
                        - debug: {msg: "[=said.stdout], [=host.connection] to [=host.port]"}
                    """.formatted(server.port(), folder.resolve("sshd"), known));
            assertThat(run()).as(podwright.out() + podwright.err()).isEqualTo(ExitCode.OK);
            assertThat(podwright.out()).contains("from 127.0.0.1, ssh to " + server.port());
        }
    }

    @Test
    void isInAllReportsAndTheJournal() throws IOException {
        write("ready-rented-1", "");
        assertThat(run(
                        "--report", "html=" + folder.resolve("report.html"),
                        "--report", "junit=" + folder.resolve("report.xml"),
                        "--report", "json=" + folder.resolve("report.json")))
                .isEqualTo(ExitCode.HOST_FAILED);
        assertThat(podwright.out())
                .contains("PLAY rented (rented-1, rented-2)")
                .containsPattern("(?m)^rented-1 *: ok=2");
        assertThat(List.of("report.html", "report.xml", "report.json"))
                .allSatisfy(
                        report -> assertThat(folder.resolve(report)).content().contains("rented-1", "rented-2"));
        assertThat(folder.resolve("state/podwright/runs/latest.jsonl"))
                .content()
                .contains("rented-2");
    }

    @Test
    void goesOnAfterItFailed() throws IOException {
        write("ready-rented-1", "");
        assertThat(run()).isEqualTo(ExitCode.HOST_FAILED);
        write("ready-rented-2", "");
        assertThat(run("--resume", "latest")).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("done-rented-1")).hasContent("done");
        assertThat(folder.resolve("done-rented-2")).hasContent("done");
    }

    @Test
    void doesWhatAKeptPlanSays() throws IOException {
        write("ready-rented-1", "");
        write("ready-rented-2", "");
        String plan = folder.resolve("plan.json").toString();
        assertThat(podwright("plan", "--out", plan)).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("done-rented-1")).doesNotExist();
        assertThat(run("--plan", plan)).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("done-rented-1")).hasContent("done");
        assertThat(folder.resolve("done-rented-2")).hasContent("done");
    }

    @Test
    void isNotListedBeforeThereIsARun() throws IOException {
        assertThat(run("--list-hosts")).isEqualTo(ExitCode.OK);
        assertThat(podwright.out()).contains("hosts (2)", "hosts (0)").doesNotContain("rented-1");
    }

    private ExitCode run(String... flags) {
        return podwright("run", flags);
    }

    private ExitCode podwright(String command, String... flags) {
        Stream<String> files = Stream.of(
                command,
                folder.resolve("playbook.yml").toString(),
                "-i",
                folder.resolve("inventory.yml").toString());
        return podwright.run(Stream.concat(files, Stream.of(flags)).toArray(String[]::new));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
