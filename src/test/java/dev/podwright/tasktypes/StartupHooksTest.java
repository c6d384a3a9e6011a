package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `run_container` with `startup_hooks: true`, in the machine's own engine.
class StartupHooksTest extends DockerHost {
    /// How many words the entrypoint has, it, and the command.
    private static final String COMMAND = "{{with .Config.Labels}}{{index . \"dev.podwright.startup\"}} "
            + "{{index . \"dev.podwright.entrypoint\"}} {{index . \"dev.podwright.command\"}}{{end}}";

    private final String tag = "podwright-test/hooks:" + ProcessHandle.current().pid();

    StartupHooksTest(String shellCommand) {
        super(shellCommand);
    }

    @AfterEach
    void removeTheImage() throws Exception {
        if (!docker("image", "ls", "--quiet", tag).isEmpty()) {
            docker("image", "rm", "--force", tag);
        }
    }

    /// A container whose folder of hooks is a folder of this machine.
    private Map<String, Object> hooked(Object... namesAndValues) throws Exception {
        Path hooks = Files.createDirectories(at("startup.d"));
        Map<String, Object> parameters =
                container("startup_hooks", true, "volumes", Map.of(hooks.toString(), "/etc/podwright/startup.d"));
        parameters.putAll(parameters(namesAndValues));
        return parameters;
    }

    private void hook(String name, String text) throws Exception {
        Path hook =
                Files.writeString(Files.createDirectories(at("startup.d")).resolve(name), "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Change created() {
        return change("container " + named("web"), "absent", "running");
    }

    private Change replaced() {
        return change("container " + named("web"), "running", "replaced");
    }

    /// An image with this entrypoint and command, as JSON, and nothing in it but busybox.
    private void image(String entrypoint, String command) throws Exception {
        docker("rm", "--force", named("made-from"));
        docker("create", "--name", named("made-from"), IMAGE);
        docker("export", "--output", at("image.tar").toString(), named("made-from"));
        docker(
                "import",
                "--change",
                "ENTRYPOINT " + entrypoint,
                "--change",
                "CMD " + command,
                at("image.tar").toString(),
                tag);
    }

    /// What came on standard output, where the order is sure, after a look at what came on standard error.
    private List<String> log() throws Exception {
        String failed = "podwright: the start-up hook /etc/podwright/startup.d/20-fails failed with exit status 3";
        List<String> lines = docker("logs", named("web")).lines().toList();
        assertThat(lines).contains(failed);
        return lines.stream().filter(line -> !line.equals(failed)).toList();
    }

    private void waitInside(String condition) {
        String script = "until " + condition + "; do sleep 0.1; done";
        assertThat(run("container_exec", parameters("container", named("web"), "script", script))
                        .failure())
                .isEmpty();
    }

    @Test
    void runsTheHooksEachTimeAndThenTheCommand() throws Exception {
        hook("10-first", "echo first");
        hook("20-fails", "echo failing; exit 3");
        hook("30-last", "cat; echo last");
        Files.writeString(at("startup.d/15-not-executable"), "echo never");
        List<String> command = List.of(
                "sh",
                "-c",
                "echo \"<$1>\"; printf x >>/etc/podwright/startup.d/starts; exec sleep 500",
                "sh",
                "it's  \"$HOME\"\nhere");

        converges("run_container", hooked("command", command), created());
        assertThat(log()).containsExactly("first", "failing", "last", "<it's  \"$HOME\"", "here>");

        docker("restart", "--time", "0", named("web"));
        waitInside("test \"$(cat /etc/podwright/startup.d/starts)\" = xx");
        assertThat(log())
                .endsWith("first", "failing", "last", "<it's  \"$HOME\"", "here>")
                .hasSize(10);
    }

    @Test
    void leavesSignalsAndTheExitStatusToTheCommand() throws Exception {
        String command = "trap 'exit 9' TERM; touch /ready; while :; do sleep 0.1; done";
        converges("run_container", hooked("command", List.of("sh", "-c", command)), created());
        waitInside("test -e /ready");

        docker("stop", "--time", "30", named("web"));

        assertThat(inspect("{{.State.ExitCode}}")).isEqualTo("9");
    }

    @Test
    void comparesTheCommandThatWasDeclared() throws Exception {
        image("[\"/bin/env\",\"A=it's \\\\ \\\"\"]", "[\"sleep\",\"500\"]");
        Map<String, Object> plain = hooked("image", tag);
        plain.remove("command");

        converges("run_container", plain, created());
        assertThat(inspect(COMMAND)).isEqualTo("2 [\"/bin/env\",\"A=it's \\\\ \\\"\"] [\"sleep\",\"500\"]");
        assertThat(docker("exec", named("web"), "sh", "-c", "cat /proc/[0-9]*/cmdline | tr '\\0' ' '"))
                .contains("sleep 500");

        converges(
                "run_container",
                with(plain, "command", List.of("sleep", "501")),
                change("command", "[\"sleep\",\"500\"]", "[\"sleep\",\"501\"]"),
                replaced());
        converges(
                "run_container",
                with(with(plain, "entrypoint", "/bin/sleep"), "command", List.of("501")),
                change("entrypoint", "[\"/bin/env\",\"A=it's \\\\ \\\"\"]", "[\"/bin/sleep\"]"),
                change("command", "[\"sleep\",\"501\"]", "[\"501\"]"),
                replaced());
        converges(
                "run_container",
                with(with(with(plain, "entrypoint", "/bin/sleep"), "command", List.of("501")), "startup_hooks", false),
                change("startup_hooks", "true", "false"),
                replaced());
        assertThat(inspect("{{.Config.Entrypoint}} {{.Config.Cmd}}")).isEqualTo("[/bin/sleep] [501]");
    }

    @Test
    void becomesTheNewCommandOfAnImage() throws Exception {
        image("[]", "[\"sleep\",\"500\"]");
        Map<String, Object> plain = hooked("image", tag);
        plain.remove("command");
        converges("run_container", plain, created());

        image("[]", "[\"sleep\",\"502\"]");
        BlockResult result = run("run_container", plain);

        assertThat(result.changes()).extracting(Change::what).containsExactly("image", "container " + named("web"));
        assertThat(inspect(COMMAND)).isEqualTo("0 null [\"sleep\",\"502\"]");
        assertThat(run("run_container", plain).changes()).isEmpty();
    }

    @Test
    void refusesAnImageWithoutAShell() throws Exception {
        Path bin = Files.createDirectories(at("bare/bin"));
        Files.copy(Path.of("/bin/busybox"), bin.resolve("busybox"));
        assertThat(new ProcessBuilder(
                                "tar",
                                "-C",
                                at("bare").toString(),
                                "-cf",
                                at("bare.tar").toString(),
                                ".")
                        .start()
                        .waitFor())
                .isZero();
        docker("import", at("bare.tar").toString(), tag);

        Map<String, Object> bare = hooked("image", tag, "command", List.of("/bin/busybox", "sleep", "500"));

        assertThat(failed("run_container", bare).message())
                .isEqualTo("the image " + tag + " has no /bin/sh, which start-up hooks need");
        assertThat(docker("ps", "--all", "--quiet", "--filter", "name=" + named("web")))
                .isEmpty();
        bare.remove("command");
        assertThat(failed("run_container", bare).message())
                .isEqualTo("container " + named("web") + " has no command: neither the image " + tag
                        + " nor the task names one");
    }
}
