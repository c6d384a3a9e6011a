package dev.podwright.tasktype;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Published ports, in the playbook's map form and in Docker's string form, as a list with one entry a port.
final class PortMappings {
    private PortMappings() {}

    /// @return maps of `container`, `protocol`, `host` and `address`, all of them text
    /// @throws IllegalArgumentException where something isn't a port, ranges differ in length, or a port is there
    ///     twice
    static List<Object> read(Object value) {
        List<PublishedPort> ports = new ArrayList<>();
        add(value, ports);
        refuseDuplicates(ports);
        return ports.stream().<Object>map(PublishedPort::toMap).toList();
    }

    private static void add(Object value, List<PublishedPort> ports) {
        switch (value) {
            case Map<?, ?> map -> map.forEach((key, host) -> ports.addAll(PortText.ofEntry(key.toString(), host)));
            case List<?> list -> list.forEach(item -> addItem(item, ports));
            case String _, Number _ -> ports.addAll(PortText.ofDocker(Texts.plain(value)));
            default ->
                throw new IllegalArgumentException(
                        "must map container ports to host ports, such as {80: 8080, 22: auto}, not "
                                + Texts.shown(value));
        }
    }

    private static void addItem(Object item, List<PublishedPort> ports) {
        if (item instanceof List<?>) {
            throw new IllegalArgumentException("must be a map or a list of ports, not a list of lists");
        }
        add(item, ports);
    }

    private static void refuseDuplicates(List<PublishedPort> ports) {
        Set<String> seen = new LinkedHashSet<>();
        for (PublishedPort port : ports) {
            if (!seen.add(port.claim())) {
                throw new IllegalArgumentException("publishes " + port.describe() + " twice");
            }
        }
    }
}
