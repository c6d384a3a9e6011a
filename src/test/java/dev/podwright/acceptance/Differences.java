package dev.podwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.lab.LabHost;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// What differs between two snapshots of a host. Whole snapshots have thousands of lines, which nobody can compare.
final class Differences {
    private Differences() {}

    /// @param before a snapshot of that host
    static void assertNone(List<String> before, LabHost host) {
        List<String> after = host.snapshot();
        List<String> gone = new ArrayList<>(before);
        gone.removeAll(new HashSet<>(after));
        List<String> come = new ArrayList<>(after);
        come.removeAll(new HashSet<>(before));
        assertThat(come).as("what has come to be on %s", host.name()).isEmpty();
        assertThat(gone).as("what is gone from %s", host.name()).isEmpty();
    }
}
