package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Status;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a driver's installation makes of the state that a host is in, on a stand-in Ubuntu: working drivers and half
/// installed ones, nouveau, Secure Boot, reboots, holds, and what it refuses.
@Timeout(60)
class InstallNvidiaDriverStatesTest {
    private static final String KERNEL = "6.8.0-45-generic";
    private static final String HOPPER = "2330";
    private static final Change LOADS = new Change("kernel module nvidia", "not loaded", "loaded");
    private static final Change BLOCKS = new Change("nouveau", "may load", "kept from loading");
    private static final List<String> PACKAGES = List.of(
            "linux-modules-nvidia-580-server-open-generic",
            "linux-modules-nvidia-580-server-open-" + KERNEL,
            "nvidia-headless-no-dkms-580-server-open",
            "nvidia-utils-580-server");

    @TempDir
    Path folder;

    private StandInDistribution host;

    @BeforeEach
    void ubuntu() throws Exception {
        host = StandInDistribution.in(
                folder,
                "ID=ubuntu\nID_LIKE=debian\nVERSION_ID=\"24.04\"\nPRETTY_NAME=\"Ubuntu 24.04\"\n",
                KERNEL,
                "apt-get",
                "apt-cache",
                "apt-mark",
                "dpkg-query");
        host.write("var/lib/apt/lists/here_Packages", "");
        offer("580", "580.95.05");
    }

    @AfterEach
    void close() {
        host.close();
    }

    private void offer(String branch, String version) throws Exception {
        host.offers(
                "available",
                "nvidia-headless-no-dkms-" + branch + "-server-open " + version,
                "nvidia-utils-" + branch + "-server " + version + " : smi",
                "nvidia-dkms-" + branch + "-server-open " + version + " : module " + version + " Dual_MIT/GPL",
                "linux-modules-nvidia-" + branch + "-server-open-generic " + version,
                "linux-modules-nvidia-" + branch + "-server-open-" + KERNEL + " " + version + " : module " + version
                        + " Dual_MIT/GPL Canonical");
    }

    /// As the driver's packages leave it; whether it is loaded is another matter.
    private void installed(String version, String signer) throws Exception {
        host.write("host/module", version + " Dual_MIT/GPL " + signer + "\n");
        for (String name : PACKAGES) {
            host.offers("installed", name.replace("580", version.substring(0, 3)) + " " + version + " install");
        }
        host.program("nvidia-smi");
    }

    private void loaded(String version) throws Exception {
        host.write(
                "proc/driver/nvidia/version",
                "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  " + version + "  Release Build\n");
    }

    private BlockResult plan(Object... parameters) {
        return host.harness().plan("install_nvidia_driver", map(parameters));
    }

    private BlockResult run(Object... parameters) {
        return host.harness().run("install_nvidia_driver", map(parameters));
    }

