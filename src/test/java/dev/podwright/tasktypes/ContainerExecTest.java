package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContainerExecTest extends DockerHost {
    ContainerExecTest(String shellCommand) {
        super(shellCommand);
    }

    @BeforeEach
    void startAContainer() {
        assertThat(run("run_container", container()).status()).isEqualTo(Status.CHANGED);
    }

    private BlockResult exec(Object... parameters) {
        return run("container_exec", with(parameters(parameters), "container", named("web")));
    }

    @Test
    void runsACommandWithItsEnvironmentAndInput() {
        assertThat(exec("command", List.of("echo", "a  b", "$HOME")).stdout()).isEqualTo("a  b $HOME\n");
        assertThat(exec("command", "cat", "stdin", "one\ntwo").stdout()).isEqualTo("one\ntwo");
        assertThat(exec("command", "echo 'x y' \"z\"", "user", "1000").stdout()).isEqualTo("x y z\n");
        assertThat(exec("script", "echo \"$A\"; echo \"$B\"", "environment", Map.of("A", "it's", "B", "1\n2"))
                        .stdout())
                .isEqualTo("it's\n1\n2\n");
    }

    @Test
    void doesNothingWhereUnlessHolds() {
        assertThat(exec("command", "touch /done", "unless", "test -e /done").status())
                .isEqualTo(Status.CHANGED);
        assertThat(exec("command", "touch /done", "unless", "test -e /done").status())
                .isEqualTo(Status.OK);
        assertThat(exec("command", "touch /done", "unless", List.of("test", "-e", "/done"))
                        .status())
                .isEqualTo(Status.OK);
    }

    @Test
    void failsWithTheStatusOfTheCommand() {
        BlockResult result = exec("script", "echo oops >&2; exit 3");

        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.rc()).isEqualTo(3);
        assertThat(result.stderr()).contains("oops");
        assertThat(exec("command", "nosuch").failure().orElseThrow().message()).contains("can't be run in container");
    }

    @Test
    void aPlanLeavesOpenWhatAContainerYetToComeWouldDo() {
        Map<String, Object> absent = parameters("container", named("absent"), "command", "true");

        assertThat(plan("container_exec", absent).status()).isEqualTo(Status.DEFERRED);
        assertThat(failed("container_exec", absent).message())
                .isEqualTo("there is no container " + named("absent") + " on this host");
    }

    @Test
    void removesAContainerOnce() {
        converges(
                "remove_container",
                parameters("name", named("web"), "timeout", 0),
                change("container " + named("web"), "running", "absent"));
        assertThat(plan("container_exec", parameters("container", named("web"), "command", "true"))
                        .status())
                .isEqualTo(Status.DEFERRED);
    }
}
