package dev.podwright.engine;

import dev.podwright.inventory.Host;
import dev.podwright.source.Location;
import dev.podwright.source.Problems;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which hosts a pattern means in this run, as the inventory is now, and as far as the operator lets them take part.
record HostSelection(RunContext run) {

    /// @param everyone whether hosts that an earlier run has finished take part all the same
    List<Host> of(String pattern, Location place, boolean everyone, Problems problems) {
        List<Host> named = run.inventory().match(pattern, place, problems);
        Optional<Set<String>> only = run.options().restraints().hosts();
        List<Host> taking = named.stream()
                .filter(host -> everyone
                        || only.map(hosts -> hosts.contains(host.name())).orElse(true))
                .toList();
        return run.options().limit().map(limit -> within(taking, limit)).orElse(taking);
    }

    private List<Host> within(List<Host> hosts, String limit) {
        Set<Host> within = Set.copyOf(ofLimit(limit, new Problems()));
        return hosts.stream().filter(within::contains).toList();
    }

    /// The hosts that the operator's limit names.
    List<Host> ofLimit(String limit, Problems problems) {
        return run.inventory().match(limit, Location.named("--limit " + limit), problems);
    }

    /// What keeps out hosts that the plays name, as the operator wrote it; empty where nothing does.
    Optional<String> narrowing() {
        RunOptions options = run.options();
        return options.limit()
                .map(limit -> "--limit " + limit)
                .or(() -> options.restraints().hosts().map(_ -> "--resume"));
    }
}
