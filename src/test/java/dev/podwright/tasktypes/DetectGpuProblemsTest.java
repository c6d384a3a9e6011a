package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// Each text and exit status that NVIDIA's tool and the kernel are known for, said by stand-ins, and what `detect_gpu`
/// makes of it. (Not by busybox, whose own modinfo and dmesg would come before the stand-ins.)
@ParameterizedClass
@ValueSource(strings = {"dash", "bash --posix"})
class DetectGpuProblemsTest extends GpuHost {
    private static final String KERNEL = "6.8.0-45-generic";
    private static final String COULD_NOT_COMMUNICATE =
            "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is"
                    + " installed and running.";

    DetectGpuProblemsTest(String shellCommand) {
        super(shellCommand);
    }

    @BeforeEach
    void aHostWithoutWords() throws IOException {
        standIn("dmesg", "");
        program("modinfo", "exit 1");
        program("mokutil", "echo 'SecureBoot disabled'");
        proc("sys/kernel/osrelease", KERNEL + "\n");
    }

    private void aGpuWithItsModule() throws IOException {
        standInNvidiaSmi();
        card("0000:01:00.0", "0x030200", "nvidia");
        proc("driver/nvidia/version", OPEN_MODULE);
    }

    private void installed(String version, String signer) {
        standIn(
                "modinfo",
                "filename:       /lib/modules/" + KERNEL + "/updates/dkms/nvidia.ko\nversion:        " + version
                        + "\nlicense:        NVIDIA\n" + (signer.isEmpty() ? "" : "signer:         " + signer + "\n"));
    }

    private void says(String problem, String remedy) {
        BlockResult result = detect();
        assertThat(output(result, "problem")).contains(problem);
        assertThat(output(result, "remedy")).contains(remedy);
    }

    @Test
    void wordsWhatNvidiaSmiComplainsOf() throws Exception {
        aGpuWithItsModule();

        nvidiaSmiFails(18, "Failed to initialize NVML: Driver/library version mismatch\nNVML library version: 580.173");
        says(
                "upgraded while the old kernel module 580.159.04 is loaded (the libraries are 580.173)",
                "reboot the host");
        nvidiaSmiFails(6, "No devices were found");
        says("the NVIDIA driver is loaded, but takes no GPU", "look at dmesg");
        nvidiaSmiFails(4, "Failed to initialize NVML: Insufficient Permissions");
        says("may not be used by this user", "SELinux");
        nvidiaSmiFails(255, "Failed to initialize NVML: Unknown Error");
        says("device cgroup was lost", "recreate the container; CDI");
        nvidiaSmiFails(9, COULD_NOT_COMMUNICATE);
        says("nvidia-smi does not reach the NVIDIA driver, though its kernel module is loaded", "dmesg");
        nvidiaSmiFails(255, "Unable to determine the device handle for GPU 0000:01:00.0: Unknown Error");
        says("fallen off the bus", "reboot");
        nvidiaSmiFails(
                15,
                "Unable to determine the device handle for GPU 0000:01:00.0: GPU is lost.  Reboot the system to recover this GPU");
        says("fallen off the bus", "reboot");
        nvidiaSmiFails(
                12,
                "NVIDIA-SMI couldn't find libnvidia-ml.so library in your system. Please make sure that the NVIDIA Display Driver is"
                        + " properly installed and present in your system.");
        says("the NVML library is missing", "same driver version");
        nvidiaSmiFails(0, "something that is no table");
        says("nvidia-smi found no GPU (exit status 0): something that is no table", "NVRM");
    }

    @Test
    void knowsEveryExitStatus() throws Exception {
        aGpuWithItsModule();
        Object[][] known = {
            {3, "nvidia-smi found no GPU (exit status 3)"},
            {4, "may not be used by this user"},
            {6, "takes no GPU"},
            {8, "lacks its external power"},
            {9, "does not reach the NVIDIA driver"},
            {10, "interrupt problem"},
            {12, "NVML library is missing"},
            {13, "NVML library is older than nvidia-smi"},
            {14, "infoROM is corrupt"},
            {15, "fallen off the bus"},
            {17, "keeps the GPU from this process"},
            {18, "upgraded while the old kernel module"},
            {28, "takes no GPU"},
            {124, "does not answer within 30 s"},
            {127, "nvidia-smi does not start"},
            {255, "nvidia-smi found no GPU (exit status 255)"}
        };
        for (Object[] row : known) {
            nvidiaSmiFails((int) row[0], "");
            assertThat(problem()).as("exit status " + row[0]).contains((String) row[1]);
        }
    }

