package dev.podwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.lab.Lab;
import dev.podwright.lab.LabHost;
import dev.podwright.lab.LabHosts;
import dev.podwright.report.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A password reaches sudo, and nobody else.
@Lab
class SecretsTest {
    private static final String PASSWORD = "clerk-password";

    private final LabHost host;
    private final Path folder;
    private final Operator clerk;

    SecretsTest(LabHosts hosts, @TempDir Path folder) {
        this.host = hosts.first();
        this.folder = folder;
        Path inventory = new Operator(folder, List.of())
                .writes("inventory.yml", """
                all:
                  vars: {address: 127.0.0.1, user: clerk, identity_file: "%s", known_hosts: "%s"}
                  hosts: {guarded: {port: %d}}
                """.formatted(hosts.identity(), hosts.knownHosts(), host.port()));
        this.clerk = Operator.of(folder, inventory, "-b");
    }

    @AfterEach
    void tidyUp() {
        host.exec("sh", "-c", "touch /tmp/secrets-test.go; rm -f /tmp/secrets-test*");
    }

    @Test
    void aPasswordFileLetsAClerkBecomeRoot() {
        clerk.writes("password", PASSWORD + "\n");
        clerk.writes("who.yml", """
                - hosts: all
                  tasks:
                    - name: Who
                      command: id -un
                """);

        Told run = clerk.run(
                "who.yml", "--become-password-file", folder.resolve("password").toString());

        assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.OK);
        assertThat(run.task("Who").text("stdout")).isEqualTo("root\n");
    }

    @Test
    void aWrongPasswordIsRefusedWithWhatToDoAndNotShown() {
        clerk.writes("password", "not-the-password\n");
        clerk.writes("who.yml", "- hosts: all\n  tasks: [{command: id -un}]\n");

        Told run = clerk.run(
                "who.yml", "--become-password-file", folder.resolve("password").toString());

        assertThat(run.exitCode()).isEqualTo(ExitCode.HOST_FAILED);
        assertThat(run.out())
                .contains("sudo refused the password", "hint: Check the password")
                .doesNotContain("not-the-password");
    }

    @Test
    void thePasswordIsInNoProcessListEventJournalOrOutput() throws Exception {
        clerk.writes("password", PASSWORD + "\n");
        clerk.writes("waits.yml", """
                - hosts: all
                  tasks:
                    - name: Waits
                      shell: |
                        touch /tmp/secrets-test
                        while [ ! -e /tmp/secrets-test.go ]; do sleep 0.05; done
                        printf 'clerk-'; printf 'password\\n'
                    - name: Fails
                      shell: |
                        { printf 'clerk-'; printf 'password is wrong\\n'; } >&2; exit 1
                """);
        List<String> commandLine = clerk.commandLine(
                "run",
                "waits.yml",
                "-vvv",
                "--become-password-file",
                folder.resolve("password").toString());
        try (ChildProcess run = ChildProcess.of(clerk, commandLine)) {
            run.runsUntil(
                    "the task waits",
                    () -> host.tryExec("test", "-e", "/tmp/secrets-test").status() == 0);
            // cmdline and environ: a password given in either would be there for all the task's time.
            String processes =
                    host.exec("sh", "-c", "cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null | tr '\\0' '\\n'");
            host.exec("touch", "/tmp/secrets-test.go");
            assertThat(run.ends()).as(run.text()).isEqualTo(2);

            assertThat(processes).contains("sudo").doesNotContain(PASSWORD);
            assertThat(run.text()).contains("*** is wrong").doesNotContain(PASSWORD);
        }
        for (Path file : written()) {
            assertThat(Files.readString(file)).as(file.toString()).doesNotContain(PASSWORD);
        }
        assertThat(host.exec(
                        "sh", "-c", "grep -rl " + PASSWORD + " /tmp /var/tmp /home /root /var/log 2>/dev/null || :"))
                .isEmpty();
    }

    /// All that the run wrote on this machine.
    private List<Path> written() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> written = files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".jsonl"))
                    .toList();
            assertThat(written).hasSizeGreaterThanOrEqualTo(2);
            return written;
        }
    }
}
