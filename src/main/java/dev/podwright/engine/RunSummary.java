package dev.podwright.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/// How a run ended: each host's counts, in inventory order.
///
/// @param leftPlan whether a host was stopped since its changes were not the planned ones
public record RunSummary(String runId, Map<String, HostStats> hosts, boolean interrupted, boolean leftPlan) {
    public RunSummary {
        hosts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
    }

    public boolean anyUnreachable() {
        return hosts.values().stream().anyMatch(stats -> stats.unreachable() > 0);
    }

    public boolean anyFailed() {
        return hosts.values().stream().anyMatch(stats -> stats.failed() > 0);
    }

    public boolean anyChanged() {
        return hosts.values().stream().anyMatch(stats -> stats.changed() > 0 || stats.unknown() > 0);
    }
}
