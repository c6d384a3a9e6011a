package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Status;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Which packages of which source make a driver on distributions with dnf or zypper: planned, installed and looked
/// at again on stand-ins.
class InstallNvidiaDriverRpmTest extends DriverHost {
    @Test
    void choosesTheModuleStreamOnRhel9() throws Exception {
        dnf("ID=rocky\nID_LIKE=\"rhel centos fedora\"\nVERSION_ID=\"9.4\"\n", "5.14.0-427.el9.x86_64")
                .card("0000:01:00.0", HOPPER, "")
                .offers(
                        "available",
                        "epel-release 9-7",
                        "kernel-devel 5.14.0-427.el9 : headers",
                        "kernel-headers 5.14.0-427.el9")
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
    void bringsAnInstalledDriverToAnotherStream() throws Exception {
        String kernel = "5.14.0-427.el9.x86_64";
        dnf("ID=rocky\nID_LIKE=\"rhel centos fedora\"\nVERSION_ID=\"9.4\"\n", kernel)
                .card("0000:01:00.0", HOPPER, "nvidia")
                .write("lib/modules/" + kernel + "/build/Makefile", "")
                .write("etc/yum.repos.d/epel.repo", "[epel]\n")
                .write("etc/yum.repos.d/cuda-rhel9.repo", "[cuda]\nbaseurl=" + NVIDIA + "/rhel9/x86_64\n")
                .write("etc/dnf/modules.d/nvidia-driver.module", "[nvidia-driver]\nstream=570-open\nstate=enabled\n")
                .write("host/module", "570.158.01 Dual_MIT/GPL\n")
                .write(
                        "proc/driver/nvidia/version",
                        "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.158.01  R\n")
                .offers("installed", "nvidia-open 570.158.01-1.el9 install", "nvidia-driver 570.158.01-1.el9 install")
                .offers(
                        "available",
                        "python3-dnf-plugin-versionlock 4",
                        "nvidia-open 580.95.05-1.el9 : module 580.95.05 Dual_MIT/GPL");
        host.program("nvidia-smi");

        Object[] wish = {"branch", "580", "hold", true, "reboot", "if_needed"};
        assertThat(plan(wish).changes())
                .containsExactly(
                        new Change("module stream nvidia-driver", "570-open", "580-open"),
                        new Change("package nvidia-open", "570.158.01-1.el9", "580"),
                        new Change("hold of the driver's packages", "none", "all"),
                        reboots("the kernel module 570.158.01 is loaded"));
        assertThat(run(wish).status()).isEqualTo(Status.REBOOT);
        assertThat(host.text("host/calls"))
                .contains(
                        "module switch-to nvidia-driver:580-open --allowerasing",
                        "distro-sync --allowerasing nvidia-open");
        assertThat(host.text("etc/dnf/plugins/versionlock.list"))
                .contains("nvidia-open-3:580.95.05-1.el9", "nvidia-driver-3:");
        host.reboots();
        assertThat(run(wish).status()).isEqualTo(Status.OK);
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
                folder,
                "ID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"\nVERSION_ID=\"15.6\"\n",
                "6.4.0-150600.23-default",
                "zypper",
                "rpm");
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
    void locksTheBranchOnFedora() throws Exception {
        dnf("ID=fedora\nVERSION_ID=44\n", "6.17.4-300.fc44.x86_64")
                .card("0000:01:00.0", HOPPER, "")
                .offers(
                        "available",
                        "kernel-devel 6.17.4-300.fc44 : headers",
                        "kernel-headers 6.17.4",
                        "python3-dnf-plugin-versionlock 4")
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

        assertThat(refusal("source", "distribution"))
                .startsWith("Rocky Linux 9.4 has no open NVIDIA driver of its own");
        assertThat(refusal("flavour", "proprietary", "branch", "620"))
                .startsWith("there are no proprietary kernel modules");
        assertThat(refusal("branch", "latest")).startsWith("\"latest\" is no branch");
        assertThat(refusal("branch", "570", "minimum", "580.1"))
                .startsWith("no driver of branch 570 is at least 580.1");
        assertThat(refusal("branch", "470")).startsWith("branch 470 is too old for the GPUs of this host (hopper)");
        assertThat(Arrays.asList(host.text("host/calls").split("\n"))).noneMatch(call -> call.contains("install"));
    }
}
