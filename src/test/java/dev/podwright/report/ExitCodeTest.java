package dev.podwright.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.engine.HostStats;
import dev.podwright.engine.RunSummary;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
    private static final HostStats CHANGED = new HostStats(1, 1, 0, 0, 0, 0, 0, 0);
    private static final HostStats UNKNOWN = new HostStats(1, 0, 0, 0, 0, 0, 0, 1);
    private static final HostStats FAILED = new HostStats(0, 0, 0, 1, 0, 0, 0, 0);
    private static final HostStats UNREACHABLE = new HostStats(0, 0, 1, 1, 0, 0, 0, 0);

    @Test
    void tellsHowARunEnded() {
        assertThat(ExitCode.of(summary(CHANGED, false)).number()).isZero();
        assertThat(ExitCode.of(summary(FAILED, false)).number()).isEqualTo(2);
        assertThat(ExitCode.of(summary(UNREACHABLE, false)).number()).isEqualTo(4);
        assertThat(ExitCode.of(summary(UNREACHABLE, true)).number()).isEqualTo(99);
    }

    @Test
    void tellsAPlanInDetailAsTerraformDoes() {
        assertThat(ExitCode.detailed(summary(HostStats.NONE, false)).number()).isZero();
        assertThat(ExitCode.detailed(summary(CHANGED, false)).number()).isEqualTo(2);
        assertThat(ExitCode.detailed(summary(UNKNOWN, false)).number()).isEqualTo(2);
        assertThat(ExitCode.detailed(summary(FAILED, false)).number()).isEqualTo(1);
        assertThat(ExitCode.detailed(summary(UNREACHABLE, false)).number()).isEqualTo(1);
        assertThat(ExitCode.detailed(summary(CHANGED, true)).number()).isEqualTo(99);
    }

    private static RunSummary summary(HostStats stats, boolean interrupted) {
        return new RunSummary("r", Map.of("a", stats), interrupted, false);
    }
}
