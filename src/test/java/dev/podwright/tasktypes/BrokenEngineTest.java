package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.Become;
import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Failure;
import dev.podwright.connection.BlockResult.Status;
import dev.podwright.connection.Connection;
import dev.podwright.lab.Lab;
import dev.podwright.lab.LabHost;
import dev.podwright.lab.LabHosts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/// `install_docker` on a host of Debian 12 that is in no good state: first with something else in Docker's place, then
/// with an engine that a test has broken.
@Lab(image = "bookworm", fresh = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class BrokenEngineTest {
    private static final Change STARTS = new Change("docker service", "stopped", "running");
    private static final Map<String, Object> DISTRIBUTION =
            Map.of("source", "distribution", "users", List.of("operator"));
    private static final String PODMAN = """
            set -e
            mkdir -p /srv/podman/DEBIAN /srv/podman/usr/bin
            printf 'Package: podman-docker\\nVersion: 4.3.1\\nArchitecture: all\\nMaintainer: a <a@b.c>\\nDescription: d\\n' \\
              >/srv/podman/DEBIAN/control
            printf '#!/bin/sh\\necho podman version 4.3.1\\n' >/srv/podman/usr/bin/docker
            chmod 0755 /srv/podman/usr/bin/docker
            dpkg-deb --build --root-owner-group /srv/podman /srv/podman.deb
            dpkg --install /srv/podman.deb
            """;

    private final LabHost machine;
    private final Connection connection;
    private final TaskTypeHarness host;

    BrokenEngineTest(LabHosts hosts) throws Exception {
        machine = hosts.first();
        connection = LabConnection.to(hosts);
        host = TaskTypeHarness.on(connection, Become.user("root", Optional.empty()));
    }

    @AfterAll
    void disconnect() {
        host.close();
        connection.close();
    }

    private void sh(String script) {
        machine.exec("sh", "-c", script);
    }

    private void stop() {
        sh("systemctl stop docker.service docker.socket; systemctl reset-failed docker.service docker.socket");
    }

    private BlockResult starts() {
        assertThat(host.plan("install_docker", Map.of()).changes()).containsExactly(STARTS);
        BlockResult result = host.run("install_docker", Map.of());
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.CHANGED);
        return result;
    }

    private Failure failure() {
        BlockResult result = host.run("install_docker", Map.of());
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.FAILED);
        return result.failure().orElseThrow();
    }

    @Test
    @Order(1)
    void standInPodmanDockerGivesWayAndThePlanNamesIt() {
        sh(PODMAN);

        BlockResult planned = host.plan("install_docker", DISTRIBUTION);
        BlockResult installed = host.run("install_docker", DISTRIBUTION);

        assertThat(planned.changes().getFirst()).isEqualTo(new Change("package podman-docker", "4.3.1", "absent"));
        assertThat(planned.changes().get(1).to()).startsWith("docker.io");
        assertThat(planned.changes().getLast()).isEqualTo(new Change("user operator in group docker", "no", "yes"));
        assertThat(installed.status()).as(installed.toString()).isEqualTo(Status.CHANGED);
        assertThat(installed.changes()).isEqualTo(planned.changes());
        assertThat(installed.outputs().get("source")).containsExactly(List.of("docker.io"));
        assertThat(installed.outputs().get("user")).containsExactly(List.of("root"));
        assertThat(host.run("install_docker", DISTRIBUTION).status()).isEqualTo(Status.OK);
    }

    @Test
    @Order(2)
    void aPlanForANewerEngineSaysWhatItTakesAndWhatStops() {
        sh("mkdir -p /srv/docker/linux/debian/dists/bookworm; : >/srv/docker/linux/debian/dists/bookworm/Release");
        sh(
                "tar -C /bin -c busybox 2>/dev/null | docker import - box:1 || tar -C / -c usr/bin/sleep | docker import - box:1");
        sh("docker create --name web box:1 /bin/true");

        BlockResult planned =
                host.plan("install_docker", Map.of("version", "25.0", "repository", "file:///srv/docker"));

        assertThat(planned.changes())
                .extracting(Change::what)
                .containsExactly(
                        "package containerd",
                        "package docker.io",
                        "package runc",
                        "package repository",
                        "docker engine");
        assertThat(planned.changes().getLast().from()).startsWith("20.10");
        assertThat(planned.changes().getLast().to()).isEqualTo("docker-ce, at least 25.0");
        assertThat(host.plan("install_docker", Map.of("version", "25.0", "source", "distribution"))
                        .failure()
                        .orElseThrow()
                        .message())
                .contains("has Docker 20.10", "at least 25.0 is asked for");
    }

    @Test
    void startsDespiteAStalePidFile() {
        stop();
        sh("setsid sleep 600 >/dev/null 2>&1 </dev/null & echo $! >/run/docker.pid");

        assertThat(starts().warnings())
                .singleElement()
                .asString()
                .contains("docker.pid was left behind", "is sleep now");
    }

    @Test
    void startsWhatSystemdGaveUp() {
        stop();
        sh(
                "echo '{\"nonsense\": 1}' >/etc/docker/daemon.json; for i in 1 2 3 4 5; do systemctl start docker || :; done");
        sh("rm /etc/docker/daemon.json; ! systemctl start docker");

        assertThat(starts().warnings()).singleElement().asString().contains("starting it once more");
    }

    @Test
    void saysWhichLineOfTheConfigurationIsWrongBeforeAnythingIsStarted() {
        stop();
        sh("printf '{\\n  \"debug\": true,\\n  \"bip\" \"10.9.0.1/24\"\\n}\\n' >/etc/docker/daemon.json");
        try {
            assertThat(host.plan("install_docker", Map.of())
                            .failure()
                            .orElseThrow()
                            .message())
                    .startsWith("the Docker engine can't start: /etc/docker/daemon.json, line 3, column 9");
        } finally {
            sh("rm /etc/docker/daemon.json");
        }
        starts();
    }

    @Test
    void saysWhatTheEngineSaysOfItsConfiguration() {
        stop();
        sh("echo '{\"hosts\": [\"unix:///run/other.sock\"]}' >/etc/docker/daemon.json");
        try {
            Failure failure = failure();

            assertThat(failure.message()).contains("specified both as a flag and in the configuration file: hosts");
            assertThat(failure.hint()).contains("systemctl cat docker");
        } finally {
            sh("rm /etc/docker/daemon.json");
        }
        stop();
        starts();
    }
}
