package dev.podwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Connections that are lost in the middle of a run, by a connector that lets tasks cut them.
@Timeout(60)
class LostConnectionTest {
    @TempDir
    Path folder;

    private LocalRun run;

    @BeforeEach
    void prepare() {
        run = new LocalRun(folder).connector(new FaultyConnector(folder));
        run.write("templates/cut/task.yml", """
                summary: Cuts the connection the first time
                parameters: {}
                outputs: {}
                examples: []
                """);
        run.write("templates/cut/check.sh.ftl", "pw_change it\n");
        run.write("templates/cut/apply.sh.ftl", "true\n");
        run.write("templates/once/task.yml", """
                summary: Must not be done twice
                safe_to_repeat: false
                verify: false
                parameters: {}
                outputs: {}
                examples: []
                """);
        run.write("templates/once/check.sh.ftl", "pw_change it\n");
        run.write("templates/once/apply.sh.ftl", cutting());
        run.write("templates/twice/task.yml", """
                summary: May be done twice
                verify: false
                parameters: {}
                outputs: {}
                examples: []
                """);
        run.write("templates/twice/check.sh.ftl", "pw_change it\n");
        run.write("templates/twice/apply.sh.ftl", cutting());
    }

    /// The first time it cuts the connection.
    private String cutting() {
        return """
                echo begun >> %1$s/trace
                if ! [ -e %1$s/cut ]; then
                  touch %1$s/cut %1$s/lost
                  kill -9 $$
                  exit 1
                fi
                """.formatted(folder);
    }

    @Test
    void repeatsWhatIsSafeToRepeatAndKeepsTheOrderOfTheRest() {
        run.run("""
                - hosts: one
                  vars: {trace: "%s/trace"}
                  tasks:
                    - {twice: {}, register: t}
                    - {shell: "echo 1 >> [=trace]"}
                    - {shell: "echo 2 >> [=trace]"}
                    - {shell: "echo 3 >> [=trace] # [=t.rc]"}
                """.formatted(folder));
        assertThat(folder.resolve("trace")).hasContent("begun\nbegun\n1\n2\n3\n");
        assertThat(run.states())
                .containsExactly(
                        "one twice: changed", "one shell: changed", "one shell: changed", "one shell: changed");
    }

    @Test
    void keepsTheOrderWhereOnlyTheShellWasLostAndErrorsAreIgnored() {
        run.write("templates/twice/apply.sh.ftl", cutting().replace(" " + folder + "/lost", ""));
        run.run("""
                - hosts: one
                  vars: {trace: "%s/trace"}
                  tasks:
                    - {twice: {}, register: t, ignore_errors: true}
                    - {shell: "echo 1 >> [=trace]"}
                    - {shell: "echo 2 >> [=trace]"}
                """.formatted(folder));
        assertThat(folder.resolve("trace")).hasContent("begun\nbegun\n1\n2\n");
    }

    @Test
    void neverRepeatsWhatMayNotBe() {
        RunSummary summary = run.run("""
                - hosts: one
                  tasks:
                    - {once: {}}
                    - {name: Never, shell: "echo never >> %s/trace"}
                """.formatted(folder));
        assertThat(folder.resolve("trace")).hasContent("begun\n");
        assertThat(run.states()).containsExactly("one once: unreachable");
        assertThat(summary.anyUnreachable()).isTrue();
    }

    @Test
    void goesOnWhereThatIsIgnored() {
        RunSummary summary = run.run("""
                - hosts: one
                  tasks:
                    - {once: {}, ignore_unreachable: true, register: r}
                    - {name: After, shell: "echo [=r.unreachable?c] >> %s/trace"}
                """.formatted(folder));
        assertThat(folder.resolve("trace")).hasContent("begun\ntrue\n");
        assertThat(summary.anyUnreachable()).isFalse();
        assertThat(summary.hosts().values()).extracting(HostStats::ignored).containsExactly(1);
    }

    @Test
    void isUnreachableWhereItCannotConnectAnew() {
        run.write("templates/twice/apply.sh.ftl", "touch " + folder + "/gone\n" + cutting());
        run.run("""
                - hosts: one
                  tasks:
                    - {twice: {}}
                    - {name: Never, shell: "true"}
                """);
        assertThat(run.states()).containsExactly("one twice: unreachable");
        assertThat(run.result("twice").msg()).contains("could not be made anew").contains("no route");
    }
}
