package dev.podwright.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/// A real sshd on a loopback port with keys and configuration of its own, for the user that runs the tests.
public final class OpenSshServer implements AutoCloseable {
    private static final Path SSHD = Path.of("/usr/sbin/sshd");

    public final Path folder;
    public final int port;
    private final Process process;

    private OpenSshServer(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    public static OpenSshServer start(Path folder, String... configuration) throws IOException, InterruptedException {
        if (!Files.isExecutable(SSHD)) {
            assertThat(System.getenv("CI")).as("CI must have %s", SSHD).isNull();
            Assumptions.abort("there is no " + SSHD + " on this machine");
        }
        if (System.getProperty("user.name").equals("root")) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
        key(folder, "host_ed25519", "ed25519", "");
        key(folder, "host_rsa", "rsa", "");
        key(folder, "id", "ed25519", "");
        Files.copy(folder.resolve("id.pub"), folder.resolve("authorized_keys"));
        int port = freePort();
        Path config = Files.writeString(folder.resolve("sshd_config"), """
                ListenAddress 127.0.0.1
                Port %d
                HostKey %s/host_ed25519
                HostKey %s/host_rsa
                AuthorizedKeysFile %s/authorized_keys
                PidFile none
                UsePAM no
                StrictModes no
                PermitRootLogin yes
                Subsystem sftp internal-sftp
                %s
                """.formatted(
                        port, folder, folder, folder, String.join("\n", configuration)));
        Process process = new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", config.toString())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        awaitListening(process.errorReader());
        return new OpenSshServer(folder, port, process);
    }

    private static void awaitListening(BufferedReader log) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            said.append(line).append('\n');
            if (line.startsWith("Server listening")) {
                Thread _ = Thread.startVirtualThread(() -> drain(log));
                return;
            }
        }
        throw new IOException("sshd didn't start: " + said);
    }

    private static void drain(BufferedReader log) {
        try {
            log.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // The server was closed.
        }
    }

    static Path key(Path folder, String name, String type, String passphrase) throws IOException, InterruptedException {
        Path file = folder.resolve(name);
        run("ssh-keygen", "-q", "-b", "2048", "-t", type, "-N", passphrase, "-C", "test", "-f", file.toString());
        return file;
    }

    static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// `[127.0.0.1]:port type key` as known_hosts has it.
    public String knownLine(String hostKey) throws IOException {
        String[] words = Files.readString(folder.resolve(hostKey + ".pub")).split(" ", -1);
        return "[127.0.0.1]:" + port + " " + words[0] + " " + words[1];
    }

    public Path known(String... lines) throws IOException {
        return Files.write(folder.resolve("known_hosts"), List.of(lines));
    }

    /// Knows the host's Ed25519 key and logs in with the key `id`.
    Target target() throws IOException {
        return target(known(knownLine("host_ed25519")), folder.resolve("id"));
    }

    Target target(Path knownHosts, Path identity) throws IOException {
        Path config = folder.resolve("ssh_config");
        if (!Files.exists(config)) {
            Files.writeString(config, "IdentitiesOnly yes\n");
        }
        return new Target(
                "gpu-01",
                Target.Kind.SSH,
                "127.0.0.1",
                Optional.of(port),
                Optional.of(System.getProperty("user.name")),
                Optional.empty(),
                List.of(identity),
                Optional.of(knownHosts),
                Optional.empty(),
                Optional.of(config),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Duration.ofSeconds(10)),
                0,
                List.of());
    }

    public int port() {
        return port;
    }

    /// An inventory's variables by which every host of it is this server.
    public String inventory() throws IOException {
        return "all: {vars: {connection: ssh, address: 127.0.0.1, port: %d, identity_file: %s/id, known_hosts: %s}}\n"
                .formatted(port, folder, known(knownLine("host_ed25519")));
    }

    /// Returns when nothing listens any more.
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
