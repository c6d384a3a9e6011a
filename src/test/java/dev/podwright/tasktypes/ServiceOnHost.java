package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.Become;
import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Status;
import dev.podwright.connection.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What `service` does on a host with systemd that may be changed. A subclass says which.
abstract class ServiceOnHost {
    private static final String UNIT = "/etc/systemd/system/podwright-probe.service";

    private TaskTypeHarness host;

    abstract Connection connect() throws Exception;

    /// How to be root there.
    abstract Become root();

    @BeforeEach
    void open() throws Exception {
        host = TaskTypeHarness.on(connect(), root());
        unit("ExecStart=/bin/sleep 1000");
    }

    @AfterEach
    void close() {
        service("stopped");
        host.run("file", Map.of("path", UNIT, "state", "absent"));
        host.run("command", Map.of("argv", List.of("systemctl", "daemon-reload")));
        host.close();
    }

    private void unit(String service) {
        String text =
                "[Unit]\nDescription=A probe\n[Service]\n" + service + "\n[Install]\nWantedBy=multi-user.target\n";
        host.run("copy", Map.of("content", FileContent.of(text), "dest", UNIT));
        host.run("command", Map.of("argv", List.of("systemctl", "daemon-reload")));
    }

    private BlockResult service(String state) {
        return host.run("service", Map.of("name", "podwright-probe", "state", state));
    }

    @Test
    void startsAndEnablesThenStopsAndDisables() {
        Map<String, Object> on = Map.of("name", "podwright-probe", "state", "started", "enabled", true);
        Map<String, Object> off = Map.of("name", "podwright-probe", "state", "stopped", "enabled", false);

        assertThat(host.plan("service", on).changes())
                .containsExactly(new Change("state", "stopped", "started"), new Change("enabled", "no", "yes"));
        BlockResult started = host.run("service", on);
        assertThat(started.status()).as(started.toString()).isEqualTo(Status.CHANGED);
        assertThat(host.run("service", on).status()).isEqualTo(Status.OK);
        assertThat(host.run("service", off).status()).isEqualTo(Status.CHANGED);
        assertThat(host.run("service", off).status()).isEqualTo(Status.OK);
    }

    @Test
    void restartsEveryTime() {
        service("started");

        assertThat(service("restarted").changes()).containsExactly(new Change("state", "started", "restarted"));
        assertThat(service("restarted").status()).isEqualTo(Status.CHANGED);
        assertThat(service("reloaded").status()).isEqualTo(Status.CHANGED);
    }

    @Test
    void showsTheLogOfAServiceThatDoesNotStayUp() {
        unit("ExecStart=/bin/sh -c \"echo no config found; exit 3\"");

        BlockResult result = service("started");

        assertThat(result.status()).isEqualTo(Status.FAILED);
        assertThat(result.failure().orElseThrow().message())
                .isEqualTo("the service \"podwright-probe\" was started but does not run (it is failed)");
        assertThat(result.stderr()).contains("no config found");
    }

    @Test
    void aOneshotServiceIsRunEachTimeUnlessItRemains() {
        unit("Type=oneshot\nExecStart=/bin/true");

        assertThat(service("started").status()).isEqualTo(Status.CHANGED);
        assertThat(service("started").status()).isEqualTo(Status.CHANGED);

        unit("Type=oneshot\nRemainAfterExit=yes\nExecStart=/bin/true");

        assertThat(service("started").status()).isEqualTo(Status.CHANGED);
        assertThat(service("started").status()).isEqualTo(Status.OK);
    }

    @Test
    void noticesAChangedUnitFile() {
        service("started");
        host.run("shell", Map.of("cmd", "sleep 1.1; echo '# changed' >>" + UNIT));
        Map<String, Object> reread = Map.of("name", "podwright-probe", "daemon_reload", true);

        assertThat(host.run("service", reread).changes())
                .containsExactly(new Change("unit file", "changed", "reloaded"));
        assertThat(host.run("service", reread).status()).isEqualTo(Status.OK);
    }

    @Test
    void saysThatThereIsNoSuchService() {
        BlockResult result = host.run("service", Map.of("name", "no-such-service", "state", "started"));

        assertThat(result.failure().orElseThrow().message())
                .isEqualTo("there is no service \"no-such-service\" on this host");
        assertThat(host.run("service", Map.of("name", "no-such-service", "state", "stopped"))
                        .status())
                .isEqualTo(Status.OK);
    }

    @Test
    void saysThatAServiceIsMasked() {
        host.run("file", Map.of("path", UNIT, "state", "absent"));
        host.run("command", Map.of("argv", List.of("systemctl", "mask", "podwright-probe")));

        assertThat(service("started").failure().orElseThrow().message()).contains("is masked");
        host.run("command", Map.of("argv", List.of("systemctl", "unmask", "podwright-probe")));
    }
}
