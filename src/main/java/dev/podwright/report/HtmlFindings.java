package dev.podwright.report;

import dev.podwright.engine.TaskResult;
import dev.podwright.source.Json;
import dev.podwright.source.NullValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a run found out that operators look for first: the hosts' GPUs, and the ports that containers were given.
record HtmlFindings(HtmlRun run) {
    private static final String DETECTION = "detect_gpu";

    /// A row a GPU; of a host without any, or with trouble, one row that says so.
    List<Map<String, Object>> gpus() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String host : run.hosts()) {
            run.tasks(host).stream()
                    .filter(task -> task.event().type().equals(DETECTION))
                    .map(HtmlFindings::outputs)
                    .filter(outputs -> outputs.containsKey("count"))
                    .reduce((_, later) -> later)
                    .ifPresent(outputs -> rows.addAll(gpus(host, outputs)));
        }
        return rows;
    }

    private static List<Map<String, Object>> gpus(String host, Map<String, Object> outputs) {
        List<?> devices = outputs.get("devices") instanceof List<?> list ? list : List.of();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Object device : devices.isEmpty() ? List.of(Map.of("name", "none found")) : devices) {
            Map<?, ?> fields = device instanceof Map<?, ?> map ? map : Map.of();
            rows.add(Map.of(
                    "host", host,
                    "index", text(fields.get("index")),
                    "name", text(fields.get("name")),
                    "memory", memory(text(fields.get("memory_mib"))),
                    "driver", text(outputs.get("driver_version")),
                    "cuda", text(outputs.get("cuda_version")),
                    "toolkit", text(outputs.get("toolkit_version")),
                    "problem", text(outputs.get("problem")),
                    "remedy", text(outputs.get("remedy"))));
        }
        return rows;
    }

    /// 0 means that it isn't known.
    private static String memory(String mebibytes) {
        return mebibytes.isEmpty() || mebibytes.equals("0") ? "" : mebibytes + " MiB";
    }

    /// A row a port; where a container was looked at more than once, as it was last.
    List<Map<String, Object>> ports() {
        Map<List<String>, Map<?, ?>> containers = new LinkedHashMap<>();
        for (HtmlTask task : run.tasks()) {
            results(task)
                    .map(TaskResult::outputs)
                    .filter(outputs -> outputs.get("ports") instanceof Map<?, ?>)
                    .forEach(outputs -> containers.put(
                            List.of(task.event().host(), container(outputs, task)), (Map<?, ?>) outputs.get("ports")));
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        containers.forEach((key, ports) -> ports.forEach((inside, outside) -> rows.add(Map.of(
                "host", key.getFirst(),
                "container", key.getLast(),
                "inside", text(inside),
                "outside", text(outside)))));
        return rows;
    }

    private static String container(Map<String, Object> outputs, HtmlTask task) {
        String name = text(outputs.get("container_name"));
        return name.isEmpty() ? task.name() : name;
    }

    private static Map<String, Object> outputs(HtmlTask task) {
        TaskResult result = task.event().outcome().result();
        return result.hidden() ? Map.of() : result.outputs();
    }

    /// Its own, and those of its items; none that are hidden.
    private static Stream<TaskResult> results(HtmlTask task) {
        TaskResult result = task.event().outcome().result();
        return Stream.concat(
                        Stream.of(result),
                        result.hidden()
                                ? Stream.empty()
                                : result.items().stream()
                                        .map(item -> item.outcome().result()))
                .filter(one -> !one.hidden());
    }

    private static String text(@Nullable Object value) {
        return Optional.ofNullable(value)
                .filter(present -> present != NullValue.NULL)
                .map(present -> present instanceof String text ? text : Json.compact(present))
                .orElse("");
    }
}
