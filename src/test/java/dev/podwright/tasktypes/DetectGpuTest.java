package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

/// With the real output of an H100's nvidia-smi, replayed by a stand-in, and with device trees made for the test.
class DetectGpuTest extends EveryShell {
    private static final Path FIXTURES = Path.of("src/test/resources/nvidia-smi");
    private static final String OPEN_MODULE =
            "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.159.04  Release Build\n";

    DetectGpuTest(String shellCommand) {
        super(shellCommand);
    }

    private void install(String... files) throws IOException {
        for (String file : files) {
            Files.copy(FIXTURES.resolve(file), programs.resolve(file));
        }
        Files.setPosixFilePermissions(programs.resolve("nvidia-smi"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void installNvidiaSmi() throws IOException {
        install("nvidia-smi", "query-noheader.csv", "smi.txt", "bad.txt");
    }

    private void card(String slot, String pciClass, String driver) throws IOException {
        Path device = Files.createDirectories(at("sys/bus/pci/devices/" + slot));
        Files.writeString(device.resolve("vendor"), "0x10de\n");
        Files.writeString(device.resolve("class"), pciClass + "\n");
        Files.writeString(device.resolve("device"), "0x2330\n");
        if (!driver.isEmpty()) {
            Path holder = Files.createDirectories(at("sys/bus/pci/drivers/" + driver));
            Files.createSymbolicLink(device.resolve("driver"), holder);
            Files.createSymbolicLink(holder.resolve(slot), device);
        }
    }

    private void proc(String name, String text) throws IOException {
        Path file = at("proc/" + name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private BlockResult detect() {
        BlockResult result = run(
                "detect_gpu",
                parameters(
                        "sysfs",
                        at("sys").toString(),
                        "procfs",
                        at("proc").toString(),
                        "modules",
                        at("modules").toString()));
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.OK);
        return result;
    }

    @Test
    void findsNothingOnAHostWithoutGpu() {
        BlockResult result = detect();

        assertThat(output(result, "count")).isEqualTo("0");
        assertThat(output(result, "problem")).isEmpty();
        assertThat(output(result, "driver_flavour")).isEqualTo("none");
        assertThat(result.outputs()).doesNotContainKeys("devices", "types");
    }

    @Test
    void readsWhatARealH100Says() throws Exception {
        installNvidiaSmi();
        card("0000:00:06.0", "0x030200", "nvidia");
        proc("driver/nvidia/version", OPEN_MODULE);

        BlockResult result = detect();

        assertThat(result.outputs().get("devices"))
                .containsExactly(List.of(
                        "index=0",
                        "uuid=GPU-b05d4238-8fdb-eca2-b5be-1a1f1fdc868e",
                        "name=NVIDIA H100 80GB HBM3",
                        "memory_mib=81559",
                        "pci=0000:00:06.0",
                        "compute_cap=9.0",
                        "mig=disabled"));
        assertThat(output(result, "count")).isEqualTo("1");
        assertThat(output(result, "types")).isEqualTo("NVIDIA H100 80GB HBM3");
        assertThat(output(result, "driver_version")).isEqualTo("580.159.04");
        assertThat(output(result, "driver_flavour")).isEqualTo("open");
        assertThat(output(result, "cuda_version")).isEqualTo("13.0");
        assertThat(output(result, "has_driver")).isEqualTo("true");
        assertThat(output(result, "problem")).isEmpty();
    }

    @Test
    void asksAnOldDriverOnlyForWhatItKnows() throws Exception {
        installNvidiaSmi();
        Files.createFile(programs.resolve("old"));

        BlockResult result = detect();

        assertThat(output(result, "devices"))
                .contains("memory_mib=81559", "pci=0000:00:06.0", "mig=unsupported")
                .endsWith("compute_cap= mig=unsupported");
        assertThat(output(result, "has_driver")).isEqualTo("true");
    }

    @Test
    void countsCardsButNotTheirSoundOrSwitches() throws Exception {
        card("0000:01:00.0", "0x030000", "nouveau");
        card("0000:01:00.1", "0x040300", "snd_hda_intel");
        card("0000:02:00.0", "0x030200", "nouveau");
        card("0000:03:00.0", "0x068000", "");

        BlockResult result = detect();

        assertThat(output(result, "count")).isEqualTo("2");
        assertThat(output(result, "nvswitches")).isEqualTo("1");
        assertThat(output(result, "types")).isEqualTo("NVIDIA device 10de:2330");
        assertThat(output(result, "driver_flavour")).isEqualTo("nouveau");
        assertThat(output(result, "problem")).isEqualTo("the nouveau driver holds the GPU");
        assertThat(output(result, "remedy")).contains("install_nvidia_driver");
    }

    @Test
    void saysThatTheDriverIsMissing() throws Exception {
        card("0000:01:00.0", "0x030200", "");

        assertThat(output(detect(), "problem")).isEqualTo("no NVIDIA driver is installed");
    }

    @Test
    void knowsGpusByTheKernelModuleWhereTheToolIsMissing() throws Exception {
        card("0000:01:00.0", "0x030200", "nvidia");
        proc(
                "driver/nvidia/version",
                "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.135  Wed Nov 20 10:00:00 UTC 2024\n");
        proc(
                "driver/nvidia/gpus/0000:01:00.0/information",
                "Model: \t\t NVIDIA A100-SXM4-40GB\nIRQ:   \t\t 42\nGPU UUID: \t GPU-1\n");

        BlockResult result = detect();

        assertThat(output(result, "devices")).contains("uuid=GPU-1", "name=NVIDIA A100-SXM4-40GB");
        assertThat(output(result, "driver_version")).isEqualTo("550.135");
        assertThat(output(result, "driver_flavour")).isEqualTo("proprietary");
        assertThat(output(result, "problem")).contains("nvidia-smi is not installed");
    }

    @Test
    void wordsWhatNvidiaSmiComplainsOf() throws Exception {
        installNvidiaSmi();
        card("0000:01:00.0", "0x030200", "nvidia");
        proc("driver/nvidia/version", OPEN_MODULE);

        Files.writeString(
                programs.resolve("failure"),
                "18\nFailed to initialize NVML: Driver/library version mismatch\nNVML library version: 580.173\n");
        assertThat(output(detect(), "remedy")).isEqualTo("reboot the host");

        Files.writeString(programs.resolve("failure"), "6\nNo devices were found\n");
        assertThat(output(detect(), "problem")).isEqualTo("the NVIDIA driver is loaded, but takes no GPU");

        Files.writeString(programs.resolve("failure"), "0\nsomething that is no table\n");
        BlockResult garbled = detect();
        assertThat(output(garbled, "has_driver")).isEqualTo("false");
        assertThat(output(garbled, "problem")).contains("something that is no table");
    }
}
