package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.Become;
import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Status;
import dev.podwright.connection.ConnectionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which GPUs containers get, on a host without any: stand-ins for nvidia-smi, the toolkit and `docker info`. The
/// engine is real and keeps what it is asked for; the containers are only created, since a start would need a GPU.
class RunContainerGpuTest extends DockerHost {
    private static final String ZERO = "GPU-00000000-1111-2222-3333-444444444440";
    private static final String ONE = "GPU-00000000-1111-2222-3333-444444444441";
    private static final String OLD_ENGINE = "\"ServerVersion\":\"20.10.24\",\"CDISpecDirs\":null,\"SecurityOptions\":[]";
    private static final String CDI_ENGINE =
            "\"ServerVersion\":\"28.3.0\",\"CDISpecDirs\":[\"/etc/cdi\"],\"DiscoveredDevices\":[{\"Source\":\"cdi\","
                    + "\"ID\":\"nvidia.com/gpu=0\"},{\"Source\":\"cdi\",\"ID\":\"nvidia.com/gpu=%s\"}]";

    RunContainerGpuTest(String shellCommand) {
        super(shellCommand);
    }

    @BeforeEach
    void giveTheHostGpus() throws Exception {
        environment("PODWRIGHT_GPU_FOLDER", Files.createDirectory(at("gpus")).toString());
        standInNvidiaSmi("0, " + ZERO + ", NVIDIA H100", "1, " + ONE + ", NVIDIA H100");
        standIn("nvidia-container-runtime-hook", "exit 0\n");
        standInEngine(OLD_ENGINE);
    }

    private void standIn(String name, String script) throws IOException {
        Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// Each GPU as `index, uuid, name`; `partitioned` behind it is one with MIG.
    private void standInNvidiaSmi(String... gpus) throws IOException {
        String rows = IntStream.range(0, gpus.length)
                .mapToObj(i -> gpus[i].replace(" partitioned", "")
                        + ", 81559, 580.159.04, 9.0, %s, 00000000:0%d:00.0"
                                .formatted(gpus[i].contains("partitioned") ? "Enabled" : "Disabled", i + 1))
                .collect(Collectors.joining("\n"));
        Files.writeString(at("rows"), rows + "\n");
        standIn("nvidia-smi", "case $1 in --query-gpu=*) cat '" + at("rows") + "' ;; esac\n");
    }

    /// Docker itself, but for what it says of the engine; what containers are created with is kept.
    private void standInEngine(String info) throws IOException {
        Files.writeString(at("info"), "{" + info + ",\"DefaultRuntime\":\"runc\"}\n");
        standIn("docker", """
                PATH=${PATH#*:}
                case $1:$3 in
                  'info:{{json .}}') exec cat '%s' ;;
                  create:*) printf '%%s\\n' "$@" >'%s' ;;
                esac
                exec docker "$@"
                """.formatted(at("info"), at("created")));
    }

    private Map<String, Object> gpus(Object gpus) {
        return container("state", "stopped", "gpus", gpus);
    }

    private Map<String, Object> named(String name, Object gpus) {
        return with(gpus(gpus), "name", named(name));
    }

    private Change created() {
        return change("container " + named("web"), "absent", "created");
    }

    private String requested() throws Exception {
        return inspect("{{range .HostConfig.DeviceRequests}}{{.Driver}}|{{.Count}}|{{.DeviceIDs}}{{end}}");
    }

    private List<String> gpuWords() throws IOException {
        return Files.readAllLines(at("created")).stream()
                .filter(word -> word.matches("--(gpus|device|security-opt|env)=.*"))
                .toList();
    }

    @Test
    void aNumberTakesGpusThatNoOtherContainerHas() throws Exception {
        BlockResult first = converges("run_container", gpus(1), created());
        assertThat(requested()).isEqualTo("|0|[" + ZERO + "]");
        assertThat(gpuWords()).containsExactly("--gpus=\"device=" + ZERO + "\"");
        assertThat(output(first, "gpu_count")).isEqualTo("1");
        assertThat(output(first, "gpu_type")).isEqualTo("NVIDIA H100");
        assertThat(output(first, "gpu_devices")).isEqualTo(ZERO);

        assertThat(output(run("run_container", named("two", 1)), "gpu_devices")).isEqualTo(ONE);
        assertThat(failed("run_container", named("three", 1)).message())
                .isEqualTo("container %s wants 1 of 2 GPUs, and 0 are free; %s is held by container %s; %s is held by container %s"
                        .formatted(named("three"), ONE, named("two"), ZERO, named("web")));
        BlockResult planned = plan("run_container", named("three", 1));
        assertThat(planned.warnings()).singleElement().asString().contains("0 are free");

        docker("rm", "--force", named("web"));
        assertThat(output(run("run_container", named("three", 1)), "gpu_devices")).isEqualTo(ZERO);
    }

    @Test
    void aContainerKeepsItsGpusWhenItIsReplaced() throws Exception {
        run("run_container", named("other", 1));
        converges("run_container", gpus(1), created());
        docker("rm", "--force", named("other"));

        BlockResult replaced = run("run_container", with(gpus(1), "hostname", "pod"));

        assertThat(replaced.status()).as(replaced.toString()).isEqualTo(Status.CHANGED);
        assertThat(requested()).isEqualTo("|0|[" + ONE + "]");
        converges(
                "run_container",
                with(gpus(2), "hostname", "pod"),
                change("gpus", ONE, "2"),
                change("container " + named("web"), "created", "replaced"));
    }

    @Test
    void runsThatChooseAtOnceGetDifferentGpus() throws Exception {
        List<CompletableFuture<BlockResult>> runs = new ArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            runs.add(CompletableFuture.supplyAsync(() -> runElsewhere(named(name, 1))));
        }
        List<BlockResult> results =
                runs.stream().map(CompletableFuture::join).toList();

        assertThat(results).filteredOn(result -> result.status() == Status.FAILED).singleElement().satisfies(result ->
                assertThat(result.failure().orElseThrow().message()).contains("0 are free"));
        assertThat(results.stream().map(result -> output(result, "gpu_devices")).filter(gpu -> !gpu.isEmpty()))
                .containsExactlyInAnyOrder(ZERO, ONE);
    }

