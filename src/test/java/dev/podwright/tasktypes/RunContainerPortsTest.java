package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Status;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Ports of containers on this machine: taken, chosen, kept.
class RunContainerPortsTest extends DockerHost {
    RunContainerPortsTest(String shellCommand) {
        super(shellCommand);
    }

    private Change created() {
        return change("container " + named("web"), "absent", "running");
    }

    @Test
    void namesWhoHasThePort() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Map<String, Object> web = container("ports", Map.of("80", "127.0.0.1:" + server.getLocalPort()));

            assertThat(failed("run_container", web).message())
                    .isEqualTo("port 127.0.0.1:%d/tcp is taken by java (process %d)"
                            .formatted(
                                    server.getLocalPort(),
                                    ProcessHandle.current().pid()));
            BlockResult planned = plan("run_container", web);
            assertThat(planned.changes()).containsExactly(created());
            assertThat(planned.warnings()).singleElement().asString().contains("is taken by java");
        }
        String port = freePort();
        Map<String, Object> ports = Map.of("80", port);
        converges("run_container", container("ports", ports), created());

        assertThat(failed("run_container", with(container("ports", ports), "name", named("other")))
                        .message())
                .isEqualTo("port " + port + "/tcp is taken by container " + named("web"));
    }

    @Test
    void choosesAFreePortAndKeepsIt() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int taken = server.getLocalPort();
            Map<String, Object> web = container("ports", Map.of("80", "auto"));
            web.put("auto_ports", taken + "-" + (taken + 50));

            String first = output(converges("run_container", web, created()), "ports");
            assertThat(Integer.parseInt(first.substring("80=".length()))).isGreaterThan(taken);

            BlockResult again = run("run_container", with(web, "hostname", "pod"));
            assertThat(again.status()).as(again.toString()).isEqualTo(Status.CHANGED);
            assertThat(output(again, "ports")).isEqualTo(first);

            BlockResult other = run("run_container", with(web, "name", named("other")));
            assertThat(output(other, "ports")).startsWith("80=").isNotEqualTo(first);
        }
    }

    @Test
    void keepsAChosenPortOverManyRuns() throws Exception {
        Map<String, Object> web = container("ports", Map.of("22", "auto", "8000", "auto"), "stable", 0L);
        String first = output(converges("run_container", web, created()), "ports");

        assertThat(output(run("run_container", web), "ports")).isEqualTo(first);
        assertThat(output(run("run_container", with(web, "hostname", "pod")), "ports"))
                .isEqualTo(first);
        docker("stop", "--time", "0", named("web"));
        assertThat(output(run("run_container", with(web, "hostname", "pod")), "ports"))
                .isEqualTo(first);
    }

    @Test
    void choosesAnotherPortWhereItsOwnWasTakenWhileItDidNotRun() throws Exception {
        Map<String, Object> web = container("ports", Map.of("22", "auto"), "stable", 0L);
        String first =
                output(converges("run_container", web, created()), "ports").substring("22=".length());
        docker("stop", "--time", "0", named("web"));

        try (ServerSocket taker = new ServerSocket()) {
            taker.bind(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), Integer.parseInt(first)));
            BlockResult result = converges(
                    "run_container",
                    web,
                    change(
                            "port 22",
                            first + " (taken by java (process "
                                    + ProcessHandle.current().pid() + "))",
                            "auto"),
                    change("container " + named("web"), "exited", "replaced"));
            assertThat(output(result, "ports")).startsWith("22=").isNotEqualTo("22=" + first);
        }
    }

    @Test
    void choosesAnotherPortWhereSomebodyIsQuicker() throws Exception {
        standInDocker("""
                case $1 in
                  create) for word; do case $word in --publish=*) port=${word#--publish=}; echo "${port%%%%:*}" >'%1$s' ;; esac; done ;;
                  start)
                    if [ ! -e '%1$s.taken' ]; then
                      read -r port <'%1$s'
                      echo "$port" >'%1$s.taken'
                      docker run --detach --name '%2$s' --publish "$port:9" '%3$s' sleep 500 >/dev/null
                    fi ;;
                esac
                """.formatted(at("port"), named("quicker"), IMAGE));

        BlockResult result =
                converges("run_container", container("ports", Map.of("22", "auto"), "stable", 0L), created());

        assertThat(output(result, "ports"))
                .startsWith("22=")
                .isNotEqualTo("22=" + text("port.taken").strip());
        assertThat(docker("ps", "--all", "--format", "{{.Names}}", "--filter", "name=" + named(""))
                        .lines())
                .containsExactlyInAnyOrder(named("web"), named("quicker"));
    }

    @Test
    void publishesARangeOfUdpPortsForMosh() throws Exception {
        Map<String, Object> web = container("ports", Map.of("61000-61003/udp", "127.0.0.1:61000-61003"), "stable", 0L);

        BlockResult result = converges("run_container", web, created());

        assertThat(output(result, "ports").lines())
                .containsExactlyInAnyOrder("61000/udp=61000", "61001/udp=61001", "61002/udp=61002", "61003/udp=61003");
        assertThat(failed(
                                "run_container",
                                with(
                                        container("ports", Map.of("61003/udp", "127.0.0.1:61003")),
                                        "name",
                                        named("other")))
                        .message())
                .isEqualTo("port 127.0.0.1:61003/udp is taken by container " + named("web"));
        converges(
                "run_container",
                with(web, "ports", Map.of("61000-61001/udp", "127.0.0.1:61000-61001")),
                change(
                        "ports",
                        "127.0.0.1:61000:61000/udp, 127.0.0.1:61001:61001/udp, 127.0.0.1:61002:61002/udp,"
                                + " 127.0.0.1:61003:61003/udp",
                        "127.0.0.1:61000:61000/udp, 127.0.0.1:61001:61001/udp"),
                change("container " + named("web"), "running", "replaced"));
    }

    @Test
    void tellsAddressesOfIpVersionSixApart() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
            String port = Integer.toString(server.getLocalPort());
            Map<String, Object> web = container("ports", Map.of("80", "[::1]:" + port), "stable", 0L);

            assertThat(failed("run_container", web).message())
                    .startsWith("port ::1:" + port + "/tcp is taken by java (process ");
            converges("run_container", with(web, "ports", Map.of("80", "127.0.0.1:" + port)), created());
        }
    }
}
