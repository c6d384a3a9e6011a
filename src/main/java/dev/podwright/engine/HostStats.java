package dev.podwright.engine;

/// Counts of a host's task outcomes. `ok` includes changed ones, as in Ansible's recap; in a plan `changed` counts
/// what would change, and `unknown` what can't be known before applying.
public record HostStats(
        int ok, int changed, int unreachable, int failed, int skipped, int rescued, int ignored, int unknown) {
    public static final HostStats NONE = new HostStats(0, 0, 0, 0, 0, 0, 0, 0);
}
