package dev.podwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.lab.Lab;
import dev.podwright.lab.LabHost;
import dev.podwright.lab.LabHosts;
import dev.podwright.report.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Real hosts that reboot. Their kernel goes on, as it is this machine's, but all their processes end, and their init
/// starts anew.
@Lab(hosts = 2)
@TestInstance(Lifecycle.PER_CLASS)
class RebootTest {
    private static final String PLAYBOOK = """
            - hosts: all
              tasks:
                - name: Mark
                  shell: {cmd: "touch /run/podwright-test-mark"}
                  become: true
                - name: Reboot
                  reboot: {test_command: "systemctl is-active multi-user.target"}
                  register: reboot
                - name: Look
                  shell: {cmd: "ls /run/podwright-test-mark || echo gone"}
                  register: look
                - name: Not again
                  reboot: {if_needed: true}
                - name: Tell
                  debug: {msg: "[=reboot.rebooted] [=look.stdout] [=facts.init]"}
            """;

    private static final String NEEDED = """
            - hosts: all
              tasks:
                - name: Reboot
                  reboot: {if_needed: true}
            """;

    private static final String HANGING = """
            - hosts: all
              tasks:
                - name: Reboot
                  reboot: {force_after: 3, reboot_timeout: 90}
            """;

    private final LabHosts hosts;
    private final Operator operator;
    private final Operator one;

    RebootTest(LabHosts hosts, @TempDir Path folder) {
        this.hosts = hosts;
        String names = hosts.hosts().get(0).name() + "," + hosts.hosts().get(1).name();
        this.operator = Operator.loggingIn("operator", folder, hosts.inventory(), "-l", names);
        this.one = Operator.loggingIn(
                "operator", folder, hosts.inventory(), "-l", hosts.first().name());
        operator.writes("reboot.yml", PLAYBOOK);
        operator.writes("needed.yml", NEEDED);
        operator.writes("hanging.yml", HANGING);
    }

    @AfterAll
    void waitForTheHosts() {
        for (LabHost host : hosts) {
            host.tryExec("rm", "-f", "/etc/systemd/system/hangs.service");
            host.tryExec("systemctl", "is-system-running", "--wait");
        }
    }

    private static String mark(LabHost host) {
        return host.exec("awk", "{print $22}", "/proc/1/stat");
    }

    @Test
    void rebootsHostsTogetherAndGoesOnWithThem() {
        List<String> before = hosts.hosts().stream().map(RebootTest::mark).toList();

        Told run = operator.run("reboot.yml");

        assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.OK);
        assertThat(hosts.hosts().stream().map(RebootTest::mark)).doesNotContainAnyElementsOf(before);
        assertThat(run.tasks().stream()
                        .filter(task -> task.name().equals("Tell"))
                        .map(task -> task.text("msg")))
                .containsExactly("true gone systemd", "true gone systemd");
        assertThat(run.task("Not again").state()).isEqualTo("ok");
    }

    @Test
    void rebootsWhereTheHostAsksForItAndNotAgain() {
        hosts.first()
                .exec("sh", "-c", "touch /run/reboot-required; echo linux-image-amd64 > /run/reboot-required.pkgs");
        String wanted = "rebooted (/run/reboot-required is there (linux-image-amd64))";
        List<?> change = List.of(Map.of("what", "host", "from", "running", "to", wanted));

        Told plan = one.plan("needed.yml");
        Told run = one.run("needed.yml");
        Told again = one.run("needed.yml");

        assertThat(plan.task("Reboot").changes()).isEqualTo(change);
        assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.OK);
        assertThat(run.task("Reboot").changes()).isEqualTo(change);
        assertThat(again.states()).isEqualTo(Map.of("Reboot", "ok"));
    }

    @Test
    void rebootsAHostByForceThatHangsInShuttingDown() {
        hosts.first().exec("sh", "-c", """
                cat > /etc/systemd/system/hangs.service <<'END'
                [Service]
                ExecStart=/bin/sleep infinity
                ExecStop=/bin/sleep infinity
                TimeoutStopSec=infinity
                END
                systemctl daemon-reload
                systemctl start hangs""");

        Told run = one.run("hanging.yml", "-v");

        assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.OK);
    }
}
