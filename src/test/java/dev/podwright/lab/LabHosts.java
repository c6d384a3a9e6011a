package dev.podwright.lab;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/// The hosts of a test class, and what an SSH client needs for them. Users: `root`, `operator` (sudo without
/// password), `clerk` (sudo with `clerk-password`); all log in with the same key.
///
/// @param inventory of the whole lab, which may hold hosts of other images; they are grouped by image
/// @param identity the private key
/// @param knownHosts the hosts' true keys, for strict checking
public record LabHosts(List<LabHost> hosts, Path inventory, Path identity, Path knownHosts)
        implements Iterable<LabHost> {

    public LabHosts {
        hosts = List.copyOf(hosts);
    }

    public LabHost first() {
        return hosts.getFirst();
    }

    @Override
    public Iterator<LabHost> iterator() {
        return hosts.iterator();
    }
}
