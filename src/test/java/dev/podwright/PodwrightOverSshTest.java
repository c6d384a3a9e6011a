package dev.podwright;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.podwright.connection.CountingConnector;
import dev.podwright.connection.OpenSshServer;
import dev.podwright.container.AuthenticationException;
import dev.podwright.container.GpuInfo;
import dev.podwright.container.HostAddress;
import dev.podwright.container.HostKeyException;
import dev.podwright.container.HostUnreachableException;
import dev.podwright.source.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The library against a real sshd on loopback.
@Timeout(60)
class PodwrightOverSshTest {
    @TempDir
    Path folder;

    private OpenSshServer server;

    @BeforeEach
    void start() throws Exception {
        server = OpenSshServer.start(folder);
        Files.writeString(folder.resolve("config"), "IdentitiesOnly yes\n");
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private HostAddress address() {
        return HostAddress.of("gpu-01")
                .address("127.0.0.1")
                .port(server.port)
                .user(System.getProperty("user.name"))
                .identityFile(folder.resolve("id"));
    }

    private Podwright.Builder builder(HostAddress host) throws IOException {
        return Podwright.builder()
                .host(host)
                .knownHosts(server.known(server.knownLine("host_ed25519")))
                .sshConfig(folder.resolve("config"))
                .connectTimeout(Duration.ofSeconds(10));
    }

    @Test
    void doesSeveralCallsAtOnceOnFewLogins() throws Exception {
        CountingConnector connector = new CountingConnector(Connectors.of(Optional.empty()));
        try (Podwright podwright = builder(address()).connector(connector).open()) {
            List<CompletableFuture<GpuInfo>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(podwright.gpus("gpu-01").detectAsync());
            }
            List<GpuInfo> found = new ArrayList<>();
            for (CompletableFuture<GpuInfo> call : calls) {
                found.add(call.get());
            }
            assertThat(found).hasSize(8);
            assertThat(connector.connections()).isBetween(1, 2);
            int before = connector.shells();
            podwright.gpus("gpu-01").detect();
            assertThat(connector.shells()).isEqualTo(before);
        }
        assertThat(connector.awaitClosed()).isTrue();
    }

    @Test
    void saysThatTheLoginWasRefused() throws Exception {
        Path stranger = Files.createDirectories(folder.resolve("stranger"));
        try (OpenSshServer other = OpenSshServer.start(stranger);
                Podwright podwright = builder(address()
                                .identityFile(other.folder.resolve("id"))
                                .password(new Secret("hunter2-hunter2")))
                        .open()) {
            AuthenticationException refused = catchThrowableOfType(
                    AuthenticationException.class,
                    () -> podwright.gpus("gpu-01").detect());

            assertThat(refused.host()).isEqualTo("gpu-01");
            assertThat(refused.task()).isEmpty();
            assertThat(refused.remedy()).isPresent();
            assertThat(refused).hasMessageContaining("127.0.0.1:" + server.port).hasMessageNotContaining("hunter2");
        }
    }

    @Test
    void saysThatTheHostKeyIsNotKnown() throws Exception {
        try (Podwright podwright = builder(address())
                .knownHosts(Files.createFile(folder.resolve("nobody")))
                .hostKeyChecking(Podwright.HostKeyChecking.STRICT)
                .open()) {
            assertThatThrownBy(() -> podwright.gpus("gpu-01").detect()).isInstanceOf(HostKeyException.class);
        }
        try (Podwright podwright = builder(address())
                .knownHosts(folder.resolve("nobody"))
                .hostKeyChecking(Podwright.HostKeyChecking.ACCEPT_NEW)
                .open()) {
            assertThat(podwright.gpus("gpu-01").detect()).isNotNull();
        }
    }

    @Test
    void saysToAllWhoWaitThatTheHostCannotBeReached() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        try (Podwright podwright = builder(address().port(nobody)).open()) {
            List<CompletableFuture<GpuInfo>> calls = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                calls.add(podwright.gpus("gpu-01").detectAsync());
            }
            for (CompletableFuture<GpuInfo> call : calls) {
                assertThatThrownBy(call::get)
                        .cause()
                        .isInstanceOf(HostUnreachableException.class)
                        .hasMessageContaining("connection refused");
            }
        }
    }

    @Test
    void showsNoPasswordOfAHost() {
        assertThat(address().password(new Secret("hunter2")).becomePassword(new Secret("hunter3")))
                .asString()
                .contains("password=***")
                .doesNotContain("hunter");
    }
}
