package dev.podwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.lab.Lab;
import dev.podwright.lab.LabHost;
import dev.podwright.lab.LabHosts;
import dev.podwright.report.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// `playbooks/gpu-pod.yml` on bare machines, as a user with sudo: from nothing to a pod that its user gets into.
/// The hosts have no GPU, so that the pods have none.
@Lab(
        fresh = true,
        image = {"trixie", "bookworm", "trixie-sysvinit"})
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class GpuPodTest {
    private static final String PLAYBOOK =
            Path.of("playbooks", "gpu-pod.yml").toAbsolutePath().toString();

    private final LabHosts hosts;
    private final Operator operator;

    GpuPodTest(LabHosts hosts, @TempDir Path folder) throws IOException {
        this.hosts = hosts;
        String key = Files.readString(Path.of(hosts.identity() + ".pub")).strip();
        this.operator =
                Operator.loggingIn("operator", folder, hosts.inventory(), "-e", "{\"keys\": [\"%s\"]}".formatted(key));
    }

    @Test
    @Order(1)
    void aPlanForBareMachinesIsWhatTheRunThenDoes() {
        Map<LabHost, List<String>> before = new LinkedHashMap<>();
        hosts.forEach(host -> before.put(host, host.snapshot()));

        Told plan = operator.plan(PLAYBOOK);

        assertThat(plan.exitCode()).as(plan.out()).isEqualTo(ExitCode.OK);
        before.forEach((host, snapshot) -> Differences.assertNone(snapshot, host));
        Told run = operator.run(PLAYBOOK);
        assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.OK);
        for (LabHost host : hosts) {
            Told planned = plan.of(host);
            Told done = run.of(host);
            assertThat(planned.named("would_change"))
                    .containsExactly("Docker", "The image, made of packages", "The pod");
            assertThat(done.changes()).containsAllEntriesOf(planned.changes());
            assertThat(done.named("ok")).containsAll(planned.named("ok"));
            assertThat(planned.named("unknown")).containsAll(changedWithoutPlan(planned, done));
        }
    }

    private static List<String> changedWithoutPlan(Told planned, Told done) {
        return done.named("changed").stream()
                .filter(name -> !planned.changes().containsKey(name))
                .toList();
    }

    @Test
    @Order(2)
    void aSecondRunChangesNothingAndAPlanSaysSo() {
        Told again = operator.run(PLAYBOOK);
        Told plan = operator.plan(PLAYBOOK, "--detailed-exitcode");

        assertThat(again.exitCode()).as(again.out()).isEqualTo(ExitCode.OK);
        assertThat(again.named("changed")).as(again.out()).isEmpty();
        assertThat(plan.exitCode()).as(plan.out()).isEqualTo(ExitCode.OK);
        assertThat(plan.named("unknown")).as(plan.out()).isEmpty();
    }

    @Test
    @Order(3)
    void thePodsUserIsRootWithoutAPasswordAndHasMosh() {
        for (LabHost host : hosts) {
            assertThat(inPod(host, "sudo", "-n", "id", "-u")).isEqualTo("0\n");
            assertThat(inPod(host, "mosh-server", "new", "-p", "60000:60010")).contains("MOSH CONNECT 6000");
        }
    }

    @Test
    @Order(4)
    void thePodsUserLogsInOverSshAlsoAfterThePodHasRestarted() throws IOException {
        String key = Files.readString(hosts.identity());
        for (LabHost host : hosts) {
            host.exec("sh", "-c", "umask 077; printf '%s' \"$1\" >/root/key", "sh", key);
            assertThat(login(host)).isEqualTo("0\n");
            docker(host, "restart", "-t", "0", "gpu-pod");
            assertThat(login(host)).isEqualTo("0\n");
        }
    }

    @Test
    @Order(5)
    void eachPodIsInTheUsersOwnEngine() {
        for (LabHost host : hosts) {
            assertThat(docker(host, "info", "--format", "{{.SecurityOptions}}")).contains("name=rootless");
            assertThat(docker(host, "ps", "--format", "{{.Names}}")).isEqualTo("gpu-pod\n");
            assertThat(host.exec("docker", "ps", "-aq")).isEmpty();
        }
    }

    /// Waits for the SSH server as a client does that is told to try again.
    private static String login(LabHost host) {
        return host.exec("sh", "-c", """
                for try in 1 2 3 4 5 6 7 8 9 10; do
                  ssh -i /root/key -p 20000 -o BatchMode=yes -o ConnectTimeout=5 \
                    -o StrictHostKeyChecking=accept-new pod-user@127.0.0.1 sudo -n id -u && exit
                  sleep 1
                done
                exit 1
                """);
    }

    private String inPod(LabHost host, String... command) {
        String[] words = new String[command.length + 4];
        System.arraycopy(new String[] {"exec", "--user", "pod-user", "gpu-pod"}, 0, words, 0, 4);
        System.arraycopy(command, 0, words, 4, command.length);
        return docker(host, words);
    }

    /// Docker as the user who logs in has it.
    private static String docker(LabHost host, String... arguments) {
        String[] words = new String[arguments.length + 4];
        System.arraycopy(new String[] {"sh", "-c", DOCKER, "sh"}, 0, words, 0, 4);
        System.arraycopy(arguments, 0, words, 4, arguments.length);
        return host.exec(words);
    }

    private static final String DOCKER = """
            for socket in /run/user/1000/docker.sock /home/operator/.docker/run/docker.sock; do
              [ ! -S "$socket" ] || exec docker --host "unix://$socket" "$@"
            done
            echo "there is no rootless engine" >&2
            exit 1
            """;
}
