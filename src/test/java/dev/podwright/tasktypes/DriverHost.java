package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Status;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A stand-in distribution for `install_nvidia_driver`.
@Timeout(60)
abstract class DriverHost {
    static final String HOPPER = "2330";
    static final String VOLTA = "1db6";
    static final String PASCAL = "1b80";
    static final String BLACKWELL = "2901";
    static final String NVIDIA = "https://developer.download.nvidia.com/compute/cuda/repos";
    static final Change LOADS = new Change("kernel module nvidia", "not loaded", "loaded");
    private static final String TYPE = "install_nvidia_driver";

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // each test begins by saying which host it is on
    StandInDistribution host;

    @AfterEach
    void close() {
        host.close();
    }

    final StandInDistribution apt(String release, String kernel) throws Exception {
        host = StandInDistribution.in(
                folder, release, kernel, "apt-get", "apt-cache", "apt-mark", "dpkg-query", "dpkg-deb");
        host.write("var/lib/apt/lists/here_Packages", "");
        return host.write("etc/apt/sources.list", "deb http://mirror.example/debian bookworm main\n");
    }

    final StandInDistribution dnf(String release, String kernel) throws Exception {
        host = StandInDistribution.in(folder, release, kernel, "dnf", "rpm", "dracut", "grubby");
        host.remove("bin/update-initramfs");
        host.remove("bin/dkms");
        return host;
    }

    final BlockResult plan(Object... parameters) throws IOException {
        return plan(LocalHost.parameters(parameters));
    }

    /// A plan writes nothing.
    private BlockResult plan(Map<String, Object> parameters) throws IOException {
        List<String> before = host.snapshot();
        BlockResult planned = host.harness().plan(TYPE, parameters);
        assertThat(host.snapshot()).isEqualTo(before);
        return planned;
    }

    final BlockResult run(Object... parameters) {
        return host.harness().run(TYPE, LocalHost.parameters(parameters));
    }

    /// Plans, applies, plans again: just these changes, and nothing is left to do.
    final BlockResult converges(Map<String, Object> parameters, Change... changes) throws IOException {
        BlockResult planned = plan(parameters);
        assertThat(planned.failure()).as(planned.toString()).isEmpty();
        assertThat(planned.changes()).containsExactly(changes);
        BlockResult applied = host.harness().run(TYPE, parameters);
        assertThat(applied.status()).as(applied.toString()).isEqualTo(Status.CHANGED);
        assertThat(applied.changes()).isEqualTo(planned.changes());
        assertThat(host.harness().run(TYPE, parameters).status()).isEqualTo(Status.OK);
        return applied;
    }

    /// Why a plan fails, and what to do.
    final String refusal(Object... parameters) throws IOException {
        BlockResult result = plan(parameters);
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.FAILED);
        return result.failure()
                .map(failure -> failure.message() + " | " + failure.hint())
                .orElse("");
    }

    static Change installs(String name, String version) {
        return new Change("package " + name, "absent", version);
    }

    static Change reboots(String why) {
        return new Change("reboot", why, "rebooted");
    }

    static String output(BlockResult result, String name) {
        return LocalHost.output(result, name);
    }

    /// What Ubuntu has of a branch, such as `580-server-open`, with modules for one kernel.
    static String[] ubuntuBranch(String number, String version, String kernel) {
        String module = " : module " + version + (number.endsWith("open") ? " Dual_MIT/GPL" : " NVIDIA");
        return new String[] {
            "nvidia-headless-no-dkms-" + number + " " + version,
            "nvidia-utils-" + number.replace("-open", "") + " " + version + " : smi",
            "nvidia-dkms-" + number + " " + version + module,
            "linux-modules-nvidia-" + number + "-generic " + version,
            "linux-modules-nvidia-" + number + "-" + kernel + " " + version + module + " Canonical"
        };
    }
}
