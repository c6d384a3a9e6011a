package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What somebody changed behind Podwright's back, by Docker's own means: found by its name, and mended. The containers
/// are made by hand with all that was declared but one thing, and with the labels that Podwright gave them.
class RunContainerDriftTest extends DockerHost {
    private static final String CHECK = "test -e /ok";

    RunContainerDriftTest(String shellCommand) {
        super(shellCommand);
    }

    private Map<String, Object> everything() {
        return container(
                "state",
                "stopped",
                "entrypoint",
                "/bin/busybox",
                "command",
                List.of("echo", "one \"two\"\n"),
                "ports",
                Map.of("80", "127.0.0.1:20080"),
                "volumes",
                Map.of(folder.toString(), "/data:ro"),
                "environment",
                new LinkedHashMap<>(Map.of("TOKEN", "s3cret", "LINES", "a\nb", "UMLAUT", "ä\"\\")),
                "labels",
                Map.of("team", "a b", "note", "ü\n"),
                "shm_size",
                "32m",
                "ulimits",
                Map.of("nofile", "100:200"),
                "network",
                "bridge",
                "hostname",
                "pod",
                "user",
                "1000",
                "workdir",
                "/bin/",
                "health",
                Map.of("cmd", CHECK, "interval", 30L, "timeout", "1m30s", "retries", 2L, "start_period", "5s"),
                "memory",
                "64m",
                "memory_swap",
                "128m",
                "cpus",
                "0.5",
                "pids",
                100L,
                "restart",
                "on-failure:2");
    }

