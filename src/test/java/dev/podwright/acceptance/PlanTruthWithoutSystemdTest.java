package dev.podwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.lab.Lab;
import dev.podwright.lab.LabHost;
import dev.podwright.lab.LabHosts;
import dev.podwright.report.ExitCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// The same promises where services are SysV init scripts.
@Lab(image = "trixie-sysvinit")
@TestInstance(Lifecycle.PER_CLASS)
class PlanTruthWithoutSystemdTest {
    private final LabHost host;
    private final SmallService service;

    PlanTruthWithoutSystemdTest(LabHosts hosts, @TempDir Path folder) {
        this.host = hosts.first();
        this.service =
                new SmallService(host, Operator.loggingIn("operator", folder, hosts.inventory(), "-l", host.name()));
    }

    @AfterEach
    void takeFilesAway() {
        service.takeFilesAway();
    }

    @AfterAll
    void takeTheServiceAway() {
        service.takeAway();
    }

    @Test
    void thePlanIsWhatTheRunDoesAndASecondRunChangesNothing() {
        service.takeAway();
        List<String> before = host.snapshot();

        Told plan = service.plan();
        Differences.assertNone(before, host);
        Told run = service.run();
        Told again = service.run();

        assertThat(plan.named("unknown")).containsExactly("The service");
        assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.OK);
        assertThat(run.changes()).isEqualTo(plan.changes());
        assertThat(again.states().values()).as(again.out()).containsOnly("ok");
    }

    @Test
    void aServiceStoppedByHandIsPlannedAndStarted() {
        service.run();
        host.exec("sh", "-c", "service cron stop && update-rc.d cron disable");
        List<String> before = host.snapshot();

        Told plan = service.plan();
        Differences.assertNone(before, host);
        Told run = service.run();

        assertThat(plan.changes().keySet()).containsExactly("The service");
        assertThat(plan.task("The service").changes())
                .isEqualTo(List.of(
                        SmallService.change("state", "stopped", "started"),
                        SmallService.change("enabled", "no", "yes")));
        assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.OK);
        assertThat(run.changes()).isEqualTo(plan.changes());
        assertThat(host.exec("service", "cron", "status")).contains("running");
    }
}