    @Test
    void looksIntoTheKernelsLogForTheReason() throws Exception {
        aGpuWithItsModule();
        nvidiaSmiFails(6, "No devices were found");

        standIn(
                "dmesg",
                "[    9.1] NVRM: GPU 0000:01:00.0: RmInitAdapter failed!\n[    9.0] NVRM: Cannot initialize GSP firmware RM\n");
        says("firmware (GSP) does not start", "firmware of the same driver version");
        standIn("dmesg", """
                [    5.1] NVRM: The NVIDIA GPU 0000:01:00.0 (PCI ID: 10de:1b80)
                          NVRM: installed in this system is not supported by open
                          NVRM: nvidia.ko because it does not include the required GPU
                          NVRM: System Processor (GSP).
                """);
        says("older than Turing", "flavour: proprietary");
        standIn("dmesg", """
                [    5.1] NVRM: The NVIDIA GPU 0000:01:00.0 (PCI ID: 10de:2901)
                          NVRM: installed in this system requires use of the NVIDIA open kernel modules.
                """);
        says("the proprietary NVIDIA module does not serve this GPU", "flavour: open");
        standIn(
                "dmesg",
                "[    5.1] NVRM: The NVIDIA probe routine was not called for 1 device(s).\n[    5.1] NVRM: No NVIDIA devices probed.\n");
        says("another driver holds the GPU", "reboot");
        standIn("dmesg", "[  999.1] NVRM: Xid (PCI:0000:01:00): 79, pid=1, GPU has fallen off the bus.\n");
        says("fallen off the bus", "power, cooling and seating");
        nvidiaSmiFails(9, COULD_NOT_COMMUNICATE);
        standIn("dmesg", "[   77.0] NVRM: API mismatch: the client has the version 580.173, but\n");
        says("upgraded while the old kernel module", "reboot the host");
    }

    @Test
    void tellsWhyNoModuleIsLoaded() throws Exception {
        card("0000:01:00.0", "0x030200", "");
        says("no NVIDIA driver is installed", "install_nvidia_driver");

        write("modules/6.8.0-40-generic/updates/dkms/nvidia.ko.zst", "");
        says("installed for an older kernel (6.8.0-40-generic), and not for " + KERNEL, "headers of " + KERNEL);
        write("modules/6.8.0-100-generic/kernel/nvidia-580srv-open/nvidia.ko", "");
        says("installed for the kernel 6.8.0-100-generic, but " + KERNEL + " runs", "reboot into that kernel");
        assertThat(output(detect(), "reboot_needed")).isEqualTo("true");

        installed("580.95.05", "Canonical Ltd. Kernel Module Signing");
        says("the NVIDIA driver 580.95.05 is installed, but its kernel module is not loaded", "modprobe nvidia");

        standIn("dmesg", "[    4.2] nvidia: disagrees about version of symbol module_layout\n");
        says("built for another kernel than " + KERNEL, "dkms autoinstall");
    }

    @Test
    void missesTheModuleOfToolsThatAreThere() throws Exception {
        standInNvidiaSmi();
        nvidiaSmiFails(9, COULD_NOT_COMMUNICATE);
        card("0000:01:00.0", "0x030200", "");

        says("the tools of the NVIDIA driver are installed, but no kernel module", "dkms status");
    }

    @Test
    void knowsSecureBootByTheFirmwareByMokutilAndByTheLog() throws Exception {
        card("0000:01:00.0", "0x030200", "");
        installed("580.95.05", "");
        says("is not loaded", "modprobe");

        program("mokutil", "echo 'SecureBoot enabled'");
        says("Secure Boot keeps the NVIDIA module out", "mokutil --import");

        // The firmware's own word comes first: four bytes of attributes and the value.
        String variable = "sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c";
        write(variable, "");
        Files.write(at(variable), new byte[] {6, 0, 0, 0, 0});
        says("is not loaded", "modprobe");
        Files.write(at(variable), new byte[] {6, 0, 0, 0, 1});
        says("Secure Boot keeps the NVIDIA module out", "mokutil --import");
        installed("580.95.05", "Canonical Ltd. Kernel Module Signing");
        says("is not loaded", "modprobe");

        Files.delete(at(variable));
        standIn(
                "dmesg",
                "[    4.2] Loading of module with unavailable key is rejected\n[    4.3] Loading of unsigned module is rejected\n");
        says("Secure Boot keeps the NVIDIA module out", "signed module");
    }

