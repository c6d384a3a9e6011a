package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Status;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Which packages of which source make a driver on which distribution: planned, installed and looked at again on stand-in
/// distributions.
@Timeout(60)
class InstallNvidiaDriverTest {
    private static final String UBUNTU = "ID=ubuntu\nID_LIKE=debian\nVERSION_ID=\"24.04\"\nVERSION_CODENAME=noble\n";
    private static final String DEBIAN = "ID=debian\nVERSION_ID=\"12\"\nVERSION_CODENAME=bookworm\nPRETTY_NAME=\"Debian 12\"\n";
    private static final String NVIDIA = "https://developer.download.nvidia.com/compute/cuda/repos";
    private static final String HOPPER = "2330";
    private static final String PASCAL = "1b80";
    private static final String BLACKWELL = "2901";

    @TempDir
    Path folder;

    private StandInDistribution host;

    @AfterEach
    void close() throws Exception {
        host.close();
    }

    private StandInDistribution apt(String release, String kernel) throws Exception {
        host = StandInDistribution.in(folder, release, kernel, "apt-get", "apt-cache", "apt-mark", "dpkg-query", "dpkg-deb");
        host.write("var/lib/apt/lists/here_Packages", "");
        return host.write("etc/apt/sources.list", "deb http://mirror.example/debian bookworm main\n");
    }

    private StandInDistribution dnf(String release, String kernel) throws Exception {
        host = StandInDistribution.in(folder, release, kernel, "dnf", "rpm", "dracut", "grubby");
        host.remove("bin/update-initramfs");
        host.remove("bin/dkms");
        return host;
    }

    /// Plans, applies, plans again: just these changes, and nothing is left to do.
    private BlockResult converges(Map<String, Object> parameters, Change... changes) {
        BlockResult planned = host.harness().plan("install_nvidia_driver", parameters);
        assertThat(planned.failure()).as(planned.toString()).isEmpty();
        assertThat(planned.changes()).containsExactly(changes);
        BlockResult applied = host.harness().run("install_nvidia_driver", parameters);
        assertThat(applied.status()).as(applied.toString()).isEqualTo(Status.CHANGED);
        assertThat(applied.changes()).isEqualTo(planned.changes());
        assertThat(host.harness().run("install_nvidia_driver", parameters).status()).isEqualTo(Status.OK);
        return applied;
    }

    private static Change installs(String name, String version) {
        return new Change("package " + name, "absent", version);
    }

    private static final Change LOADS = new Change("kernel module nvidia", "not loaded", "loaded");

