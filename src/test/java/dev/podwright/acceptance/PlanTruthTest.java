package dev.podwright.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.lab.Lab;
import dev.podwright.lab.LabHost;
import dev.podwright.lab.LabHosts;
import dev.podwright.report.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// A plan says what the run then does, field by field, and leaves the host alone. With systemd.
@Lab
@TestInstance(Lifecycle.PER_CLASS)
class PlanTruthTest {
    private final LabHost host;
    private final SmallService service;

    PlanTruthTest(LabHosts hosts, @TempDir Path folder) {
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
    void aPlanForABareHostNamesEveryChangeAndWhatDependsOnOne() {
        service.takeAway();
        List<String> before = host.snapshot();

        Told plan = service.plan();

        assertThat(plan.exitCode()).as(plan.out()).isEqualTo(ExitCode.OK);
        Differences.assertNone(before, host);
        assertThat(plan.named("unknown")).containsExactly("The service");
        assertThat(plan.changes().keySet())
                .containsExactly(
                        "The package",
                        "The folder",
                        "The greeting",
                        "Line ends of another system",
                        "Settings",
                        "Once",
                        "Restart");
        assertThat(plan.task("The folder").changes())
                .isEqualTo(List.of(
                        SmallService.change("state", "absent", "directory"),
                        SmallService.change("mode", "", "0750"),
                        SmallService.change("owner", "", "operator"),
                        SmallService.change("group", "", "root")));
        Told run = service.run();
        assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.OK);
        assertThat(run.changes()).isEqualTo(plan.changes());
        assertThat(run.named("ok")).containsAll(plan.named("ok"));
    }

    @Test
    void aSecondRunChangesNothingAndAPlanAfterItSaysSo() {
        service.run();

        Told again = service.run();
        Told plan = service.plan("--detailed-exitcode");

        assertThat(again.exitCode()).as(again.out()).isEqualTo(ExitCode.OK);
        assertThat(again.states().values()).as(again.out()).containsOnly("ok");
        assertThat(again.out()).contains(" changed=0 unreachable=0 failed=0 ");
        assertThat(plan.exitCode()).as(plan.out()).isEqualTo(ExitCode.OK);
        assertThat(plan.out()).contains("PLAN: no changes on 1 host");
    }

    @Test
    void whatWasChangedByHandIsPlannedFieldByFieldAndThenUndone() {
        service.run();
        host.exec("sh", "-c", """
                chmod 0777 /opt/truth
                echo drift >>/opt/truth/greeting
                sed -i 's/\\r$//' /opt/truth/endings
                rm /opt/truth/once
                systemctl disable --now cron
                """);
        List<String> before = host.snapshot();

        Told plan = service.plan();

        Differences.assertNone(before, host);
        assertThat(plan.named("unknown")).isEmpty();
        assertThat(plan.named("would_change"))
                .containsExactly(
                        "The folder", "The greeting", "Line ends of another system", "The service", "Once", "Restart");
        assertThat(plan.task("The folder").changes()).isEqualTo(List.of(SmallService.change("mode", "0777", "0750")));
        assertThat(plan.task("The service").changes())
                .isEqualTo(List.of(
                        SmallService.change("state", "stopped", "started"),
                        SmallService.change("enabled", "no", "yes")));
        Told run = service.run();
        assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.OK);
        assertThat(run.changes()).isEqualTo(plan.changes());
        assertThat(run.named("ok")).isEqualTo(plan.named("ok"));
        assertThat(host.exec("systemctl", "is-active", "cron")).isEqualTo("active\n");
    }

    @Test
    void textsArriveByteByByte() {
        service.run();

        assertThat(host.exec("cat", "/opt/truth/greeting")).isEqualTo("hello \"$HOME\" `id` 'x' \\n ä€\n");
        assertThat(host.exec("cat", "/opt/truth/endings")).isEqualTo("one\r\ntwo\r\nno end");
        assertThat(host.exec("cat", "/opt/truth/settings"))
                .isEqualTo("name = " + host.name() + "\npath = ${HOME}\nfamily = debian\n");
        assertThat(host.exec("stat", "-c", "%a %U %G", "/opt/truth", "/opt/truth/greeting"))
                .isEqualTo("750 operator root\n640 root root\n");
    }

    @Test
    void aPlanShowsTheContentThatWouldChangeAsADiff() {
        service.run();

        Told plan = service.plan("-D", "-e", "greeting=goodbye");

        assertThat(plan.named("would_change")).containsExactly("The greeting", "Restart");
        assertThat(plan.out()).contains("-hello \"$HOME\" `id` 'x' \\n ä€\n", "+goodbye \"$HOME\" `id` 'x' \\n ä€\n");
    }

    @Test
    void whatTheUserMayNotSeeIsNoReasonForAWrongPlan() {
        service.run();
        host.exec("chmod", "0700", "/opt/truth");
        host.exec("chown", "root", "/opt/truth");

        Told plan = service.plan();

        assertThat(plan.changes())
                .isEqualTo(Map.of(
                        "The folder",
                        List.of(
                                SmallService.change("mode", "0700", "0750"),
                                SmallService.change("owner", "root", "operator"))));
    }
}
