package dev.podwright.tasktypes;

import dev.podwright.connection.BlockResult.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;

/// A host with two GPUs, though it has none: stand-ins for nvidia-smi, the toolkit and `docker info`. The engine
/// is real and keeps what it is asked for; containers are only created, since a start would need a GPU.
abstract class GpuDockerHost extends DockerHost {
    static final String ZERO = "GPU-00000000-1111-2222-3333-444444444440";
    static final String ONE = "GPU-00000000-1111-2222-3333-444444444441";
    static final String OLD_ENGINE = "\"ServerVersion\":\"20.10.24\",\"CDISpecDirs\":null,\"SecurityOptions\":[]";
    static final String CDI_ENGINE =
            "\"ServerVersion\":\"28.3.0\",\"CDISpecDirs\":[\"/etc/cdi\"],\"DiscoveredDevices\":[{\"Source\":\"cdi\","
                    + "\"ID\":\"nvidia.com/gpu=0\"},{\"Source\":\"cdi\",\"ID\":\"nvidia.com/gpu=%s\"}]";

    GpuDockerHost(String shellCommand) {
        super(shellCommand);
    }

    @BeforeEach
    void giveTheHostGpus() throws Exception {
        environment("PODWRIGHT_GPU_FOLDER", Files.createDirectory(at("gpus")).toString());
        standInNvidiaSmi("0, " + ZERO + ", NVIDIA H100", "1, " + ONE + ", NVIDIA H100");
        standIn("nvidia-container-runtime-hook", "exit 0\n");
        standInEngine(OLD_ENGINE);
    }

    /// Each GPU as `index, uuid, name`; `partitioned` behind it is one with MIG.
    final void standInNvidiaSmi(String... gpus) throws IOException {
        String rows = IntStream.range(0, gpus.length)
                .mapToObj(i -> gpus[i].replace(" partitioned", "")
                        + ", 81559, 580.159.04, 9.0, %s, 00000000:0%d:00.0"
                                .formatted(gpus[i].contains("partitioned") ? "Enabled" : "Disabled", i + 1))
                .collect(Collectors.joining("\n"));
        Files.writeString(at("rows"), rows + "\n");
        standIn("nvidia-smi", "case $1 in --query-gpu=*) cat '" + at("rows") + "' ;; esac\n");
    }

    /// Docker itself, but for what it says of the engine; what containers are created with is kept.
    final void standInEngine(String info) throws IOException {
        Files.writeString(at("info"), "{" + info + ",\"DefaultRuntime\":\"runc\"}\n");
        standInDocker("""
                case $1:$3 in
                  'info:{{json .}}') exec cat '%s' ;;
                  create:*) printf '%%s\\n' "$@" >'%s' ;;
                esac
                """.formatted(at("info"), at("created")));
    }

    final Map<String, Object> gpus(Object gpus) {
        return container("state", "stopped", "gpus", gpus);
    }

    final Map<String, Object> named(String name, Object gpus) {
        return with(gpus(gpus), "name", named(name));
    }

    final Change created() {
        return change("container " + named("web"), "absent", "created");
    }

    final String requested() throws Exception {
        return inspect("{{range .HostConfig.DeviceRequests}}{{.Driver}}|{{.Count}}|{{.DeviceIDs}}{{end}}");
    }

    final List<String> gpuWords() throws IOException {
        return Files.readAllLines(at("created")).stream()
                .filter(word -> word.matches("--(gpus|device|security-opt|env)=.*"))
                .toList();
    }
}
