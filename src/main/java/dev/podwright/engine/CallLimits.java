package dev.podwright.engine;

import java.time.Duration;

/// How much of hosts and connections calls may take.
///
/// @param calls under way at once, on all hosts together
/// @param callsPerHost under way at once on one host; more wait for their turn
/// @param idle how long a connection is kept that nothing is done on
public record CallLimits(int calls, int callsPerHost, Duration idle) {
    public static final CallLimits DEFAULT = new CallLimits(50, 8, Duration.ofMinutes(5));
}
