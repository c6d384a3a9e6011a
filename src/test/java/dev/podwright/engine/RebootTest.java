package dev.podwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Tasks that reboot their host. The hosts are this machine by a connector that lets tasks cut connections, and a file
/// stands in for the boot id: what real hosts do is in the acceptance tests.
@Timeout(60)
class RebootTest {
    @TempDir
    Path folder;

    private LocalRun run;

    @BeforeEach
    void prepare() {
        run = new LocalRun(folder).connector(new FaultyConnector(folder)).inventory("all: {hosts: {one: {}}}\n");
        run.write("boot", "first\n");
        type("boots", true, "echo rebooted >> %1$s/boot".formatted(folder), "");
    }

    /// A task type that reboots the host by a command, and wants the file `applied` and a second boot.
    private void type(String name, boolean reboots, String command, String options) {
        run.write("templates/%s/task.yml".formatted(name), """
                summary: Reboots
                reboots: %s
                parameters: {}
                outputs: {boots: {type: int, doc: How often it was booted.}}
                examples: []
                """.formatted(reboots));
        run.write("templates/%s/check.sh.ftl".formatted(name), """
                cd %s
                echo "$pw_phase" >> trace
                pw_output boots "$(wc -l < boot)"
                if ! [ -e applied ] || [ "$(wc -l < boot)" -lt 2 ]; then pw_change host running rebooted; fi
                """.formatted(folder));
        run.write("templates/%s/apply.sh.ftl".formatted(name), """
                cd %1$s
                echo apply >> trace
                touch applied
                pw_reboot 20 '%2$s' boot_id='cat %1$s/boot' %3$s
                """.formatted(folder, command, options));
    }

    /// The same with another timeout.
    private void type(String command, int timeout) {
        type("boots", true, command, "");
        run.write("templates/boots/apply.sh.ftl", """
                pw_reboot %d '%s' boot_id='cat %s/boot'
                """.formatted(timeout, command, folder));
    }

    private RunSummary reboot() {
        return run.run("""
                - hosts: one
                  tasks:
                    - {shell: "echo before >> %1$s/trace"}
                    - {boots: {}, register: it}
                    - {shell: "echo after [=it.boots] >> %1$s/trace"}
                """.formatted(folder));
    }

    private List<String> progress() {
        return run.events().stream()
                .filter(RunEvent.TaskProgress.class::isInstance)
                .map(event -> ((RunEvent.TaskProgress) event).message())
                .toList();
    }

    @Test
    void verifiesInTheNewBootAndGoesOn() {
        reboot();

        assertThat(run.states()).containsExactly("one shell: changed", "one boots: changed", "one shell: changed");
        assertThat(folder.resolve("trace")).hasContent("before\ncheck\napply\nverify\nafter 2\n");
        assertThat(run.result("boots").changes()).hasSize(1);
        assertThat(progress()).startsWith("rebooting").last().asString().startsWith("back");
    }

    @Test
    void gathersTheFactsAnew() {
        reboot();

        assertThat(run.events())
                .filteredOn(RunEvent.HostConnected.class::isInstance)
                .hasSize(2);
    }

    @Test
    void waitsForAHostThatIsAway() {
        type("boots", true, "touch gone; (sleep 1; echo second >> boot; rm gone) >/dev/null 2>&1 &", "");
        run.write("templates/boots/apply.sh.ftl", """
                cd %1$s
                touch applied
                pw_reboot 20 'cd %1$s; touch gone; (sleep 1; echo second >> boot; rm gone) >/dev/null 2>&1 &' \
                  boot_id='cat %1$s/boot'
                """.formatted(folder));
        reboot();

        assertThat(run.states()).contains("one boots: changed", "one shell: changed");
        assertThat(progress()).anySatisfy(message -> assertThat(message).startsWith("waiting: no route"));
    }

    @Test
    void isntMisledByAHostThatStillAnswersBeforeItGoesDown() {
        type("boots", true, "(sleep 1; echo second >> %s/boot) >/dev/null 2>&1 &".formatted(folder), "");
        reboot();

        assertThat(run.states()).contains("one boots: changed");
        assertThat(progress()).anySatisfy(message -> assertThat(message).startsWith("still shutting down"));
    }

    @Test
    void saysThatAHostDidNotShutDown() {
        type("true", 1);
        RunSummary summary = reboot();

        assertThat(run.states()).containsExactly("one shell: changed", "one boots: failed");
        assertThat(run.result("boots").msg()).isEqualTo("the host did not shut down within 1 s");
        assertThat(run.result("boots").hint()).contains("systemctl list-jobs", "force_after");
        assertThat(summary.hosts().get("one")).extracting(HostStats::failed).isEqualTo(1);
    }

    @Test
    void saysWhatWasLastSeenOfAHostThatDidNotComeBack() {
        type("touch %s/gone".formatted(folder), 1);
        reboot();

        assertThat(run.states()).containsExactly("one shell: changed", "one boots: unreachable");
        assertThat(run.result("boots").msg())
                .isEqualTo("the host did not come back within 1 s of its reboot; last: no route");
        assertThat(run.result("boots").hint()).isEqualTo("find one");
    }