    private Map<String, String> words() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("entrypoint", "/bin/busybox");
        words.put("publish", "127.0.0.1:20080:80");
        words.put("volume", folder + ":/data:ro");
        words.put("env TOKEN", "TOKEN=s3cret");
        words.put("env LINES", "LINES=a\nb");
        words.put("env UMLAUT", "UMLAUT=ä\"\\");
        words.put("label team", "team=a b");
        words.put("label note", "note=ü\n");
        words.put("shm-size", "32m");
        words.put("ulimit", "nofile=100:200");
        words.put("network", "bridge");
        words.put("hostname", "pod");
        words.put("user", "1000");
        words.put("workdir", "/bin");
        words.put("health-cmd", CHECK);
        words.put("health-interval", "30s");
        words.put("health-timeout", "90s");
        words.put("health-retries", "2");
        words.put("health-start-period", "5s");
        words.put("memory", "64m");
        words.put("memory-swap", "128m");
        words.put("cpus", "0.5");
        words.put("pids-limit", "100");
        words.put("restart", "on-failure:2");
        return words;
    }

    private void makeByHand(Map<String, String> words, String... command) throws Exception {
        docker("rm", "--force", named("web"));
        List<String> create = new ArrayList<>(List.of("create", "--name", named("web")));
        words.forEach((option, value) -> create.add("--" + option.replaceFirst(" .*", "") + "=" + value));
        create.add(IMAGE);
        create.addAll(List.of(command));
        docker(create.toArray(String[]::new));
    }

    private Change replaced() {
        return change("container " + named("web"), "created", "replaced");
    }

    private Map<String, Change> drifts() {
        Map<String, Change> drifts = new LinkedHashMap<>();
        drifts.put("entrypoint=/bin/sh", change("entrypoint", "[\"/bin/sh\"]", "[\"/bin/busybox\"]"));
        drifts.put("publish=127.0.0.1:20081:80", change("ports", "127.0.0.1:20081:80", "127.0.0.1:20080:80"));
        drifts.put("volume=/usr:/data:ro", change("volume /data", "/usr:/data:ro", folder + ":/data:ro"));
        drifts.put("env TOKEN=TOKEN=other", change("environment TOKEN", "another value", "the declared one"));
        drifts.put("env LINES=LINES=a\nc", change("environment LINES", "another value", "the declared one"));
        drifts.put("env UMLAUT=", change("environment UMLAUT", "unset", "set"));
        drifts.put("label team=team=b", change("label team", "\"b\"", "\"a b\""));
        drifts.put("label note=", change("label note", "none", "the declared one"));
        drifts.put("shm-size=16m", change("shm-size", "16777216", "33554432"));
        drifts.put("ulimit=nofile=100:300", change("ulimit nofile", "100:300", "100:200"));
        drifts.put("network=none", change("network", "none", "bridge"));
        drifts.put("hostname=other", change("hostname", "other", "pod"));
        drifts.put("user=0", change("user", "0", "1000"));
        drifts.put("workdir=/", change("workdir", "/", "/bin"));
        drifts.put("health-cmd=true", change("health-cmd", "[\"CMD-SHELL\",\"true\"]", "\"" + CHECK + "\""));
        drifts.put("health-interval=10s", change("health-interval", "10000000000", "30s"));
        drifts.put("health-timeout=10s", change("health-timeout", "10000000000", "1m30s"));
        drifts.put("health-retries=9", change("health-retries", "9", "2"));
        drifts.put("health-start-period=9s", change("health-start-period", "9000000000", "5s"));
        return drifts;
    }

    @Test
    void namesAndMendsEachFieldThatAContainerMadeByHandHasOtherwise() throws Exception {
        converges("run_container", everything(), change("container " + named("web"), "absent", "created"));
        String spec = inspect("{{index .Config.Labels \"dev.podwright.spec\"}}");
        assertThat(spec).contains("env.TOKEN", "hostname", "volume./data").doesNotContain("s3cret");

        Map<String, String> same = words();
        same.put("label spec", "dev.podwright.spec=" + spec);
        makeByHand(same, "echo", "one \"two\"\n");
        assertThat(run("run_container", everything()).changes()).isEmpty();

        for (Map.Entry<String, Change> drift : drifts().entrySet()) {
            String[] option = drift.getKey().split("=", 2);
            Map<String, String> other = new LinkedHashMap<>(same);
            assertThat(other).containsKey(option[0]);
            if (option[1].isEmpty()) {
                other.remove(option[0]);
            } else {
                other.put(option[0], option[1]);
            }
            makeByHand(other, "echo", "one \"two\"\n");
            BlockResult mended = run("run_container", everything());
            assertThat(mended.changes()).as(drift.getKey()).containsExactly(drift.getValue(), replaced());
            assertThat(mended.status()).as(mended.toString()).isEqualTo(Status.CHANGED);
        }
        makeByHand(same, "echo", "three");
        BlockResult mended = run("run_container", everything());
        assertThat(mended.changes())
                .containsExactly(change("command", "[\"echo\",\"three\"]", "[\"echo\",\"…\"]"), replaced());
    }

    @Test
    void mendsInPlaceWhatDockerUpdateChanged() throws Exception {
        converges("run_container", everything(), change("container " + named("web"), "absent", "created"));
        String id = inspect("{{.Id}}");

        docker("update", "--memory=96m", "--memory-swap=256m", "--cpus=1", "--pids-limit=50", "--restart=always", id);
        converges(
                "run_container",
                everything(),
                change("memory", "96m", "64m"),
                change("memory_swap", "256m", "128m"),
                change("cpus", "1", "0.5"),
                change("pids", "50", "100"),
                change("restart", "always", "on-failure:2"));
        assertThat(inspect("{{.Id}} {{.HostConfig.MemorySwap}}")).isEqualTo(id + " 134217728");
    }

    @Test
    void leavesAloneWhatIsNotDeclared() throws Exception {
        Map<String, Object> little = container("state", "stopped");
        converges("run_container", little, change("container " + named("web"), "absent", "created"));

        Map<String, String> words = words();
        words.remove("entrypoint");
        words.put("label spec", "dev.podwright.spec=" + inspect("{{index .Config.Labels \"dev.podwright.spec\"}}"));
        makeByHand(words, "sleep", "500");
        docker("update", "--memory=96m", "--restart=always", named("web"));

        assertThat(run("run_container", little).status()).isEqualTo(Status.OK);
    }

    @Test
    void takesAwayWhatIsDeclaredNoMore() throws Exception {
        Map<String, Object> more =
                container("state", "stopped", "hostname", "pod", "memory", "64m", "options", List.of("--init"));
        more.put("environment", Map.of("TOKEN", "s3cret"));
        more.put("labels", Map.of("team", "a b"));
        more.put("volumes", Map.of(folder.toString(), "/data:ro"));
        more.put("ports", Map.of("80", "127.0.0.1:20080"));
        converges("run_container", more, change("container " + named("web"), "absent", "created"));

        converges(
                "run_container",
                container("state", "stopped"),
                change("ports", "127.0.0.1:20080:80", "none"),
                change("label team", "set", "none"),
                change("volume /data", "set", "none"),
                change("hostname", "pod", "the default"),
                change("environment TOKEN", "set", "unset"),
                change("options", "some", "none"),
                change("memory", "64m", "unlimited"),
                replaced());
        assertThat(inspect("{{.HostConfig.Binds}} {{.Config.Labels.team}} {{.HostConfig.Memory}}"))
                .isEqualTo("[] <no value> 0");
        converges(
                "run_container",
                container("state", "stopped", "options", List.of("--init")),
                change("options", "none", "the declared ones"),
                replaced());
        assertThat(inspect("{{.HostConfig.Init}}")).isEqualTo("true");
    }

    @Test
    void makesAnotherOneWhereTheContainerWasRenamed() throws Exception {
        converges(
                "run_container",
                container("state", "stopped"),
                change("container " + named("web"), "absent", "created"));
        docker("rename", named("web"), named("renamed"));

        converges(
                "run_container",
                container("state", "stopped"),
                change("container " + named("web"), "absent", "created"));
        assertThat(docker("container", "inspect", "--format", "{{.Name}}", named("renamed")))
                .isNotEmpty();
    }
}
