package dev.podwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.report.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `plan -o FILE` and then `run --plan FILE`, on this machine.
@Timeout(60)
class RunPlanFileTest {
    @TempDir
    Path folder;

    private final FakeEnvironment podwright = new FakeEnvironment();
    private String plan = "";

    @BeforeEach
    void prepare() throws IOException {
        plan = folder.resolve("plan.json").toString();
        write("inventory.yml", "all: {hosts: {one: {connection: local}, two: {connection: local}}}\n");
        podwright.with("XDG_STATE_HOME", folder.resolve("state").toString());
    }

    @Test
    void appliesWhatWasPlannedAndNamesNoPlaybook() throws IOException {
        plan("- {copy: {dest: '%s/[=host.name]', content: planned, mode: '0600'}}");
        assertThat(run()).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("one")).hasContent("planned");
        assertThat(folder.resolve("two")).hasContent("planned");
    }

    @Test
    void carriesAPlaybookThroughWhoseTasksBuildOnEachOther() throws IOException {
        plan("""
                - {file: {path: '%1$s/[=host.name]/in', state: directory, mode: '0750'}}
                - {copy: {dest: '%1$s/[=host.name]/in/conf', content: "a=1\\n"}, notify: Reload}
                - {file: {path: '%1$s/[=host.name]/in/conf', mode: '0600'}}
                - {shell: "cat %1$s/[=host.name]/in/conf", register: conf, changed_when: false}
                - {assert: {that: conf.stdout == "a=1"}}
                """, """
                  handlers:
                    - {name: Reload, shell: "touch %1$s/[=host.name]/reloaded"}
                """);
        assertThat(run()).as(podwright.out()).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("one/in/conf")).hasContent("a=1");
        assertThat(folder.resolve("two/reloaded")).exists();
    }

    @Test
    void stopsTheHostWhoseChangesAreOthersWithBothSideBySide() throws IOException {
        write("one", "old");
        write("two", "old");
        plan("""
                - {name: Copy, copy: {dest: '%s/[=host.name]', content: planned}, ignore_errors: true}
                - {name: After, debug: {msg: after}}""");
        write("one", "new");
        assertThat(run()).isEqualTo(ExitCode.PLAN_LEFT);
        assertThat(folder.resolve("one")).hasContent("new");
        assertThat(folder.resolve("two")).hasContent("planned");
        assertThat(podwright.out())
                .contains("its changes are not the planned ones", "PLANNED", "old → planned", "new → planned")
                .contains("one : ok=0 changed=0 unreachable=0 failed=1")
                .contains("two : ok=2 changed=1 unreachable=0 failed=0");
    }

    @Test
    void refusesAChangeWhereThePlanSawNone() throws IOException {
        write("one", "wanted");
        write("two", "wanted");
        plan("""
                - block:
                    - {copy: {dest: '%1$s/[=host.name]', content: wanted}}
                  rescue:
                    - {file: {path: '%1$s/rescued', state: touch}}
                  always:
                    - {shell: 'touch %1$s/always', changed_when: false}""");
        Files.delete(folder.resolve("two"));
        assertThat(run("-l", "two")).isEqualTo(ExitCode.PLAN_LEFT);
        assertThat(folder.resolve("two")).doesNotExist();
        assertThat(folder.resolve("rescued")).doesNotExist();
        assertThat(folder.resolve("always")).doesNotExist();
        assertThat(podwright.out()).contains("(nothing)");
    }

    @Test
    void letsWhatWasDoneMeanwhileBe() throws IOException {
        plan("- {copy: {dest: '%s/same', content: planned}}");
        write("same", "planned");
        assertThat(run()).isEqualTo(ExitCode.OK);
    }

    @Test
    void doesWhatNoPlanCouldTell() throws IOException {
        plan("""
                - {name: Ask, shell: echo found, register: asked}
                - {name: Read, shell: echo read, changed_when: false}
                - {name: Real, shell: echo real, check_mode: false}
                - {copy: {dest: '%s/[=host.name]', content: '[=asked.stdout]'}}""");
        assertThat(run()).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("one")).hasContent("found");
    }

    @Test
    void holdsEachItemOfALoopToItsOwnPlan() throws IOException {
        write("b", "same");
        plan("- {copy: {dest: '%s/[=item]', content: same}, loop: [a, b, c]}");
        Files.delete(folder.resolve("b"));
        assertThat(run("-l", "one")).isEqualTo(ExitCode.PLAN_LEFT);
        assertThat(folder.resolve("a")).hasContent("same");
        assertThat(folder.resolve("b")).doesNotExist();
        assertThat(folder.resolve("c")).doesNotExist();
    }

    @Test
    void comparesWithoutKnowingSecrets() throws IOException {
        Files.createDirectories(folder.resolve("templates/token"));
        write("templates/token/task.yml", """
                summary: Keeps a token
                parameters:
                  value: {type: secret, required: true, doc: The token.}
                  dest: {type: path, required: true, doc: Where it is kept.}
                outputs: {}
                examples: []
                """);
        write("templates/token/check.sh.ftl", "[ -e [=dest] ] || pw_change token old [=value]\n");
        write("templates/token/apply.sh.ftl", "printf %s [=value] >[=dest]\n");
        plan("- token: {value: topsecret, dest: '%s/[=host.name]'}");
        assertThat(Path.of(plan)).content().doesNotContain("topsecret").contains("***");
        assertThat(run()).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("one")).hasContent("topsecret");
    }

    @Test
    void refusesWhatIsNoPlanAndOtherPlaybooks() throws IOException {
        plan("- {debug: {msg: x}}");
        assertThat(podwright.run("run", "other.yml", "--plan", plan)).isEqualTo(ExitCode.USAGE);
        assertThat(podwright.run("run", "-C", "--plan", plan)).isEqualTo(ExitCode.USAGE);
        assertThat(podwright.err()).contains("is of other playbooks: ", "--check and --plan don't go together");
        write("plan.json", "{\"format\": 2}");
        assertThat(run()).isEqualTo(ExitCode.INVALID_INPUT);
        write("plan.json", "{\"format\": 1,\n oops");
        assertThat(run()).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(podwright.run("run", "--plan", folder + "/nowhere")).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(podwright.err())
                .contains("plan.json: this is not a plan of this Podwright", "line 2, column", "/nowhere: ");
    }

    private void plan(String tasks) throws IOException {
        plan(tasks, "");
    }

    private void plan(String tasks, String rest) throws IOException {
        Path playbook = write(
                "playbook.yml",
                "- hosts: all\n  tasks:\n" + tasks.formatted(folder).indent(4) + rest.formatted(folder));
        ExitCode code = podwright.run(
                "plan", playbook.toString(), "-i", folder + "/inventory.yml", "-o", plan, "--task-timeout", "20");
        assertThat(code).as(podwright.out() + podwright.err()).isEqualTo(ExitCode.OK);
    }

    private ExitCode run(String... more) {
        String[] arguments = Stream.concat(
                        Stream.of("run", "--plan", plan, "-i", folder + "/inventory.yml"), Stream.of(more))
                .toArray(String[]::new);
        return podwright.run(arguments);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