    @Test
    void triesTheTestCommandUntilItSucceeds() {
        type(
                "boots",
                true,
                "echo second >> %s/boot".formatted(folder),
                "test='cd %s; [ -e tried ] || { touch tried; echo not yet >&2; exit 3; }'".formatted(folder));
        reboot();

        assertThat(run.states()).contains("one boots: changed");
        assertThat(progress())
                .anySatisfy(message -> assertThat(message)
                        .contains("the test command doesn't succeed")
                        .contains("3: not yet"));
    }

    @Test
    void failsWhereTheRebootChangedNothing() {
        type("mv %1$s/boot %1$s/x; echo other > %1$s/boot".formatted(folder), 20);
        reboot();

        assertThat(run.states()).contains("one boots: failed");
        assertThat(run.result("boots").msg()).isEqualTo("did not converge: host is still running, not rebooted");
    }

    @Test
    void failsAtOnceWhereTheHostRefusesToReboot() {
        type("echo no >&2; exit 4", 20);
        reboot();

        assertThat(run.result("boots").msg())
                .isEqualTo("the host can't be rebooted: the command that reboots it failed: sh: no");
    }

    @Test
    void rebootsNoHostTwiceForOneRequest() {
        type("boots", true, "echo rebooted >> %1$s/boot".formatted(folder), "");
        run.write("templates/boots/apply.sh.ftl", """
                cd %1$s
                touch applied
                pw_reboot 20 'echo again >> %1$s/boot' boot_id='cat %1$s/boot'
                echo meanwhile >> boot
                """.formatted(folder));
        reboot();

        assertThat(run.states()).contains("one boots: changed");
        assertThat(folder.resolve("boot")).hasContent("first\nmeanwhile\n");
    }

    @Test
    void neverRebootsTheMachineItRunsOn() {
        run.inventory("all: {hosts: {one: {connection: local}}}\n");
        reboot();

        assertThat(run.result("boots").msg()).isEqualTo("this would reboot the machine that Podwright runs on");
        assertThat(folder.resolve("boot")).hasContent("first\n");
    }

    @Test
    void knowsTheMachineItRunsOnByItsBootToo() {
        run.write("templates/boots/apply.sh.ftl", "pw_reboot 20 'touch %s/rebooted'\n".formatted(folder));
        reboot();

        assertThat(run.result("boots").msg()).isEqualTo("this would reboot the machine that Podwright runs on");
        assertThat(folder.resolve("rebooted")).doesNotExist();
    }

    @Test
    void refusesATaskTypeThatDoesntSayThatItReboots() {
        type("boots", false, "touch %s/rebooted".formatted(folder), "");
        reboot();

        assertThat(run.result("boots").msg()).contains("its task.yml doesn't say that it may");
        assertThat(run.states()).containsExactly("one shell: changed", "one boots: failed");
        assertThat(folder.resolve("rebooted")).doesNotExist();
        assertThat(folder.resolve("trace")).hasContent("before\ncheck\napply\n");
    }

    @Test
    void noticesARequestThatTheShellCantSee() {
        run.write(
                "templates/boots/apply.sh.ftl",
                "cd %s; touch applied; echo 2 >> boot; (pw_reboot 20)\n".formatted(folder));
        reboot();

        assertThat(run.result("boots").msg()).contains("asked for a reboot where the shell can't notice it");
    }

    @Test
    void refusesWhatPwRebootDoesntKnow() {
        run.write("templates/boots/apply.sh.ftl", "pw_reboot 20 '' force=yes\n");
        reboot();

        assertThat(run.result("boots").msg()).isEqualTo("pw_reboot knows no \"force=yes\"");
    }

    @Test
    void aPlanRebootsNothing() {
        run = new LocalRun(folder, LocalRun.planning())
                .connector(new FaultyConnector(folder))
                .inventory("all: {hosts: {one: {}}}\n");
        reboot();

        assertThat(run.states()).contains("one boots: would change");
        assertThat(folder.resolve("boot")).hasContent("first\n");
    }

    @Test
    void anInterruptEndsTheWait() {
        type("touch %s/gone".formatted(folder), 50);
        run.meanwhile(executor -> {
            while (Files.notExists(folder.resolve("gone"))) {
                Thread.onSpinWait();
            }
            executor.interrupt();
        });
        RunSummary summary = reboot();

        assertThat(summary.interrupted()).isTrue();
        assertThat(run.states()).containsExactly("one shell: changed");
    }

    @Test
    void rebootsAsManyHostsAtOnceAsAThrottleAllows() {
        run.inventory("all: {hosts: {one: {}, two: {}, three: {}}}\n");
        run.write("templates/boots/apply.sh.ftl", """
                cd %1$s
                pw_reboot 20 'cd %1$s; mkdir down && echo down >> trace' boot_id='cat %1$s/trace' \
                  test='cd %1$s; rmdir down'
                """.formatted(folder));
        run.write("templates/boots/check.sh.ftl", "[ \"$pw_phase\" = verify ] || pw_change it\n");
        run.write("trace", "");
        run.run("""
                - hosts: all
                  tasks:
                    - {boots: {}, throttle: 1}
                """);

        assertThat(run.states())
                .containsExactlyInAnyOrder("one boots: changed", "two boots: changed", "three boots: changed");
    }
}
