package dev.podwright.engine;

import dev.podwright.inventory.Host;
import dev.podwright.playbook.Play;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// The order in which a play takes its hosts.
final class HostOrder {
    private HostOrder() {}

    static List<Host> of(List<Host> hosts, Play.Order order) {
        Comparator<Host> byName = Comparator.comparing(Host::name);
        return switch (order) {
            case INVENTORY -> hosts;
            case REVERSE_INVENTORY -> hosts.reversed();
            case SORTED -> hosts.stream().sorted(byName).toList();
            case REVERSE_SORTED -> hosts.stream().sorted(byName.reversed()).toList();
            case SHUFFLE -> shuffled(hosts);
        };
    }

    private static List<Host> shuffled(List<Host> hosts) {
        List<Host> copy = new ArrayList<>(hosts);
        Collections.shuffle(copy);
        return copy;
    }
}
