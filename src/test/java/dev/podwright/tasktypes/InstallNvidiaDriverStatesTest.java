package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a driver's installation makes of the state that a host is in: working drivers and half installed ones, nouveau,
/// reboots, holds, Fabric Manager. What it refuses: [InstallNvidiaDriverRefusalsTest].
class InstallNvidiaDriverStatesTest extends UbuntuDriverHost {
    private static final Change BLOCKS = new Change("nouveau", "may load", "kept from loading");

    @Test
    void hasNothingToDoWithoutAGpu() throws Exception {
        assertThat(plan().status()).isEqualTo(Status.OK);
    }

    @Test
    void leavesADriverAloneThatWorks() throws Exception {
        host.card("0000:01:00.0", HOPPER, "nvidia");
        installed("580.95.05", "Canonical");
        loaded("580.95.05");

        assertThat(plan("minimum", "570", "branch", "580", "flavour", "open").changes())
                .isEmpty();
        BlockResult result = run();
        assertThat(result.status()).isEqualTo(Status.OK);
        assertThat(output(result, "branch")).isEqualTo("580");
        assertThat(output(result, "generations")).isEqualTo("hopper");
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
                .containsExactlyElementsOf(List.of(
                        installs("580").get(0),
                        installs("580").get(1),
                        installs("580").get(2),
                        installs("580").get(3),
                        BLOCKS,
                        reboots("nouveau holds the GPU")));

        BlockResult result = run("reboot", "if_needed");
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.REBOOT);
        assertThat(host.text("etc/modprobe.d/disable-nouveau.conf"))
                .contains("blacklist nouveau", "options nouveau modeset=0");
        assertThat(host.text("host/calls")).contains("update-initramfs -u").doesNotContain("modprobe nvidia\n");

        host.reboots();
        BlockResult again = run("reboot", "if_needed");
        assertThat(again.status()).as(again.toString()).isEqualTo(Status.OK);
        assertThat(output(again, "driver_version")).isEqualTo("580.95.05");
    }

    @Test
    void warnsOfARebootThatItMayNotMake() throws Exception {
        host.card("0000:01:00.0", HOPPER, "nouveau");

        BlockResult result = run();

        assertThat(result.status()).as(result.toString()).isEqualTo(Status.CHANGED);
        assertThat(result.warnings()).contains("the GPU can be used only after a reboot: nouveau holds the GPU");
        BlockResult again = run();
        assertThat(again.status()).isEqualTo(Status.OK);
        assertThat(output(again, "reboot_needed")).isEqualTo("true");
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
        BlockResult upgraded = run("branch", "590");
        assertThat(upgraded.failure()).as(upgraded.toString()).isEmpty();
        assertThat(host.text("host/installed").lines())
                .anyMatch(line -> line.equals("nvidia-utils-590-server 590.48.01 hold"));

        BlockResult released = run("hold", false, "branch", "590");
        assertThat(released.changes()).contains(new Change("hold of the driver's packages", "all", "none"));
        assertThat(host.text("host/installed").lines()).allMatch(line -> line.endsWith(" install"));
    }

    @Test
    void rebootsIntoTheKernelThatTheModuleIsFor() throws Exception {
        host.card("0000:01:00.0", HOPPER, "");
        for (String name : PACKAGES) {
            host.offers("installed", name + " 580.95.05 install");
        }
        host.program("nvidia-smi");

        assertThat(refusal()).contains("but no module for the kernel that runs (" + KERNEL + ")");
        host.write("lib/modules/6.8.0-50-generic/kernel/nvidia-580srv-open/nvidia.ko", "");
        BlockResult planned = plan("reboot", "if_needed");
        assertThat(planned.changes())
                .containsExactly(reboots("the module is installed for 6.8.0-50-generic, and " + KERNEL + " runs"));
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
        assertThat(failed.changes())
                .containsExactly(new Change("kernel module nvidia for " + kernel, "not built", "built"), LOADS);
        assertThat(failed.failure().orElseThrow().message())
                .contains(
                        "there is no module for the running kernel " + kernel,
                        "dkms: nvidia/580.95.05, 6.8.0-45-generic");

        host.write("host/built", "580.95.05 Dual_MIT/GPL\n");
        assertThat(run().status()).isEqualTo(Status.CHANGED);
        assertThat(run().status()).isEqualTo(Status.OK);
    }

    @Test
    void startsFabricManagerWhereGpusAreJoinedByNvSwitch() throws Exception {
        host.card("0000:01:00.0", HOPPER, "nvidia").pci("0000:05:00.0", "22a3", "0x068000", "");
        installed("580.95.05", "Canonical");
        loaded("580.95.05");

        host.program("systemctl");
        host.write("run/systemd/system/here", "").offers("available", "nvidia-fabricmanager-580 580.95.05");

        assertThat(plan("fabric_manager", "never").changes()).isEmpty();
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
