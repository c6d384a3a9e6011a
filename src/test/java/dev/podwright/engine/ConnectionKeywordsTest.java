package dev.podwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.Connector;
import dev.podwright.connection.LocalConnector;
import dev.podwright.connection.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What `connection`, `port` and `remote_user` of a play make of the way to its hosts.
@Timeout(60)
class ConnectionKeywordsTest {
    private static final String PLAY = """
            - hosts: all
              connection: ssh
              port: "[=2000 + 222]"
              remote_user: deploy
              tasks: []
            """;

    @TempDir
    Path folder;

    private final List<Target> targets = new CopyOnWriteArrayList<>();

    /// Notes the way that is asked for, and leads to this machine.
    private final Connector noting = target -> {
        targets.add(target);
        return new LocalConnector().connect(target);
    };

    private Target target(String inventory, RunOptions options) {
        new LocalRun(folder, options).connector(noting).inventory(inventory).run(PLAY);
        return targets.getLast();
    }

    @Test
    void aPlaySaysHowItsHostsAreReached() {
        Target target = target("all: {hosts: {one: {}}}\n", RunOptions.DEFAULT);

        assertThat(target.kind()).isEqualTo(Target.Kind.SSH);
        assertThat(target.port()).contains(2222);
        assertThat(target.user()).contains("deploy");
    }

    @Test
    void theInventoryGoesBeforeThePlay() {
        Target target = target(
                "all: {hosts: {one: {ansible_port: 22, ansible_user: own, ansible_connection: docker,"
                        + " ansible_docker_extra_args: --context far}}}\n",
                RunOptions.DEFAULT);

        assertThat(target.kind()).isEqualTo(Target.Kind.DOCKER);
        assertThat(target.port()).contains(22);
        assertThat(target.user()).contains("own");
        assertThat(target.dockerArguments()).containsExactly("--context", "far");
    }

    @Test
    void thePlayGoesBeforeTheCommandLinesDefault() {
        RunOptions options =
                RunOptions.builder().connection(Map.of("user", "operator")).build();

        assertThat(target("all: {hosts: {one: {}}}\n", options).user()).isEqualTo(Optional.of("deploy"));
    }
}
