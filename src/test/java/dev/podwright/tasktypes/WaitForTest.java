package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Status;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class WaitForTest extends EveryShell {
    WaitForTest(String shellCommand) {
        super(shellCommand);
    }

    private static ServerSocket listen() throws Exception {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @Test
    void seesAnOpenPort() throws Exception {
        try (ServerSocket server = listen()) {
            long port = server.getLocalPort();

            BlockResult result = run("wait_for", parameters("port", port, "timeout", 5));

            assertThat(result.status()).as(result.toString()).isEqualTo(Status.OK);
            assertThat(output(result, "elapsed")).matches("[0-9]+");
            assertThat(plan("wait_for", parameters("port", port, "state", "stopped"))
                            .status())
                    .isEqualTo(Status.DEFERRED);
        }
    }

    @Test
    void failsWhenTheTimeIsOver() throws Exception {
        long port;
        try (ServerSocket server = listen()) {
            port = server.getLocalPort();
        }

        assertThat(failure("wait_for", parameters("port", port, "timeout", 0)))
                .isEqualTo("port " + port + " on 127.0.0.1 was not started within 0 s");
        assertThat(failure("wait_for", parameters("port", port, "timeout", 0, "msg", "The pod is not up")))
                .isEqualTo("The pod is not up");
        assertThat(run("wait_for", parameters("port", port, "state", "stopped")).status())
                .isEqualTo(Status.OK);
    }

    @Test
    void aPlanDoesNotWait() {
        BlockResult planned = plan("wait_for", parameters("path", at("f").toString()));

        assertThat(planned.status()).isEqualTo(Status.DEFERRED);
        assertThat(planned.deferred()).contains(at("f") + " is not started yet");
    }

    @Test
    void waitsForALineInAFile() throws Exception {
        Files.writeString(at("log"), "starting\nserver is ready\n");

        assertThat(run("wait_for", parameters("path", at("log").toString(), "search_regex", "^server (is )?ready$"))
                        .status())
                .isEqualTo(Status.OK);
        assertThat(failure("wait_for", parameters("path", at("log").toString(), "search_regex", "never", "timeout", 0)))
                .startsWith(at("log") + " was not started");
        assertThat(failure("wait_for", parameters("path", at("log").toString(), "search_regex", "(")))
                .isEqualTo("\"(\" is not an extended regular expression");
    }

    @Test
    void waitsUntilAFileAppears() throws Exception {
        Thread.ofVirtual().start(() -> {
            try {
                Files.createFile(at("late"));
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });

        assertThat(run("wait_for", parameters("path", at("late").toString())).status())
                .isEqualTo(Status.OK);
    }

    @Test
    void knowsWhetherSomebodyIsConnected() throws Exception {
        try (ServerSocket server = listen();
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
            long port = server.getLocalPort();

            assertThat(client.isConnected()).isTrue();
            assertThat(failure("wait_for", parameters("port", port, "state", "drained", "timeout", 0)))
                    .startsWith("connections to port " + port);
        }
    }

    @Test
    void asksAWebAddress() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/health") ? 200 : 503, -1);
            exchange.close();
        });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort();

            assertThat(run("wait_for", parameters("url", address + "/health")).status())
                    .isEqualTo(Status.OK);
            assertThat(run("wait_for", parameters("url", address + "/", "status", 503L))
                            .status())
                    .isEqualTo(Status.OK);
            assertThat(failure("wait_for", parameters("url", address + "/", "timeout", 0)))
                    .isEqualTo(address + "/ was not started within 0 s (last seen: 503)");
        } finally {
            server.stop(0);
        }
    }
}
