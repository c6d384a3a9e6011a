package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Real logins by OpenSSH's client, through a published port on loopback.
class PodUserSshTest extends PodHost {
    private String key = "";

    PodUserSshTest(String shellCommand) {
        super(shellCommand);
    }

    /// How a command ended, and what it printed on both streams.
    private record Ended(int status, String output) {}

    @BeforeEach
    void haveAKey() throws Exception {
        assertThat(command(
                                "ssh-keygen",
                                "-q",
                                "-t",
                                "ed25519",
                                "-N",
                                "",
                                "-f",
                                at("key").toString())
                        .status)
                .isZero();
        key = text("key.pub").strip();
    }

    private static Ended command(String... words) throws Exception {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return new Ended(process.waitFor(), output);
    }

    /// Runs a command in the pod as its user. The host key is taken at the first login and must stay the same,
    /// whatever the port.
    private Ended login(String port, List<String> way, String command) throws Exception {
        List<String> words = new ArrayList<>(way);
        words.addAll(List.of("-p", port, "-o", "StrictHostKeyChecking=accept-new", "-o", "HostKeyAlias=pod"));
        words.addAll(
                List.of("-o", "UserKnownHostsFile=" + at("known_hosts"), "-F", "/dev/null", "-o", "LogLevel=ERROR"));
        words.addAll(List.of("pod-user@127.0.0.1", command));
        return command(words.toArray(String[]::new));
    }

    private List<String> byKey() {
        return List.of("ssh", "-i", at("key").toString(), "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes");
    }

    private List<String> byPassword(String password) throws Exception {
        return List.of(
                "sshpass",
                "-f",
                Files.writeString(at("password"), password).toString(),
                "ssh",
                "-o",
                "PubkeyAuthentication=no",
                "-o",
                "NumberOfPasswordPrompts=1");
    }

    private Map<String, Object> user(Object... namesAndValues) {
        Map<String, Object> parameters = parameters("container", named("web"), "ssh", true);
        parameters.putAll(parameters(namesAndValues));
        return parameters;
    }

    /// A container with the start-up hooks of `run_container`, by its contract: a label, and a script before the
    /// command.
    private void pod(int... ports) throws Exception {
        List<String> words = new ArrayList<>(List.of("run", "--detach", "--name", named("web"), "--init"));
        words.addAll(List.of("--label", "dev.podwright.startup=[]", "--entrypoint", "sh"));
        for (int port : ports) {
            words.addAll(List.of("--publish", "127.0.0.1::" + port));
        }
        words.addAll(List.of(READY, "-c", "for hook in /etc/podwright/startup.d/*; do $hook; done; exec sleep 900"));
        docker(words.toArray(String[]::new));
    }

    @Test
    void letsTheKeyInAndComesBackWhenTheContainerStartsAgain() throws Exception {
        pod(22);

        BlockResult made = run("create_pod_user", user("authorized_keys", key));

        assertThat(made.status()).as(made.toString()).isEqualTo(Status.CHANGED);
        assertThat(made.warnings()).isEmpty();
        String port = output(made, "ssh_host_port");
        assertThat(login(port, byKey(), "id -un; sudo -n id -un; locale charmap; mosh-server new 2>&1").output)
                .startsWith("pod-user\nroot\nUTF-8\n")
                .contains("MOSH CONNECT 6");
        assertThat(login(port, byPassword("none"), "true").output).contains("Permission denied (publickey).");

        docker("restart", "--time", "0", named("web"));
        sh(named("web"), "until grep -q ':0016 .* 0A ' /proc/net/tcp; do sleep 0.1; done");
        BlockResult again = run("create_pod_user", user("authorized_keys", key));
        assertThat(again.status()).as(again.toString()).isEqualTo(Status.OK);
        assertThat(login(output(again, "ssh_host_port"), byKey(), "echo back")).isEqualTo(new Ended(0, "back"));
    }

    @Test
    void letsThePasswordInAndNoOther() throws Exception {
        pod(22, 2222);
        Map<String, Object> user = user("generate_password", true, "mosh", false);

        BlockResult made = run("create_pod_user", user);

        String port = output(made, "ssh_host_port");
        String password = output(made, "password");
        assertThat(login(port, byPassword(password), "id -un")).isEqualTo(new Ended(0, "pod-user"));
        assertThat(login(port, byPassword(password + "x"), "id -un").output).contains("Permission denied");

        // Another port: the server that runs takes it, with the same host keys.
        BlockResult moved = converges(
                "create_pod_user",
                with(user, "ssh_port", 2222),
                change(
                        "settings of the SSH server",
                        "another text in /etc/ssh/sshd_config.d/00-podwright.conf",
                        "as declared"));
        assertThat(login(output(moved, "ssh_host_port"), byPassword(password), "id -un"))
                .isEqualTo(new Ended(0, "pod-user"));
    }

    @Test
    void saysThatAnotherServerHasThePort() throws Exception {
        pod();
        sh(named("web"), "mkdir -p /run/sshd; ssh-keygen -A; /usr/sbin/sshd -p 2222 -o PidFile=/run/other.pid");

        assertThat(failed("create_pod_user", user("ssh_port", 2222)).message())
                .endsWith(": port 2222 is taken by another process in it");
        assertThat(run("create_pod_user", user("ssh_port", 2200)).status()).isEqualTo(Status.CHANGED);
        sh(named("web"), "test -d /proc/$(cat /run/other.pid)");
    }
}
