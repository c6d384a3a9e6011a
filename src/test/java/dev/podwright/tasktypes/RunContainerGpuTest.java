package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Status;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Which GPUs containers get, by what words, and what is said where they can't.
class RunContainerGpuTest extends GpuDockerHost {
    RunContainerGpuTest(String shellCommand) {
        super(shellCommand);
    }

    @Test
    void givesAllOrThoseThatAreNamed() throws Exception {
        converges("run_container", gpus("all"), created());
        assertThat(requested()).isEqualTo("|-1|[]");
        assertThat(run("run_container", gpus("auto")).status()).isEqualTo(Status.OK);

        converges(
                "run_container",
                gpus(List.of(1L)),
                change("gpus", "all", "1"),
                change("container " + named("web"), "created", "replaced"));
        assertThat(output(run("run_container", gpus(List.of(1L))), "gpu_devices"))
                .isEqualTo(ONE);
        converges(
                "run_container",
                gpus("none"),
                change("gpus", "1", "none"),
                change("container " + named("web"), "created", "replaced"));

        assertThat(failed("run_container", named("other", List.of(7L))).message())
                .isEqualTo(
                        "container %s wants GPU 7, which this host doesn't have; it has 0 (NVIDIA H100, %s), 1 (NVIDIA H100, %s)"
                                .formatted(named("other"), ZERO, ONE));
    }

    @Test
    void mendsWhatSomebodyGaveItByHand() throws Exception {
        converges("run_container", gpus(1), created());
        docker("rm", named("web"));
        docker(
                "create",
                "--name",
                named("web"),
                "--gpus",
                "device=" + ONE,
                "--label",
                "dev.podwright.gpus=" + ZERO,
                IMAGE,
                "sleep",
                "500");

        converges(
                "run_container",
                gpus(1),
                change("gpus", ONE, "1"),
                change("container " + named("web"), "created", "replaced"));
        Map<String, Object> undeclared = container("state", "stopped", "command", "sleep 500");
        docker("rm", named("web"));
        docker("create", "--name", named("web"), "--gpus", "all", IMAGE, "sleep", "500");
        assertThat(run("run_container", undeclared).status()).isEqualTo(Status.OK);
    }

    @Test
    void usesCdiWhereTheEngineCan() throws Exception {
        standInEngine(CDI_ENGINE.formatted(ZERO));
        converges("run_container", gpus(1), created());
        assertThat(requested()).isEqualTo("cdi|0|[nvidia.com/gpu=" + ZERO + "]");
        assertThat(gpuWords()).containsExactly("--device=nvidia.com/gpu=" + ZERO);

        standInEngine(CDI_ENGINE.formatted(1));
        docker("rm", named("web"));
        converges("run_container", gpus(1), created());
        assertThat(gpuWords()).containsExactly("--device=nvidia.com/gpu=0");

        standInEngine(CDI_ENGINE.formatted(1) + ",\"SecurityOptions\":[\"name=selinux\"]");
        converges(
                "run_container",
                gpus("all"),
                change("gpus", "0", "all"),
                change("container " + named("web"), "created", "replaced"));
        assertThat(gpuWords()).containsExactly("--security-opt=label=disable", "--device=nvidia.com/gpu=all");
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        Files.delete(programs.resolve("nvidia-container-runtime-hook"));
        BlockResult.Failure toolkit = failed("run_container", gpus(1));
        assertThat(toolkit.message()).endsWith("wants GPUs: the NVIDIA Container Toolkit is not on this host");
        assertThat(toolkit.hint()).isEqualTo("put an install_nvidia_toolkit task before this one");
        BlockResult auto = run("run_container", gpus("auto"));
        assertThat(auto.warnings())
                .singleElement()
                .asString()
                .contains("this host has GPUs, but", "Toolkit is not on this host");
        assertThat(output(auto, "gpu_enabled")).isEqualTo("false");

        Files.delete(programs.resolve("nvidia-smi"));
        assertThat(failed("run_container", named("other", 1)).message()).endsWith("wants GPUs: this host has none");
        assertThat(run("run_container", named("other", "auto")).warnings()).isEmpty();
    }

    @Test
    void takesNoGpuThatIsPartitioned() throws Exception {
        standInNvidiaSmi("0, " + ZERO + ", NVIDIA H100 partitioned", "1, " + ONE + ", NVIDIA H100");
        assertThat(failed("run_container", gpus(2)).message())
                .contains("wants 2 of 2 GPUs, and 1 are free; 1 are partitioned (MIG)");
        converges("run_container", gpus(1), created());
        assertThat(requested()).contains(ONE);
    }

    @Test
    void imagesMadeForCudaGetNoGpuByTheirVariable() throws Exception {
        standInEngine(OLD_ENGINE);
        Files.writeString(at("info"), "{" + OLD_ENGINE + ",\"DefaultRuntime\":\"nvidia\"}\n");
        converges("run_container", gpus("none"), created());
        assertThat(gpuWords()).contains("--env=NVIDIA_VISIBLE_DEVICES=void");

        Map<String, Object> both = with(gpus(1), "environment", Map.of("NVIDIA_VISIBLE_DEVICES", "all"));
        assertThat(failed("run_container", both).message()).contains("which gpus decides");
    }
}
