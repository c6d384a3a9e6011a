package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Status;
import org.junit.jupiter.api.Test;

/// Hosts and wishes that a driver's installation refuses, and the reasons it gives, before anything is changed.
class InstallNvidiaDriverRefusalsTest extends UbuntuDriverHost {
    @Test
    void refusesToRebootForNouveauForEver() throws Exception {
        host.card("0000:01:00.0", HOPPER, "nouveau");
        installed("580.95.05", "Canonical");
        host.write("etc/modprobe.d/disable-nouveau.conf", "blacklist nouveau\n");
        assertThat(plan("reboot", "if_needed").changes()).containsExactly(reboots("nouveau holds the GPU"));

        host.ages("etc/modprobe.d/disable-nouveau.conf");

        assertThat(refusal("reboot", "if_needed")).contains("nouveau took the GPU though", "update-initramfs -u");
    }

    @Test
    void knowsWhatSecureBootWouldRefuse() throws Exception {
        host.card("0000:01:00.0", HOPPER, "").write("host/secure-boot", "");
        assertThat(plan().changes()).containsAll(installs("580"));

        host.write("proc/sys/kernel/osrelease", "6.8.12-custom\n");
        assertThat(refusal())
                .contains(
                        "Secure Boot is on, and for this kernel Ubuntu 24.04 has no signed NVIDIA module",
                        "mokutil --import");
        host.write("var/lib/dkms/mok.pub", "").write("host/enrolled", "");
        assertThat(plan().status()).isEqualTo(Status.CHANGED);
        host.remove("host/enrolled");

        host.write("proc/sys/kernel/osrelease", KERNEL + "\n");
        installed("580.95.05", "");
        assertThat(refusal()).contains("the installed NVIDIA module is not signed");
    }

    @Test
    void saysWhyTheKernelRefusesTheModule() throws Exception {
        host.card("0000:01:00.0", HOPPER, "");
        installed("580.95.05", "Canonical");
        host.write("host/refused", "modprobe: ERROR: could not insert 'nvidia': Key was rejected by service\n");

        BlockResult result = run();

        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.failure().orElseThrow().message())
                .contains("the NVIDIA module can't be loaded: Secure Boot keeps the NVIDIA module out");
    }

    @Test
    void refusesHostsWhereADriverIsAnothersBusiness() throws Exception {
        host.card("0000:01:00.0", HOPPER, "vfio-pci");
        assertThat(refusal()).startsWith("the GPU is set aside for virtual machines (vfio-pci)");
    }

    @Test
    void leavesWslToWindows() throws Exception {
        host.write("proc/sys/kernel/osrelease", "5.15.167.4-microsoft-standard-WSL2\n");
        assertThat(plan().status()).isEqualTo(Status.OK);

        host.write("dev/dxg", "");
        assertThat(refusal()).startsWith("this host is WSL2: its NVIDIA driver is that of Windows");
    }

    @Test
    void refusesGpusThatNoDriverServesTogether() throws Exception {
        host.card("0000:01:00.0", PASCAL, "").card("0000:02:00.0", BLACKWELL, "");

        assertThat(refusal()).startsWith("no NVIDIA driver serves all GPUs of this host: pascal blackwell");
        assertThat(refusal("flavour", "open")).startsWith("no NVIDIA driver serves all GPUs");
    }

    @Test
    void takesTheLastBranchThatServesOldGpus() throws Exception {
        host.card("0000:01:00.0", VOLTA, "")
                .offers(
                        "available",
                        "nvidia-headless-no-dkms-580-server 580.95.05",
                        "linux-modules-nvidia-580-server-" + KERNEL + " 580.95.05 : module 580.95.05 NVIDIA Canonical",
                        "linux-modules-nvidia-580-server-generic 580.95.05");

        assertThat(refusal("flavour", "open"))
                .startsWith("the open kernel modules don't serve the GPUs of this host (volta)");
        assertThat(refusal("branch", "590")).startsWith("branch 590 is too new");
        BlockResult result = run();
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.CHANGED);
        assertThat(output(result, "flavour")).isEqualTo("proprietary");
    }
}
