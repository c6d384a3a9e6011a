package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.Become;
import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Status;
import dev.podwright.connection.ConnectionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/// GPUs by number: no two containers have the same one, whoever asks, and whenever.
class GpuAssignTest extends GpuDockerHost {
    GpuAssignTest(String shellCommand) {
        super(shellCommand);
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
                .isEqualTo(
                        "container %s wants 1 of 2 GPUs, and 0 are free; %s is held by container %s; %s is held by container %s"
                                .formatted(named("three"), ONE, named("two"), ZERO, named("web")));
        BlockResult planned = plan("run_container", named("three", 1));
        assertThat(planned.warnings()).singleElement().asString().contains("0 are free");

        docker("rm", "--force", named("web"));
        assertThat(output(run("run_container", named("three", 1)), "gpu_devices"))
                .isEqualTo(ZERO);
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
        List<BlockResult> results = runs.stream().map(CompletableFuture::join).toList();

        assertThat(results)
                .filteredOn(result -> result.status() == Status.FAILED)
                .singleElement()
                .satisfies(result ->
                        assertThat(result.failure().orElseThrow().message()).contains("0 are free"));
        assertThat(results.stream().map(result -> output(result, "gpu_devices")).filter(gpu -> !gpu.isEmpty()))
                .containsExactlyInAnyOrder(ZERO, ONE);
    }

    private BlockResult runElsewhere(Map<String, Object> parameters) {
        try (LocalShell shell = new LocalShell("dash", programs);
                TaskTypeHarness host = TaskTypeHarness.on(shell, Become.NOT)) {
            return host.environment("PODWRIGHT_GPU_FOLDER", at("gpus").toString())
                    .run("run_container", parameters);
        } catch (IOException | ConnectionException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void countsWhatContainersOfOtherEnginesHave() throws Exception {
        String id = docker("create", "--name", named("theirs"), IMAGE);
        Path socket = Files.createSymbolicLink(at("other.sock"), Path.of("/var/run/docker.sock"));
        reserve("theirs.1", ZERO, id, socket);

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
        Path reservation = reserve("theirs.1", ZERO, id, at("gone.sock"));
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

        Path mine = at("gpus/podwright-gpus-" + Files.getAttribute(at("gpus"), "unix:uid"));
        assertThat(mine).isDirectoryContaining("regex:.*/" + named("web") + "\\.[0-9]+");
        try (Stream<Path> reservations = Files.list(mine)) {
            assertThat(reservations)
                    .singleElement()
                    .asInstanceOf(InstanceOfAssertFactories.PATH)
                    .hasContent(ZERO + " " + inspect("{{.Id}}") + " unix:///run/docker.sock");
        }
        run("run_container", with(gpus(1), "state", "absent"));
        assertThat(mine).isEmptyDirectory();
    }
}
