package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// What GPUs a host has: with the real output of an H100's nvidia-smi, replayed by a stand-in, and with device
/// trees made for the test. What can be amiss with them: [DetectGpuProblemsTest].
@ParameterizedClass
@ValueSource(strings = {"dash", "bash --posix", "busybox sh"})
class DetectGpuTest extends GpuHost {
    DetectGpuTest(String shellCommand) {
        super(shellCommand);
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
        standInNvidiaSmi();
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
        standInNvidiaSmi();
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
    void listsTheInstancesOfAGpuInMigMode() throws Exception {
        standInNvidiaSmi();
        standIn("nvidia-smi-list", """
                GPU 0: NVIDIA H100 80GB HBM3 (UUID: GPU-b05d4238-8fdb-eca2-b5be-1a1f1fdc868e)
                  MIG 3g.40gb     Device  0: (UUID: MIG-7089d0f3-293f-58c9-8f8c-5ea666eedbde)
                  MIG 1g.10gb     Device  1: (UUID: MIG-56c30729-347f-5dd6-8da0-c3cc59e969e0)
                """);
        Files.writeString(programs.resolve("query-noheader.csv"), csv("Enabled"));

        BlockResult result = detect();

        assertThat(output(result, "devices")).endsWith("mig=enabled");
        assertThat(result.outputs().get("mig_devices"))
                .containsExactly(
                        List.of("gpu=0", "index=0", "profile=3g.40gb", "uuid=MIG-7089d0f3-293f-58c9-8f8c-5ea666eedbde"),
                        List.of(
                                "gpu=0",
                                "index=1",
                                "profile=1g.10gb",
                                "uuid=MIG-56c30729-347f-5dd6-8da0-c3cc59e969e0"));
        assertThat(output(result, "problem")).isEmpty();
    }

    private String csv(String mig) throws Exception {
        return Files.readString(programs.resolve("query-noheader.csv")).replace("Disabled", mig);
    }

    @Test
    void takesWhatNvidiaSmiDoesNotKnowForUnknown() throws Exception {
        standInNvidiaSmi();
        Files.writeString(programs.resolve("query-noheader.csv"), """
                0, GPU-1, NVIDIA GB10, [N/A], 580.95.05, 12.1, [N/A], 0000000F:01:00.0
                1, GPU-2, NVIDIA GB10, [Not Supported], 580.95.05, [N/A], N/A, 00000000:0A:00.0
                """);

        assertThat(detect().outputs().get("devices"))
                .containsExactly(
                        List.of(
                                "index=0",
                                "uuid=GPU-1",
                                "name=NVIDIA GB10",
                                "memory_mib=0",
                                "pci=000f:01:00.0",
                                "compute_cap=12.1",
                                "mig=unsupported"),
                        List.of(
                                "index=1",
                                "uuid=GPU-2",
                                "name=NVIDIA GB10",
                                "memory_mib=0",
                                "pci=0000:0a:00.0",
                                "compute_cap=",
                                "mig=unsupported"));
    }

    @Test
    void countsGpusOfWslThoughTheKernelSeesNone() throws Exception {
        standInNvidiaSmi();
        proc("sys/kernel/osrelease", "5.15.167.4-microsoft-standard-WSL2\n");

        BlockResult result = detect();

        assertThat(output(result, "count")).isEqualTo("1");
        assertThat(output(result, "driver_flavour")).isEqualTo("wsl");
        assertThat(output(result, "has_driver")).isEqualTo("true");
        assertThat(output(result, "problem")).isEmpty();
    }

    @Test
    void readsTheToolkitsVersion() throws Exception {
        standIn(
                "nvidia-ctk",
                "NVIDIA Container Toolkit CLI version 1.17.8\ncommit: f202b80a9b9d0db00d9b1d73c0128c8962c55f4d\n");

        BlockResult result = detect();

        assertThat(output(result, "has_toolkit")).isEqualTo("true");
        assertThat(output(result, "toolkit_version")).isEqualTo("1.17.8");
    }
}