    @Test
    void seesWhatElseHoldsTheCards() throws Exception {
        card("0000:01:00.0", "0x030200", "vfio-pci");
        says("set aside for virtual machines (vfio-pci)", "inside the virtual machine");
        assertThat(output(detect(), "count")).isEqualTo("1");
    }

    @Test
    void saysThatNouveauStaysTillTheNextBoot() throws Exception {
        card("0000:01:00.0", "0x030000", "nouveau");
        says("the nouveau driver holds the GPU", "install_nvidia_driver");
        assertThat(output(detect(), "reboot_needed")).isEqualTo("false");

        installed("580.95.05", "");
        says("holds the GPU, though the NVIDIA driver 580.95.05 is installed", "reboot");
        assertThat(output(detect(), "reboot_needed")).isEqualTo("true");
    }

    @Test
    void isSilentAboutAToolWithoutAGpu() throws Exception {
        standInNvidiaSmi();
        nvidiaSmiFails(9, COULD_NOT_COMMUNICATE);

        BlockResult result = detect();

        assertThat(output(result, "count")).isEqualTo("0");
        assertThat(output(result, "problem")).isEmpty();
    }

    @Test
    void sendsUsersOfWslToWindows() throws Exception {
        proc("sys/kernel/osrelease", "5.15.167.4-microsoft-standard-WSL2\n");
        assertThat(problem()).isEmpty();

        standInNvidiaSmi();
        nvidiaSmiFails(9, COULD_NOT_COMMUNICATE);
        says("WSL", "wsl --update");
    }

    @Test
    void reportsGpusThatWorkThoughNotAllTheWay() throws Exception {
        aGpuWithItsModule();
        assertThat(problem()).isEmpty();

        Files.writeString(programs.resolve("status"), "14\n");
        says("infoROM is corrupt", "serviced");
        assertThat(output(detect(), "has_driver")).isEqualTo("true");
        Files.delete(programs.resolve("status"));

        installed("580.173", "");
        says("the NVIDIA driver 580.173 is installed, but 580.159.04 still runs", "reboot the host");
        installed("580.159.04", "");
        assertThat(problem()).isEmpty();

        card("0000:05:00.0", "0x068000", "");
        says("NVSwitch, but Fabric Manager does not run", "nvidia-fabricmanager of version 580.159.04");
        proc("4711/comm", "nv-fabricmanage\n");
        assertThat(problem()).isEmpty();

        card("0000:02:00.0", "0x030200", "vfio-pci");
        assertThat(problem()).isEmpty();
        card("0000:03:00.0", "0x030200", "nvidia");
        says("the driver has 1 of the 2 GPUs that the kernel sees", "Xid");
    }

    @Test
    void missesInstancesOfAGpuInMigMode() throws Exception {
        aGpuWithItsModule();
        Files.writeString(
                programs.resolve("query-noheader.csv"),
                Files.readString(programs.resolve("query-noheader.csv")).replace("Disabled", "Enabled"));
        standIn("nvidia-smi-list", "GPU 0: NVIDIA H100 80GB HBM3 (UUID: GPU-b05d4238-8fdb-eca2-b5be-1a1f1fdc868e)\n");

        says("GPU 0 is in MIG mode, but has no instances", "nvidia-smi mig -i 0 -cgi");
        assertThat(output(detect(), "has_driver")).isEqualTo("true");
    }

    @Test
    void saysWhichDriverIsInstalledThoughNotLoaded() throws Exception {
        card("0000:01:00.0", "0x030200", "");
        standIn(
                "modinfo",
                "filename: /lib/modules/x/nvidia.ko\nversion:        580.95.05\nlicense:        Dual MIT/GPL\n");

        BlockResult result = detect();

        assertThat(output(result, "driver_version")).isEmpty();
        assertThat(output(result, "installed_version")).isEqualTo("580.95.05");
    }
}
