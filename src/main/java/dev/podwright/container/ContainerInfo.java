package dev.podwright.container;

import dev.podwright.source.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A container as its host tells of it.
///
/// @param containerId the full id
/// @param image as the container names it
/// @param ports host ports by container port
/// @param gpuCount how many GPUs it has; 0 where that isn't known
/// @param gpuType their name, such as `NVIDIA H100 80GB HBM3`; empty without GPUs, and where it isn't known
public record ContainerInfo(
        String containerId,
        String name,
        String image,
        SortedMap<ContainerPort, Integer> ports,
        boolean gpuEnabled,
        int gpuCount,
        String gpuType,
        Instant createdAt,
        ContainerStatus status,
        DockerMode dockerMode) {

    public ContainerInfo {
        ports = Collections.unmodifiableSortedMap(new TreeMap<>(ports));
    }

    /// @throws IllegalArgumentException where it isn't what a host says of a container
    static ContainerInfo of(Answer answer) {
        return new ContainerInfo(
                answer.id("container_id"),
                answer.name("container_name"),
                answer.text("image"),
                answer.ports("ports"),
                answer.bool("gpu_enabled"),
                answer.optionalNumber("gpu_count").orElse(0),
                answer.optionalText("gpu_type").orElse(""),
                answer.time("created_at"),
                answer.status("status"),
                answer.dockerMode("docker_mode"));
    }

    /// The host port that leads to a TCP port of the container; empty where it isn't published.
    public Optional<Integer> hostPort(int containerPort) {
        return hostPort(ContainerPort.tcp(containerPort));
    }

    public Optional<Integer> hostPort(ContainerPort containerPort) {
        return Optional.ofNullable(ports.get(containerPort));
    }

    /// Text, numbers, truth values and maps of them, for JSON and templates; ports as `{22/tcp=20000}`.
    public Map<String, Object> toMap() {
        Map<String, Object> byText = new LinkedHashMap<>();
        ports.forEach((container, host) -> byText.put(container.toString(), host));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("containerId", containerId);
        map.put("name", name);
        map.put("image", image);
        map.put("ports", Collections.unmodifiableMap(byText));
        map.put("gpuEnabled", gpuEnabled);
        map.put("gpuCount", gpuCount);
        map.put("gpuType", gpuType);
        map.put("createdAt", createdAt.toString());
        map.put("status", status.word());
        map.put("dockerMode", dockerMode.word());
        return Collections.unmodifiableMap(map);
    }

    /// [#toMap] as JSON, on one line.
    public String toJson() {
        return Json.compact(toMap());
    }
}