    private static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    private String refusal(Object... parameters) {
        BlockResult result = plan(parameters);
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.FAILED);
        return result.failure().map(failure -> failure.message() + " | " + failure.hint()).orElse("");
    }

    private static List<Change> installs(String branch) {
        return PACKAGES.stream()
                .map(name -> new Change("package " + name.replace("580", branch), "absent", branch))
                .toList();
    }

    private static Change reboots(String why) {
        return new Change("reboot", why, "rebooted");
    }

    @Test
    void hasNothingToDoWithoutAGpu() {
        assertThat(plan().status()).isEqualTo(Status.OK);
    }

    @Test
    void leavesADriverAloneThatWorks() throws Exception {
        host.card("0000:01:00.0", HOPPER, "nvidia");
        installed("580.95.05", "Canonical");
        loaded("580.95.05");

        assertThat(plan("minimum", "570", "branch", "580", "flavour", "open").changes()).isEmpty();
        BlockResult result = run();
        assertThat(result.status()).isEqualTo(Status.OK);
        assertThat(LocalHost.output(result, "branch")).isEqualTo("580");
        assertThat(LocalHost.output(result, "generations")).isEqualTo("hopper");
        // Also one from NVIDIA's own installer.
        host.write("usr/bin/nvidia-uninstall", "").write("var/log/nvidia-installer.log", "");
        assertThat(plan().status()).isEqualTo(Status.OK);
        assertThat(refusal("branch", "590")).contains("installed by NVIDIA's .run file");
        assertThat(host.text("host/calls")).doesNotContain("apt-get");
    }

    @Test
    void onlyLoadsAModuleThatIsInstalled() throws Exception {
        host.card("0000:01:00.0", HOPPER, "");
        installed("580.95.05", "Canonical");

        BlockResult result = run();

        assertThat(result.changes()).containsExactly(LOADS);
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.CHANGED);
        assertThat(host.text("host/calls")).doesNotContain("apt-get").contains("modprobe nvidia-uvm");
    }

    @Test
    void keepsNouveauFromLoadingAndReboots() throws Exception {
        host.card("0000:01:00.0", HOPPER, "nouveau");

        BlockResult planned = plan("reboot", "if_needed");
        assertThat(planned.changes())
                .containsExactlyElementsOf(
                        List.of(installs("580").get(0), installs("580").get(1), installs("580").get(2), installs("580").get(3), BLOCKS, reboots("nouveau holds the GPU")));

        BlockResult result = run("reboot", "if_needed");
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.REBOOT);
        assertThat(host.text("etc/modprobe.d/disable-nouveau.conf")).contains("blacklist nouveau", "options nouveau modeset=0");
        assertThat(host.text("host/calls")).contains("update-initramfs -u").doesNotContain("modprobe nvidia\n");

        host.reboots();
        BlockResult again = run("reboot", "if_needed");
        assertThat(again.status()).as(again.toString()).isEqualTo(Status.OK);
        assertThat(LocalHost.output(again, "driver_version")).isEqualTo("580.95.05");
    }

    @Test
    void warnsOfARebootThatItMayNotMake() throws Exception {
        host.card("0000:01:00.0", HOPPER, "nouveau");

        BlockResult result = run();

        assertThat(result.status()).as(result.toString()).isEqualTo(Status.CHANGED);
        assertThat(result.warnings()).contains("the GPU can be used only after a reboot: nouveau holds the GPU");
        BlockResult again = run();
        assertThat(again.status()).isEqualTo(Status.OK);
        assertThat(LocalHost.output(again, "reboot_needed")).isEqualTo("true");
    }

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
    void rebootsForAModuleThatIsOlderThanItsLibraries() throws Exception {
        host.card("0000:01:00.0", HOPPER, "nvidia");
        installed("580.95.05", "Canonical");
        loaded("580.65.06");

        BlockResult result = run("reboot", "if_needed");

        assertThat(result.changes()).containsExactly(reboots("the kernel module 580.65.06 is loaded"));
        assertThat(result.status()).isEqualTo(Status.REBOOT);
        host.reboots();
        assertThat(run("reboot", "if_needed").status()).isEqualTo(Status.OK);
        assertThat(host.text("host/calls")).doesNotContain("apt-get");
    }

    @Test
    void replacesABranchByTheOneAskedFor() throws Exception {
        host.card("0000:01:00.0", HOPPER, "nvidia");
        offer("570", "570.158.01");
        installed("570.158.01", "Canonical");
        loaded("570.158.01");

        BlockResult planned = plan("branch", "580", "reboot", "if_needed");

        assertThat(planned.changes().subList(0, 4)).isEqualTo(installs("580"));
        assertThat(planned.changes().subList(4, planned.changes().size()))
                .containsExactly(reboots("the kernel module 570.158.01 is loaded"));
        assertThat(plan("minimum", "580").changes()).containsAll(installs("580"));
        assertThat(run("branch", "580", "reboot", "if_needed").status()).isEqualTo(Status.REBOOT);
        host.reboots();
        assertThat(run("branch", "580", "reboot", "if_needed").status()).isEqualTo(Status.OK);
    }

    @Test
    void holdsAllPackagesOfTheDriverAndReleasesThem() throws Exception {
        host.card("0000:01:00.0", HOPPER, "");

        BlockResult result = run("hold", true);
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.CHANGED);
        assertThat(result.changes()).contains(new Change("hold of the driver's packages", "none", "all"));
        assertThat(host.text("host/installed").lines()).hasSize(4).allMatch(line -> line.endsWith(" hold"));
        assertThat(run("hold", true).status()).isEqualTo(Status.OK);
        assertThat(run().status()).isEqualTo(Status.OK);

        // Its own upgrades pass a hold.
        offer("590", "590.48.01");
        BlockResult upgraded = run("hold", true, "branch", "590");
        assertThat(upgraded.failure()).as(upgraded.toString()).isEmpty();
        assertThat(host.text("host/installed").lines()).anyMatch(line -> line.equals("nvidia-utils-590-server 590.48.01 hold"));

        BlockResult released = run("hold", false, "branch", "590");
        assertThat(released.changes()).contains(new Change("hold of the driver's packages", "all", "none"));
        assertThat(host.text("host/installed").lines()).allMatch(line -> line.endsWith(" install"));
    }

    @Test
    void knowsWhatSecureBootWouldRefuse() throws Exception {
        host.card("0000:01:00.0", HOPPER, "").write("host/secure-boot", "");
        assertThat(plan().changes()).containsAll(installs("580"));

        host.write("proc/sys/kernel/osrelease", "6.8.12-custom\n");
        assertThat(refusal()).contains("Secure Boot is on, and for this kernel Ubuntu 24.04 has no signed NVIDIA module", "mokutil --import");
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
    void rebootsIntoTheKernelThatTheModuleIsFor() throws Exception {
        host.card("0000:01:00.0", HOPPER, "");
        for (String name : PACKAGES) {
            host.offers("installed", name + " 580.95.05 install");
        }
        host.program("nvidia-smi");

        assertThat(refusal()).contains("no kernel module is");
        host.write("lib/modules/6.8.0-50-generic/kernel/nvidia-580srv-open/nvidia.ko", "");
        BlockResult planned = plan("reboot", "if_needed");
        assertThat(planned.changes()).containsExactly(reboots("the module is installed for 6.8.0-50-generic, and " + KERNEL + " runs"));
    }

    @Test
    void buildsTheModuleThatDkmsHasNotBuiltForThisKernel() throws Exception {
        String kernel = "6.8.12-custom";
        host.write("proc/sys/kernel/osrelease", kernel + "\n")
                .card("0000:01:00.0", HOPPER, "")
                .write("lib/modules/" + kernel + "/build/Makefile", "");
        for (String name : List.of("nvidia-dkms-580-server-open", PACKAGES.get(2), PACKAGES.get(3))) {
            host.offers("installed", name + " 580.95.05 install");
        }
        host.program("nvidia-smi");
        host.write("host/dkms", "nvidia/580.95.05, 6.8.0-45-generic, x86_64: installed\n");

        BlockResult failed = run();
        assertThat(failed.changes()).containsExactly(new Change("kernel module nvidia for " + kernel, "not built", "built"), LOADS);
        assertThat(failed.failure().orElseThrow().message())
                .contains("there is no module for the running kernel " + kernel, "dkms: nvidia/580.95.05, 6.8.0-45-generic");

        host.write("host/built", "580.95.05 Dual_MIT/GPL\n");
        assertThat(run().status()).isEqualTo(Status.CHANGED);
        assertThat(run().status()).isEqualTo(Status.OK);
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
        host.card("0000:01:00.0", "1b80", "").card("0000:02:00.0", "2901", "");

        assertThat(refusal()).startsWith("no NVIDIA driver serves all GPUs of this host: pascal blackwell");
        assertThat(refusal("flavour", "open")).startsWith("no NVIDIA driver serves all GPUs");
    }

    @Test
    void takesTheLastBranchThatServesOldGpus() throws Exception {
        host.card("0000:01:00.0", "1db6", "")
                .offers(
                        "available",
                        "nvidia-headless-no-dkms-580-server 580.95.05",
                        "linux-modules-nvidia-580-server-" + KERNEL + " 580.95.05 : module 580.95.05 NVIDIA Canonical",
                        "linux-modules-nvidia-580-server-generic 580.95.05");

        assertThat(refusal("flavour", "open")).startsWith("the open kernel modules don't serve the GPUs of this host (volta)");
        assertThat(refusal("branch", "590")).startsWith("branch 590 is too new");
        BlockResult result = run();
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.CHANGED);
        assertThat(LocalHost.output(result, "flavour")).isEqualTo("proprietary");
    }

    @Test
    void startsFabricManagerWhereGpusAreJoinedByNvSwitch() throws Exception {
        host.card("0000:01:00.0", HOPPER, "nvidia").pci("0000:05:00.0", "22a3", "0x068000", "");
        installed("580.95.05", "Canonical");
        loaded("580.95.05");

        host.program("systemctl");
        host.write("run/systemd/system/here", "").offers("available", "nvidia-fabricmanager-580 580.95.05");

        assertThat(plan("fabric_manager", "false").changes()).isEmpty();
        BlockResult result = run();

        assertThat(result.status()).as(result.toString()).isEqualTo(Status.CHANGED);
        assertThat(result.changes())
                .containsExactly(
                        new Change("package nvidia-fabricmanager-580", "absent", "present"),
                        new Change("service nvidia-fabricmanager at boot", "disabled", "enabled"),
                        new Change("service nvidia-fabricmanager", "stopped", "running"));
        assertThat(run().status()).isEqualTo(Status.OK);
    }
}
