package dev.podwright.tasktype;

import dev.podwright.source.Secret;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Volumes, in the playbook's map form and in Docker's string form, as a list of Docker's strings.
final class VolumeMappings {
    private VolumeMappings() {}

    /// @throws IllegalArgumentException where something isn't a volume, or a container's path is mounted twice
    static List<Object> read(Object value) {
        List<Object> volumes = switch (value) {
            case Map<?, ?> map ->
                map.entrySet().stream().map(VolumeMappings::ofEntry).toList();
            case List<?> list -> list.stream().map(VolumeMappings::ofItem).toList();
            case String _, Secret _ -> List.of(ofItem(value));
            default -> throw mustMap(value);
        };
        refuseDuplicates(volumes);
        return volumes;
    }

    private static Object ofEntry(Map.Entry<?, ?> entry) {
        if (!(entry.getValue() instanceof String target)) {
            throw mustMap(entry.getValue());
        }
        return ofItem(entry.getKey() + ":" + target);
    }

    private static Object ofItem(Object item) {
        if (!(item instanceof String || item instanceof Secret)) {
            throw mustMap(item);
        }
        String[] parts = Texts.plain(item).split(":", -1);
        boolean named = parts.length == 1 || !parts[0].isEmpty();
        if (parts.length > 3 || !named || !target(item).startsWith("/")) {
            throw new IllegalArgumentException("must name an absolute path in the container, as /srv/data:/data or"
                    + " /srv/data:/data:ro do, not " + Texts.shown(item));
        }
        return item;
    }

    /// The path inside the container; a string without a colon is nothing else.
    private static String target(Object volume) {
        String[] parts = Texts.plain(volume).split(":", -1);
        return parts.length == 1 ? parts[0] : parts[1];
    }

    private static void refuseDuplicates(List<Object> volumes) {
        Set<String> seen = new LinkedHashSet<>();
        for (Object volume : volumes) {
            if (!seen.add(target(volume))) {
                throw new IllegalArgumentException("mounts \"" + target(volume) + "\" twice");
            }
        }
    }

    private static IllegalArgumentException mustMap(Object value) {
        return new IllegalArgumentException("must map host paths or volume names to container paths, such as"
                + " {/srv/data: /data}, not " + Texts.shown(value));
    }
}