    private BlockResult runElsewhere(Map<String, Object> parameters) {
        try (LocalShell shell = new LocalShell("dash", programs);
                TaskTypeHarness host = TaskTypeHarness.on(shell, Become.NOT)) {
            return host.environment("PODWRIGHT_GPU_FOLDER", at("gpus").toString()).run("run_container", parameters);
        } catch (IOException | ConnectionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void countsWhatContainersOfOtherEnginesHave() throws Exception {
        String id = docker("create", "--name", named("theirs"), IMAGE);
        Path socket = Files.createSymbolicLink(at("other.sock"), Path.of("/var/run/docker.sock"));
        reserve("theirs", ZERO, id, socket);

        assertThat(failed("run_container", gpus(2)).message())
                .contains(ZERO + " is held by container theirs of user root");
        converges("run_container", gpus(1), created());
        assertThat(requested()).contains(ONE);

        docker("rm", id);
        assertThat(run("run_container", gpus(2)).status()).isEqualTo(Status.CHANGED);
    }

    @Test
    void whereAnotherEngineCantBeAskedItsContainersCountWhileTheyRun() throws Exception {
        String id = "0123456789abcdef".repeat(4);
        Path reservation = reserve("theirs", ZERO, id, at("gone.sock"));
        assertThat(failed("run_container", gpus(2)).message()).contains("held by container theirs of user root");

        Files.setLastModifiedTime(reservation, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        Process standInShim = new ProcessBuilder("sh", "-c", "read line", "containerd-shim-runc-v2", "-id", id).start();
        try {
            assertThat(failed("run_container", gpus(2)).message()).contains("held by container theirs of user root");
        } finally {
            standInShim.destroy();
            standInShim.waitFor();
        }
        converges("run_container", gpus(2), created());
    }

    private Path reserve(String name, String gpus, String id, Path socket) throws Exception {
        Path folder = Files.createDirectories(at("gpus/podwright-gpus-" + Files.getAttribute(at("gpus"), "unix:uid")));
        return Files.writeString(folder.resolve(name), gpus + " " + id + " unix://" + socket + "\n");
    }

    @Test
    void tellsOtherUsersRunsWhatAContainerHas() throws Exception {
        converges("run_container", gpus(1), created());

        Path reservation = at("gpus/podwright-gpus-" + Files.getAttribute(at("gpus"), "unix:uid") + "/" + named("web"));
        assertThat(reservation).hasContent(ZERO + " " + inspect("{{.Id}}") + " unix:///run/docker.sock");
        run("run_container", with(gpus(1), "state", "absent"));
        assertThat(reservation).doesNotExist();
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
        assertThat(output(run("run_container", gpus(List.of(1L))), "gpu_devices")).isEqualTo(ONE);
        converges(
                "run_container",
                gpus("none"),
                change("gpus", "1", "none"),
                change("container " + named("web"), "created", "replaced"));

        assertThat(failed("run_container", named("other", List.of(7L))).message())
                .isEqualTo("container %s wants GPU 7, which this host doesn't have; it has 0 (NVIDIA H100, %s), 1 (NVIDIA H100, %s)"
                        .formatted(named("other"), ZERO, ONE));
    }

    @Test
    void mendsWhatSomebodyGaveItByHand() throws Exception {
        converges("run_container", gpus(1), created());
        docker("rm", named("web"));
        docker("create", "--name", named("web"), "--gpus", "device=" + ONE, "--label", "dev.podwright.gpus=" + ZERO, IMAGE, "sleep", "500");

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
        assertThat(auto.warnings()).singleElement().asString().contains("this host has GPUs, but", "Toolkit is not on this host");
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
