package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/// A Docker host with an image of a distribution that has `sudo`, `mosh` and an SSH server, as `create_pod_user` itself
/// has installed them in a bare one, once for all tests.
@Timeout(300)
abstract class PodHost extends DockerHost {
    private static final String BARE = "podwright-test/pod:bare";
    static final String READY = "podwright-test/pod:ready";
    private static Optional<Installed> installed = Optional.empty();
    private static boolean tried;

    /// What the task did in the bare container.
    ///
    /// @param planned what a plan had said before
    /// @param mosh what `mosh-server new` printed there, started by the user with `docker exec`
    /// @param root what `sudo -n id -u` printed for the user
    record Installed(BlockResult planned, BlockResult applied, String mosh, String root) {}

    PodHost(String shellCommand) {
        super(shellCommand);
    }

    @BeforeEach
    void haveAnImage() throws Exception {
        if (installed.isEmpty()) {
            assertThat(tried).as("the first test says why there is no image").isFalse();
            tried = true;
            installed = Optional.of(install());
        }
    }

    static Installed installed() {
        return installed.orElseThrow();
    }

    private Installed install() throws Exception {
        byte[] printed = new ProcessBuilder("lab/image", "--archive", "trixie")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .getInputStream()
                .readAllBytes();
        String archive = new String(printed, StandardCharsets.UTF_8).strip();
        docker("import", "--change", "CMD [\"sleep\",\"900\"]", archive, BARE);
        String name = named("bare");
        start(name, BARE);
        // The archive is a host's; a pod's image has none of this.
        sh(name, """
                SUDO_FORCE_REMOVE=yes dpkg --purge sudo openssh-server 2>&1
                userdel -r clerk 2>&1
                userdel -r operator 2>&1
                rm -rf /etc/ssh/ssh_host_* /etc/sudoers.d/clerk /etc/sudoers.d/operator
                """);
        Map<String, Object> user = parameters("container", name, "ssh", true, "packages", "hello");
        BlockResult planned = plan("create_pod_user", user);
        BlockResult applied = run("create_pod_user", user);
        assertThat(applied.failure()).as(applied.toString()).isEmpty();
        Installed result = new Installed(
                planned, applied, as("pod-user", name, "mosh-server new"), as("pod-user", name, "sudo -n id -u"));
        sh(name, """
                kill $(cat /run/sshd.pid)
                userdel -r pod-user
                rm -rf /etc/sudoers.d/pod-user /etc/ssh/sshd_config.d/* /etc/ssh/ssh_host_* /etc/podwright /run/sshd*
                apt-get clean
                rm -f /etc/profile.d/podwright* /usr/local/bin/mosh-server
                """);
        docker("commit", name, READY);
        return result;
    }

    /// Starts a container of an image that sleeps.
    static void start(String name, String image, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("run", "--detach", "--name", name, "--stop-timeout", "0"));
        words.addAll(List.of(options));
        words.add(image);
        docker(words.toArray(String[]::new));
    }

    /// What a script prints as root in a container.
    static String sh(String container, String script) throws Exception {
        return docker("exec", "--user", "0", container, "sh", "-c", script);
    }

    /// What a command prints for a user in a container, without a login shell.
    static String as(String user, String container, String command) throws Exception {
        List<String> words = new ArrayList<>(List.of("exec", "--user", user, container));
        words.addAll(List.of(command.split(" ")));
        return docker(words.toArray(String[]::new));
    }
}
