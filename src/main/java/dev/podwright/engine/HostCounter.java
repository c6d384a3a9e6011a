package dev.podwright.engine;

/// Counts a host's outcomes as they come. Not thread-safe: in a run it is used by the host's own thread only.
public final class HostCounter {
    private HostStats stats = HostStats.NONE;

    public void count(Outcome outcome) {
        stats = switch (outcome) {
            case Outcome.Ok _ -> plus(1, 0, 0, 0, 0, 0, 0, 0);
            case Outcome.Changed _, Outcome.WouldChange _ -> plus(1, 1, 0, 0, 0, 0, 0, 0);
            case Outcome.Unknown _ -> plus(0, 0, 0, 0, 0, 0, 0, 1);
            case Outcome.Skipped _ -> plus(0, 0, 0, 0, 1, 0, 0, 0);
            case Outcome.Failed(TaskResult _, boolean ignored, boolean rescued) -> countFailure(ignored, rescued);
            case Outcome.Unreachable(TaskResult _, boolean ignored) ->
                ignored ? plus(1, 0, 0, 0, 0, 0, 1, 0) : plus(0, 0, 1, 0, 0, 0, 0, 0);
        };
    }

    private HostStats countFailure(boolean ignored, boolean rescued) {
        if (ignored) {
            return plus(1, 0, 0, 0, 0, 0, 1, 0);
        }
        return rescued ? plus(0, 0, 0, 0, 0, 1, 0, 0) : plus(0, 0, 0, 1, 0, 0, 0, 0);
    }

    public HostStats stats() {
        return stats;
    }

    private HostStats plus(
            int ok, int changed, int unreachable, int failed, int skipped, int rescued, int ignored, int unknown) {
        return new HostStats(
                stats.ok() + ok,
                stats.changed() + changed,
                stats.unreachable() + unreachable,
                stats.failed() + failed,
                stats.skipped() + skipped,
                stats.rescued() + rescued,
                stats.ignored() + ignored,
                stats.unknown() + unknown);
    }
}
