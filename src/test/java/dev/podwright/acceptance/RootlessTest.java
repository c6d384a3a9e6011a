package dev.podwright.acceptance;

import static dev.podwright.acceptance.SmallService.change;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.lab.Lab;
import dev.podwright.lab.LabHost;
import dev.podwright.lab.LabHosts;
import dev.podwright.report.ExitCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// From a bare host with systemd to two users with a Docker engine of their own each, and what becomes of those when
/// they are killed, break or can't be. The steps follow one another on one host.
@Lab(fresh = true)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class RootlessTest {
    private static final String ENGINES = """
            - hosts: all
              tasks:
                - name: Mine
                  setup_rootless: {}
                  register: mine
                - name: Another's
                  setup_rootless: {user: clerk}
                  register: others
                - name: Ids
                  debug: {msg: "[=mine.subuids] [=others.subuids] [=others.mode] [=others.user]"}
            """;

    private static final String PODS = """
            - hosts: all
              tasks:
                - name: Mine
                  run_container: {name: pod, image: "shell:1", command: [/bin/sleep, "1000"], restart: always}
                - name: Another's
                  run_container: {name: pod, image: "shell:1", command: [/bin/sleep, "1000"], restart: always}
                  become: true
                  become_user: clerk
            """;

    private static final String FALLBACK = """
            - hosts: all
              tasks:
                - name: Without root if it can be
                  setup_rootless: {user: dave, on_failure: fallback, retry: "[=retry!false]"}
                  register: docker
                - name: Told
                  debug: {msg: "[=facts.docker.mode] [=facts.docker.host] [=facts.docker.user] [=docker.reason]"}
            """;

    /// An image of the host's own shell and `sleep`.
    private static final String IMAGE = """
            set -eu
            tar -C / -chf - bin/sh bin/sleep $(ldd /bin/sh /bin/sleep |
              sed -n -e 's/^.*=> *\\/\\([^ ]*\\) (.*/\\1/p' -e 's/^[[:space:]]*\\/\\([^ ]*\\) (.*/\\1/p' | sort -u) |
              docker -H "unix:///run/user/$1/docker.sock" import - shell:1
            """;

    private final LabHost host;
    private final Operator operator;

    RootlessTest(LabHosts hosts, @TempDir Path folder) {
        host = hosts.first();
        operator = Operator.loggingIn("operator", folder, hosts.inventory(), "-l", host.name());
        operator.writes("engines.yml", ENGINES);
        operator.writes("pods.yml", PODS);
        operator.writes("fallback.yml", FALLBACK);
        operator.writes("strict.yml", "[{hosts: all, tasks: [{name: Without root, setup_rootless: {user: dave}}]}]");
        operator.writes(
                "absent.yml",
                "[{hosts: all, tasks: [{name: No engine, setup_rootless: {state: absent, purge: true}}]}]");
    }

    @Test
    @Order(1)
    void aPlanForABareHostSaysWhatIsMissingAndLeavesTheHostAlone() {
        List<String> before = host.snapshot();

        Told plan = operator.plan("engines.yml");

        Differences.assertNone(before, host);
        assertThat(plan.exitCode()).as(plan.out()).isEqualTo(ExitCode.OK);
        assertThat(List.<Object>copyOf(plan.task("Mine").changes()))
                .contains(
                        change("docker engine", "absent", "docker.io, docker-cli, iptables"),
                        change("program rootlesskit", "absent", "installed"),
                        change("services of operator without a login", "off", "on"),
                        change("service docker of operator at boot", "disabled", "enabled"),
                        change("rootless engine of operator", "stopped", "running"));
        assertThat(plan.named("unknown")).as("what depends on it").contains("Another's");
        Told run = operator.run("engines.yml");
        assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.OK);
        assertThat(run.task("Mine").changes()).isEqualTo(plan.task("Mine").changes());
        assertThat(run.task("Another's").changes())
                .isEqualTo(List.of(
                        change("services of clerk without a login", "off", "on"),
                        change("file of service docker of clerk", "absent", "written"),
                        change("service docker of clerk at boot", "disabled", "enabled"),
                        change("rootless engine of clerk", "stopped", "running")));
        assertThat(run.task("Ids").text("msg")).isEqualTo("100000:65536 165536:65536 rootless clerk");
    }

    @Test
    @Order(2)
    void aSecondRunChangesNothing() {
        List<String> before = host.snapshot();

        Told again = operator.run("engines.yml");

        Differences.assertNone(before, host);
        assertThat(again.states().values()).as(again.out()).containsOnly("ok");
        assertThat(again.out()).doesNotContain("warning");
    }

    @Test
    @Order(3)
    void eachUserHasContainersOfItsOwnThatRunAsThatUser() {
        host.exec("sh", "-c", IMAGE, "sh", "1000");
        host.exec("sh", "-c", IMAGE, "sh", "1001");

        Told run = operator.run("pods.yml");

        assertThat(run.named("changed")).as(run.out()).containsExactly("Mine", "Another's");
        assertThat(ownerOfPod("1000")).isEqualTo("operator\n");
        assertThat(ownerOfPod("1001")).isEqualTo("clerk\n");
    }

    @Test
    @Order(4)
    void anEngineThatWasKilledIsBackAndSoIsOneWhoseWholeServiceManagerWas() {
        host.exec("sh", "-c", "kill -9 \"$(cat /run/user/1000/docker.pid)\"");
        Told afterKill = operator.run("engines.yml");
        host.exec("systemctl", "restart", "user@1000.service");
        Told afterRestart = operator.run("engines.yml");

        assertThat(afterKill.states().values()).as(afterKill.out()).containsOnly("ok");
        assertThat(afterRestart.states().values()).as(afterRestart.out()).containsOnly("ok");
        Told pods = operator.run("pods.yml");
        assertThat(pods.exitCode()).as(pods.out()).isEqualTo(ExitCode.OK);
        assertThat(ownerOfPod("1000")).isEqualTo("operator\n");
    }

    @Test
    @Order(5)
    void anEngineThatDoesNotStartSaysWhyAndIsStartedOnceThatIsMended() {
        String settings = "/home/operator/.config/docker/daemon.json";
        host.exec(
                "su",
                "operator",
                "-c",
                "mkdir -p ~/.config/docker && echo '{\"storage-driver\": \"none-such\"}' >" + settings);
        host.exec("sh", "-c", "kill -9 \"$(cat /run/user/1000/docker.pid)\"");
        host.exec("sh", "-c", """
                until [ "$(systemctl --user -M operator@ is-active docker)" = failed ]; do sleep 0.5; done
                """);

        Told plan = operator.plan("engines.yml");
        Told broken = operator.run("engines.yml");
        host.exec("rm", settings);
        Told mended = operator.run("engines.yml");

        assertThat(plan.task("Mine").changes())
                .isEqualTo(List.of(change("rootless engine of operator", "failed", "running")));
        assertThat(broken.task("Mine").text("msg"))
                .startsWith("the rootless engine of operator does not start: ")
                .contains("none-such");
        assertThat(mended.task("Mine").changes()).isEqualTo(plan.task("Mine").changes());
        assertThat(mended.named("ok")).contains("Another's");
    }

    @Test
    @Order(6)
    void withoutSubordinateIdsItIsTheSystemsDockerThroughSudoAndEachRunSaysWhy() {
        host.exec(
                "sh",
                "-c",
                "useradd -m dave && sed -i /dave/d /etc/subuid /etc/subgid && mount --bind -o ro /etc/subuid /etc/subuid");
        List<String> before = host.snapshot();
        Told plan = operator.plan("fallback.yml");
        Told run = operator.run("fallback.yml");
        Told strict = operator.run("strict.yml");
        host.exec("umount", "/etc/subuid");

        Differences.assertNone(before, host);
        String reason = "no subordinate ids can be given, since /etc/subuid can't be written, not even by root";
        assertThat(plan.out()).contains("warning: no rootless Docker for dave", reason);
        assertThat(plan.named("ok")).as(plan.out()).contains("Without root if it can be");
        assertThat(run.states().values()).as(run.out()).containsOnly("ok");
        assertThat(run.out()).contains("warning: no rootless Docker for dave", reason);
        assertThat(run.task("Told").text("msg")).isEqualTo("sudo unix:///var/run/docker.sock root " + reason);
        assertThat(strict.exitCode()).isEqualTo(ExitCode.HOST_FAILED);
        assertThat(strict.task("Without root").text("msg")).isEqualTo("rootless Docker can't run here: " + reason);
    }

    @Test
    @Order(7)
    void aFailureThatOnlyTryingShowsIsRememberedUntilItIsAskedToTryAgain() {
        host.exec("sh", "-c", "rm /dev/net/tun && mount -t tmpfs -o ro,nodev none /dev/net");
        Told plan = operator.plan("fallback.yml");
        Told run = operator.run("fallback.yml");
        List<String> before = host.snapshot();
        Told again = operator.run("fallback.yml");
        Differences.assertNone(before, host);
        host.exec("umount", "/dev/net");
        Told once = operator.run("fallback.yml", "-e", "retry=true");
        Told last = operator.run("fallback.yml");

        assertThat(List.<Object>copyOf(plan.task("Without root if it can be").changes()))
                .contains(
                        change("subordinate uids of dave", "0", "65536"),
                        change("/dev/net/tun", "absent", "present"),
                        change("rootless engine of dave", "stopped", "running"));
        String reason = "/dev/net/tun can't be made: mknod: /dev/net/tun: Read-only file system";
        assertThat(run.task("Told").text("msg")).isEqualTo("sudo unix:///var/run/docker.sock root " + reason);
        assertThat(run.out()).contains("warning: no rootless Docker for dave", reason);
        assertThat(again.states().values()).as(again.out()).containsOnly("ok");
        assertThat(again.out()).contains("warning: no rootless Docker for dave", reason);
        assertThat(once.task("Told").text("msg")).as(once.out()).startsWith("rootless unix:///run/user/");
        assertThat(host.exec("stat", "-c", "%a", "/dev/net/tun")).isEqualTo("666\n");
        assertThat(last.states().values()).as(last.out()).containsOnly("ok");
        assertThat(last.out()).doesNotContain("warning");
    }

    @Test
    @Order(8)
    void anEngineGoesAwayOnceWithAllThatWasInIt() {
        Told plan = operator.plan("absent.yml");
        Told run = operator.run("absent.yml");
        Told again = operator.run("absent.yml");

        assertThat(plan.task("No engine").changes())
                .isEqualTo(List.of(
                        change("rootless engine of operator", "running", "stopped"),
                        change("service docker of operator", "present", "absent"),
                        change("images, containers and volumes of operator", "present", "absent")));
        assertThat(run.changes()).isEqualTo(plan.changes());
        assertThat(again.states().values()).as(again.out()).containsOnly("ok");
        assertThat(host.exec("sh", "-c", "ls -A /home/operator/.local/share")).isEmpty();
        assertThat(ownerOfPod("1001")).as("another's").isEqualTo("clerk\n");
    }

    private String ownerOfPod(String uid) {
        return host.exec("sh", "-c", """
                docker="docker -H unix:///run/user/$1/docker.sock"
                ps -o user= -p "$($docker container inspect -f '{{.State.Pid}}' pod)"
                """, "sh", uid);
    }
}