    private String refusal(Map<String, Object> parameters) {
        BlockResult result = host.harness().plan("install_nvidia_driver", parameters);
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.FAILED);
        return result.failure().map(failure -> failure.message() + " | " + failure.hint()).orElse("");
    }

    private static String[] ubuntuBranch(String number, String version, String kernel) {
        return new String[] {
            "nvidia-headless-no-dkms-" + number + " " + version,
            "nvidia-utils-" + number.replace("-open", "") + " " + version + " : smi",
            "nvidia-dkms-" + number + " " + version + " : module " + version + " Dual_MIT/GPL",
            "linux-modules-nvidia-" + number + "-generic " + version,
            "linux-modules-nvidia-" + number + "-" + kernel + " " + version + " : module " + version + " Dual_MIT/GPL Canonical"
        };
    }

    @Test
    void takesTheNewestSignedServerBranchOnUbuntu() throws Exception {
        apt(UBUNTU, "6.8.0-45-generic")
                .card("0000:01:00.0", HOPPER, "")
                .offers("available", ubuntuBranch("570-server-open", "570.158.01", "6.8.0-45-generic"))
                .offers("available", ubuntuBranch("580-server-open", "580.95.05", "6.8.0-45-generic"))
                .offers("available", ubuntuBranch("590-server-open", "590.48.01", "6.8.0-99-generic"))
                .offers("available", ubuntuBranch("595-open", "595.10", "6.8.0-45-generic"));

        BlockResult result = converges(
                Map.of(),
                installs("linux-modules-nvidia-580-server-open-generic", "580"),
                installs("linux-modules-nvidia-580-server-open-6.8.0-45-generic", "580"),
                installs("nvidia-headless-no-dkms-580-server-open", "580"),
                installs("nvidia-utils-580-server", "580"),
                LOADS);

        assertThat(LocalHost.output(result, "driver_version")).isEqualTo("580.95.05");
        assertThat(LocalHost.output(result, "flavour")).isEqualTo("open");
    }

    @Test
    void buildsByDkmsWhereUbuntuHasNoModulesForTheKernel() throws Exception {
        apt(UBUNTU, "6.8.12-custom")
                .card("0000:01:00.0", HOPPER, "")
                .offers("available", ubuntuBranch("580-server-open", "580.95.05", "6.8.0-45-generic"))
                .offers("available", "linux-headers-6.8.12-custom 1 : headers", "linux-headers-custom 1");

        converges(
                Map.of(),
                new Change("headers of kernel 6.8.12-custom", "absent", "present"),
                installs("nvidia-dkms-580-server-open", "580"),
                installs("nvidia-headless-no-dkms-580-server-open", "580"),
                installs("nvidia-utils-580-server", "580"),
                LOADS);
    }

    @Test
    void fetchesUbuntusListsFirstWhereTheyNeverWere() throws Exception {
        apt(UBUNTU, "6.8.0-45-generic")
                .card("0000:01:00.0", HOPPER, "")
                .offers("available", ubuntuBranch("580-server-open", "580.95.05", "6.8.0-45-generic"));
        host.remove("var/lib/apt/lists/here_Packages");

        converges(Map.of(), new Change("NVIDIA driver", "absent", "the newest server branch"), LOADS);

        assertThat(host.installed()).contains("linux-modules-nvidia-580-server-open-generic", "nvidia-utils-580-server");
    }

    @Test
    void enablesDebiansNonFreeComponents() throws Exception {
        apt(DEBIAN, "6.1.0-18-cloud-amd64")
                .card("0000:01:00.0", PASCAL, "")
                .offers("available", "linux-headers-6.1.0-18-cloud-amd64 1 : headers", "linux-headers-cloud-amd64 1")
                .offers(
                        "after-non-free",
                        "nvidia-kernel-dkms 535.247.01-1 : module 535.247.01 NVIDIA",
                        "nvidia-smi 535.247.01-1 : smi",
                        "libcuda1 535.247.01-1");

        converges(
                Map.of(),
                new Change("apt components contrib non-free non-free-firmware", "disabled", "enabled"),
                new Change("headers of kernel 6.1.0-18-cloud-amd64", "absent", "present"),
                installs("nvidia-kernel-dkms", "535"),
                installs("nvidia-smi", "535"),
                installs("libcuda1", "535"),
                LOADS);

        assertThat(host.text("etc/apt/sources.list"))
                .isEqualTo("deb http://mirror.example/debian bookworm main contrib non-free non-free-firmware\n");
    }

    @Test
    void turnsToNvidiaWhereDebiansBranchIsTooOldForTheGpu() throws Exception {
        apt(DEBIAN, "6.1.0-18-amd64")
                .card("0000:01:00.0", BLACKWELL, "")
                .offers("available", "linux-headers-6.1.0-18-amd64 1 : headers", "linux-headers-amd64 1")
                .offers("after-cuda-debian12", "nvidia-open 610.43.02-1 : module 610.43.02 Dual_MIT/GPL : smi");

        converges(
                Map.of(),
                new Change("repository cuda-debian12", "absent", NVIDIA + "/debian12/x86_64"),
                new Change("headers of kernel 6.1.0-18-amd64", "absent", "present"),
                installs("nvidia-open", "present"),
                LOADS);

        assertThat(host.text("etc/apt/sources.list.d/cuda-debian12-x86_64.list"))
                .isEqualTo("deb [signed-by=/usr/share/keyrings/cuda-archive-keyring.gpg] " + NVIDIA + "/debian12/x86_64/ /\n");
        assertThat(host.text("usr/share/keyrings/cuda-archive-keyring.gpg")).isEqualTo("key\n");
        assertThat(host.text("etc/apt/sources.list")).doesNotContain("non-free");
    }

    @Test
    void pinsABranchOfNvidiasAptRepositoryBeforeAnythingElse() throws Exception {
        apt(DEBIAN, "6.1.0-18-amd64")
                .card("0000:01:00.0", HOPPER, "")
                .write("lib/modules/6.1.0-18-amd64/build/Makefile", "")
                .offers(
                        "after-cuda-debian12",
                        "nvidia-driver-pinning-580 580-1",
                        "nvidia-open 580.95.05-1 : module 580.95.05 Dual_MIT/GPL : smi");

        converges(
                Map.of("branch", "580", "repository", "http://mirror.example/cuda/"),
                new Change("repository cuda-debian12", "absent", "http://mirror.example/cuda/debian12/x86_64"),
                installs("nvidia-driver-pinning-580", "580"),
                installs("nvidia-open", "580"),
                LOADS);

        List<String> calls = host.text("host/calls").lines().filter(call -> call.contains(" install -- ")).toList();
        assertThat(calls.get(0)).endsWith("nvidia-driver-pinning-580");
        assertThat(calls.get(1)).endsWith("nvidia-open");
    }

    @Test
    void choosesTheModuleStreamOnRhel9() throws Exception {
        dnf("ID=rocky\nID_LIKE=\"rhel centos fedora\"\nVERSION_ID=\"9.4\"\n", "5.14.0-427.el9.x86_64")
                .card("0000:01:00.0", HOPPER, "")
                .offers("available", "epel-release 9-7", "kernel-devel 5.14.0-427.el9 : headers", "kernel-headers 5.14.0-427.el9")
                .offers("after-cuda-rhel9", "nvidia-open 580.95.05-1.el9 : module 580.95.05 Dual_MIT/GPL : smi");

        converges(
                Map.of("branch", "580"),
                new Change("repository cuda-rhel9", "absent", NVIDIA + "/rhel9/x86_64"),
                new Change("repository epel", "absent", "enabled"),
                new Change("module stream nvidia-driver", "none", "580-open"),
                new Change("headers of kernel 5.14.0-427.el9.x86_64", "absent", "present"),
                installs("nvidia-open", "580"),
                LOADS);
    }

    @Test
    void locksTheBranchWhereThereAreNoModuleStreams() throws Exception {
        dnf("ID=rhel\nVERSION_ID=\"10.0\"\n", "6.12.0-55.el10.x86_64")
                .card("0000:01:00.0", PASCAL, "")
                .write("lib/modules/6.12.0-55.el10.x86_64/build/Makefile", "")
                .write("etc/yum.repos.d/epel.repo", "[epel]\n")
                .offers("available", "python3-dnf-plugin-versionlock 4")
                .offers("after-cuda-rhel10", "cuda-drivers 580.95.05-1 : module 580.95.05 NVIDIA : smi");

        converges(
                Map.of(),
                new Change("repository cuda-rhel10", "absent", NVIDIA + "/rhel10/x86_64"),
                new Change("lock of the driver's packages", "none", "branch 580"),
                installs("cuda-drivers", "580"),
                LOADS);

        assertThat(host.text("host/calls")).contains("versionlock add *nvidia*580*");
    }

    @Test
    void takesAlmaLinuxsOwnSignedModules() throws Exception {
        dnf("ID=almalinux\nID_LIKE=\"rhel centos fedora\"\nVERSION_ID=\"9.6\"\n", "5.14.0-570.el9.x86_64")
                .card("0000:01:00.0", HOPPER, "")
                .write("host/secure-boot", "")
                .offers(
                        "available",
                        "almalinux-release-nvidia-driver 9",
                        "nvidia-open-kmod 580.95.05-1 : module 580.95.05 Dual_MIT/GPL AlmaLinux",
                        "nvidia-driver 580.95.05-1",
                        "nvidia-driver-cuda 580.95.05-1 : smi");

        converges(
                Map.of(),
                installs("almalinux-release-nvidia-driver", "present"),
                installs("nvidia-open-kmod", "present"),
                installs("nvidia-driver", "present"),
                installs("nvidia-driver-cuda", "present"),
                LOADS);
    }

    @Test
    void namesTheHeadersOfAmazonsNewerKernels() throws Exception {
        dnf("ID=amzn\nID_LIKE=fedora\nVERSION_ID=\"2023\"\n", "6.12.22-27.96.amzn2023.x86_64")
                .card("0000:01:00.0", HOPPER, "")
                .offers(
                        "available",
                        "kernel6.12-devel 6.12.22-27.96.amzn2023 : headers",
                        "kernel6.12-modules-extra 6.12.22-27.96.amzn2023")
                .offers("after-cuda-amzn2023", "nvidia-open 580.95.05-1 : module 580.95.05 Dual_MIT/GPL : smi");

        converges(
                Map.of(),
                new Change("repository cuda-amzn2023", "absent", NVIDIA + "/amzn2023/x86_64"),
                new Change("module stream nvidia-driver", "none", "open-dkms"),
                new Change("headers of kernel 6.12.22-27.96.amzn2023.x86_64", "absent", "present"),
                installs("nvidia-open", "present"),
                LOADS);
    }

    @Test
    void takesSusesSignedModuleAndLibrariesOfItsVersion() throws Exception {
        host = StandInDistribution.in(
                folder, "ID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"\nVERSION_ID=\"15.6\"\n", "6.4.0-150600.23-default", "zypper", "rpm");
        host.card("0000:01:00.0", HOPPER, "")
                .offers(
                        "available",
                        "nvidia-open-driver-G06-signed-cuda-kmp-default 580.82.07_k6.4.0_150600.23-1.1 : module 580.82.07 Dual_MIT/GPL SUSE")
                .offers("after-cuda-opensuse15", "nvidia-compute-utils-G06 580.82.07-1 : smi");

        converges(
                Map.of(),
                new Change("repository cuda-opensuse15", "absent", NVIDIA + "/opensuse15/x86_64"),
                installs("nvidia-open-driver-G06-signed-cuda-kmp-default", "present"),
                installs("nvidia-compute-utils-G06", "present"),
                LOADS);

        assertThat(host.text("host/calls")).contains("nvidia-compute-utils-G06=580.82.07");
    }

    @Test
    void lockBranchesOfFedora() throws Exception {
        dnf("ID=fedora\nVERSION_ID=44\n", "6.17.4-300.fc44.x86_64")
                .card("0000:01:00.0", HOPPER, "")
                .offers("available", "kernel-devel 6.17.4-300.fc44 : headers", "kernel-headers 6.17.4", "python3-dnf-plugin-versionlock 4")
                .offers("after-cuda-fedora44", "nvidia-open 610.43.02-1 : module 610.43.02 Dual_MIT/GPL : smi");

        converges(
                Map.of("branch", "610"),
                new Change("repository cuda-fedora44", "absent", NVIDIA + "/fedora44/x86_64"),
                new Change("lock of the driver's packages", "none", "branch 610"),
                new Change("headers of kernel 6.17.4-300.fc44.x86_64", "absent", "present"),
                installs("nvidia-open", "610"),
                LOADS);
    }

    @Test
    void refusesWhatIsNotPublished() throws Exception {
        dnf("ID=rocky\nVERSION_ID=\"9.4\"\nPRETTY_NAME=\"Rocky Linux 9.4\"\n", "5.14.0-427.el9.x86_64")
                .card("0000:01:00.0", HOPPER, "");

        assertThat(refusal(Map.of("source", "distribution"))).startsWith("Rocky Linux 9.4 has no open NVIDIA driver of its own");
        assertThat(refusal(Map.of("flavour", "proprietary", "branch", "620"))).startsWith("there are no proprietary kernel modules");
        assertThat(refusal(Map.of("branch", "latest"))).startsWith("\"latest\" is no branch");
        assertThat(refusal(Map.of("branch", "570", "minimum", "580.1"))).startsWith("no driver of branch 570 is at least 580.1");
        assertThat(refusal(Map.of("branch", "470"))).startsWith("branch 470 is too old for the GPUs of this host (hopper)");
        assertThat(Arrays.asList(host.text("host/calls").split("\n"))).noneMatch(call -> call.contains("install"));
    }
}
