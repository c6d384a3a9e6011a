package dev.podwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.lab.Lab;
import dev.podwright.lab.LabHost;
import dev.podwright.lab.LabHosts;
import dev.podwright.report.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who tasks run as on a real host: the user that logs in, and those that it becomes by sudo and su with their
/// passwords.
@Lab
class UsersTest {
    private static final String WHO = """
            - hosts: all
              become: true
              tasks:
                - name: Who
                  shell: "id -un; echo $HOME; ps -eo args"
                  register: who
                  become_method: METHOD
                  become_user: operator
                - name: Says
                  debug: {msg: "[=who.stdout_lines[0]] in [=who.stdout_lines[1]]"}
                - name: Hidden
                  assert: {that: "!who.stdout?contains('-password')"}
                - {name: Own, command: id -un, become: false, register: own}
                - {name: Says own, debug: {msg: "[=own.stdout]"}}
            """;

    private final Operator operator;
    private final LabHost host;

    UsersTest(LabHosts hosts, @TempDir Path folder) {
        this.host = hosts.first();
        this.operator = Operator.loggingIn("clerk", folder, hosts.inventory(), "-l", host.name());
    }

    private Told becoming(String method, String password) {
        operator.writes("who.yml", WHO.replace("METHOD", method));
        operator.writes("password.yml", "all: {vars: {ansible_become_password: %s}}\n".formatted(password));
        return operator.run(
                "who.yml", "-i", operator.folder().resolve("password.yml").toString());
    }

    @Test
    void suTakesThePasswordOfTheUserToBecome() {
        Told told = becoming("su", "operator-password");

        assertThat(told.exitCode()).as(told.out() + told.err()).isEqualTo(ExitCode.OK);
        assertThat(told.task("Says").text("msg")).isEqualTo("operator in /home/operator");
        assertThat(told.task("Says own").text("msg")).isEqualTo("clerk");
    }

    @Test
    void sudoTakesThePasswordOfTheUserThatLogsIn() {
        Told told = becoming("sudo", "clerk-password");

        assertThat(told.exitCode()).as(told.out() + told.err()).isEqualTo(ExitCode.OK);
        assertThat(told.task("Says").text("msg")).isEqualTo("operator in /home/operator");
    }

    @Test
    void suRefusesAnothersPassword() {
        Told told = becoming("su", "clerk-password");

        assertThat(told.exitCode()).isEqualTo(ExitCode.HOST_FAILED);
        assertThat(told.task("Who").text("msg")).startsWith("su refused the password: ");
        assertThat(told.out()).contains("it is operator's own").doesNotContain("clerk-password");
    }
}
