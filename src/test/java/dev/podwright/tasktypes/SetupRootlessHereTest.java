package dev.podwright.tasktypes;

import static dev.podwright.tasktypes.RootlessHost.change;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.lab.NeedsLab;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `setup_rootless` straight on this machine, for a user made for it, whose range of ids is too small.
@NeedsLab
@Timeout(240)
class SetupRootlessHereTest {
    private final long pid = ProcessHandle.current().pid();
    private final String user = "podwright-" + pid;

    @TempDir
    Path programs;

    @BeforeEach
    void makeTheUser() throws Exception {
        // Small uids are those of users in lab hosts, whose processes are this machine's too.
        command("useradd --create-home --uid " + (40_000 + pid % 10_000) + " " + user + " && sed -i '/^" + user
                + ":/d' /etc/subuid /etc/subgid && " + "mode=$(stat -c %a /dev/net/tun) && echo $mode >" + programs
                + "/tun");
    }

    @AfterEach
    void removeTheUser() throws Exception {
        command("chmod \"$(cat " + programs + "/tun)\" /dev/net/tun; userdel --force --remove " + user + " 2>&1 || :; "
                + "! grep '^" + user + ":' /etc/subuid /etc/subgid");
    }

    @Test
    void aUserWithoutIdsGetsAnEngineAndLosesItAgain() throws Exception {
        try (LocalShell connection = new LocalShell("dash", programs);
                RootlessHost host = RootlessHost.on(connection)) {
            BlockResult set = host.converges(Map.of("user", user));
            assertThat(set.changes())
                    .contains(
                            change("subordinate uids of " + user, "0", "65536"),
                            change("rootless engine of " + user, "stopped", "running"));
            assertThat(LocalHost.output(set, "subuids")).matches("\\d+:65536");
            assertThat(command("docker -H " + LocalHost.output(set, "host") + " image ls -q"))
                    .as("the proof is gone")
                    .isEmpty();
            assertThat(host.converges(Map.of("user", user, "state", "absent", "purge", true))
                            .changes())
                    .containsExactly(
                            change("rootless engine of " + user, "running", "stopped"),
                            change("images, containers and volumes of " + user, "present", "absent"));
            command("tries=0; while ps -u " + user + " -o stat= | grep -qv '^Z'; do"
                    + " tries=$((tries + 1)); [ $tries -lt 100 ] || { ps -fu " + user + "; exit 1; }; sleep 0.1; done");
        }
    }

    private static String command(String line) throws Exception {
        Process process =
                new ProcessBuilder("sh", "-c", line).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(line + ": " + output).isZero();
        return output;
    }
}
