package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Status;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunContainerTest extends DockerHost {
    RunContainerTest(String shellCommand) {
        super(shellCommand);
    }

    private Change replaced() {
        return change("container " + named("web"), "running", "replaced");
    }

    private Change created() {
        return change("container " + named("web"), "absent", "running");
    }

    @Test
    void createsAContainerOnceAndSaysAllAboutIt() throws Exception {
        String port = freePort();
        Map<String, Object> web = container("ports", Map.of("80", "127.0.0.1:" + port), "memory", "64m", "cpus", "0.5");

        BlockResult result = converges("run_container", web, created());

        assertThat(output(result, "status")).isEqualTo("running");
        assertThat(output(result, "ports")).isEqualTo("80=" + port);
        assertThat(output(result, "container_id")).isEqualTo(inspect("{{.Id}}"));
        assertThat(output(result, "image_id")).startsWith("sha256:");
        assertThat(inspect("{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}}")).isEqualTo("67108864 500000000");
    }

    @Test
    void givesTheEnvironmentAsItIs() throws Exception {
        Map<String, Object> environment = new LinkedHashMap<>();
        environment.put("QUOTES", "it's \"$HOME\" `id` \\ #");
        environment.put("EMPTY", "");
        environment.put("LINES", "one\ntwo");
        environment.put("PATH", "/bin:/elsewhere");
        environment.put("DOCKER_HOST", "tcp://127.0.0.1:1");
        converges("run_container", container("environment", environment), created());

        for (Map.Entry<String, Object> variable : environment.entrySet()) {
            assertThat(inspect("{{range .Config.Env}}{{println .}}{{end}}") + "\n")
                    .contains(variable.getKey() + "=" + variable.getValue() + "\n");
        }
    }

    @Test
    void changesLimitsInPlace() throws Exception {
        converges("run_container", container("memory", "64m", "restart", "no"), created());
        String id = inspect("{{.Id}}");

        converges(
                "run_container",
                container("memory", "1g", "cpus", 1, "restart", "on-failure:2"),
                change("memory", "64m", "1g"),
                change("cpus", "unlimited", "1"),
                change("restart", "no", "on-failure:2"));
        assertThat(inspect("{{.Id}}")).isEqualTo(id);

        docker("update", "--memory", "128m", "--memory-swap", "256m", "--restart", "always", id);
        converges(
                "run_container",
                container("memory", "1g", "cpus", 1, "restart", "on-failure:2"),
                change("memory", "128m", "1g"),
                change("restart", "always", "on-failure:2"));
    }

    @Test
    void namesWhatDiffersAndReplacesTheContainer() throws Exception {
        converges("run_container", container("environment", Map.of("TOKEN", "old")), created());
        String port = freePort();
        Map<String, Object> other = container("command", "sleep 501");
        other.put("environment", Map.of("TOKEN", "new"));
        other.put("volumes", Map.of(folder.toString(), "/data:ro"));
        other.put("labels", Map.of("team", "a \"b\""));
        other.put("ulimits", Map.of("nofile", "100:200"));
        other.put("shm_size", "32m");
        other.put("network", "none");
        other.put("hostname", "pod");
        other.put("user", "1000");
        other.put("workdir", "/bin");

        BlockResult planned = plan("run_container", other);
        assertThat(planned.changes())
                .contains(
                        change("label team", "none", "\"a \\\"b\\\"\""),
                        change("volume /data", "none", folder + ":/data:ro"),
                        change("ulimit nofile", "none", "100:200"),
                        change("shm-size", "67108864", "33554432"),
                        change("user", "none", "1000"),
                        change("workdir", "none", "/bin"),
                        change("command", "[\"sleep\",\"500\"]", "[\"sleep\",\"501\"]"),
                        change("environment TOKEN", "another value", "the declared one"),
                        replaced());
        converges("run_container", other, planned.changes().toArray(Change[]::new));

        converges(
                "run_container",
                with(with(other, "network", "bridge"), "ports", Map.of("80", "127.0.0.1:" + port)),
                change("network", "none", "bridge"),
                change("ports", "none", "127.0.0.1:" + port + ":80"),
                replaced());
    }

    @Test
    void noticesThatATagMeansAnotherImageByNow() throws Exception {
        String tag = "podwright-test/moving:" + ProcessHandle.current().pid();
        docker("tag", IMAGE, tag);
        try {
            converges("run_container", container("image", tag), created());
            Files.writeString(at("file"), "another image");
            docker("export", "--output", at("other.tar").toString(), named("web"));
            docker("import", "--change", "LABEL other=1", at("other.tar").toString(), tag);

            BlockResult result = run("run_container", container("image", tag));

            assertThat(result.status()).as(result.toString()).isEqualTo(Status.CHANGED);
            assertThat(result.changes()).hasSize(2).element(0).satisfies(change -> {
                assertThat(change.what()).isEqualTo("image");
                assertThat(change.from()).startsWith("sha256:");
                assertThat(change.to()).startsWith("sha256:").isNotEqualTo(change.from());
            });
        } finally {
            removeContainers();
            docker("image", "rm", tag);
        }
    }

    @Test
    void bringsBackWhatWasStoppedPausedOrNeverStarted() throws Exception {
        String what = "container " + named("web");
        converges("run_container", container("state", "stopped"), change(what, "absent", "created"));
        converges("run_container", container(), change(what, "created", "running"));
        String id = inspect("{{.Id}}");

        docker("kill", id);
        converges("run_container", container(), change(what, "exited", "running"));
        docker("pause", id);
        converges("run_container", container(), change(what, "paused", "running"));
        assertThat(inspect("{{.Id}}")).isEqualTo(id);

        converges("run_container", container("state", "stopped"), change(what, "running", "exited"));
        converges("run_container", container("state", "absent"), change(what, "exited", "absent"));
    }

    @Test
    void leavesNothingWhereTheFirstStartFails() throws Exception {
        BlockResult.Failure missing = failed("run_container", container("command", List.of("nosuch")));
        assertThat(missing.message())
                .contains("does not start", "executable file not found", "it has been removed again");
        assertThat(missing.hint()).contains("check command and entrypoint");

        BlockResult ended = run("run_container", container("command", List.of("sh", "-c", "echo last words; exit 3")));
        assertThat(ended.failure().orElseThrow().message()).contains("exit status 3: last words");
        assertThat(ended.stderr()).contains("last words");

        assertThat(failed("run_container", container("command", List.of("true")))
                        .hint())
                .contains("keeps running");
        assertThat(docker("ps", "--all", "--quiet", "--filter", "name=" + named("web")))
                .isEmpty();
    }

    @Test
    void putsTheOldContainerBackWhereTheNewOneFails() throws Exception {
        converges("run_container", container(), created());
        String id = inspect("{{.Id}}");

        assertThat(failed("run_container", container("command", List.of("false")))
                        .message())
                .contains("exit status 1", "the container from before runs again");
        assertThat(failed("run_container", container("options", List.of("--memory-swappiness=900")))
                        .message())
                .contains("can't be created");

        assertThat(inspect("{{.Id}} {{.State.Running}}")).isEqualTo(id + " true");
        assertThat(docker("ps", "--all", "--format", "{{.Names}}", "--filter", "name=" + named("web")))
                .isEqualTo(named("web"));
        assertThat(run("run_container", container()).status()).isEqualTo(Status.OK);
    }

    @Test
    void keepsAContainerMadeByHandWhereItFits() throws Exception {
        docker("create", "--name", named("web"), "--env", "MORE=1", "--memory", "64m", IMAGE, "sleep", "500");
        docker("start", named("web"));

        assertThat(run("run_container", container()).status()).isEqualTo(Status.OK);
        converges("run_container", container("hostname", "pod"), change("hostname", shortId(), "pod"), replaced());
    }

    private String shortId() throws Exception {
        return inspect("{{.Config.Hostname}}");
    }

    @Test
    void replacesNeverOrOnceARunWhereToldSo() throws Exception {
        converges("run_container", container(), created());
        String id = inspect("{{.Id}}");

        BlockResult kept = run("run_container", container("recreate", "never", "workdir", "/bin"));
        assertThat(kept.status()).as(kept.toString()).isEqualTo(Status.OK);
        assertThat(kept.warnings()).singleElement().asString().contains("keeps its workdir");

        BlockResult renewed = run("run_container", container("recreate", "always"));
        assertThat(renewed.changes()).containsExactly(replaced());
        assertThat(renewed.status()).isEqualTo(Status.CHANGED);
        assertThat(inspect("{{.Id}}")).isNotEqualTo(id);
    }

    @Test
    void askingAboutAContainerThatIsAsDeclaredTakesTwoCallsOfDocker() throws Exception {
        Map<String, Object> web = container("gpus", "auto", "memory", "64m", "ports", Map.of("80", "auto"));
        web.put("environment", Map.of("TOKEN", "x"));
        converges("run_container", web, created());
        standInDocker("echo \"$1 $2\" >>'%s'\n".formatted(at("calls")));

        assertThat(run("run_container", web).status()).isEqualTo(Status.OK);

        assertThat(text("calls").lines()).containsExactly("container inspect", "image inspect");
    }

    @Test
    void saysWhatToDoAboutWhatDockerRefuses() {
        assertThat(failed("run_container", container("cpus", 4096)).hint())
                .isEqualTo("ask for no more CPUs than the host has");
        assertThat(failed("run_container", container("memory", "1m")).hint())
                .isEqualTo("Docker takes no memory limit below 6m");
        assertThat(failed("run_container", container("image", "podwright-test/absent:1", "pull", "never"))
                        .hint())
                .isEqualTo("put an ensure_image task before this one");
    }
}
