package dev.podwright.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.podwright.connection.ConnectionException.Kind;
import dev.podwright.inventory.KeyExchanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// By which key exchange a login goes, with a real OpenSSH server and, for what it may not have, an embedded one.
@Timeout(60)
class KeyExchangeTest {
    private static final String WEAK = "diffie-hellman-group14-sha1";

    @TempDir
    static Path folder;

    private static OpenSshServer usual;
    private static OpenSshServer old;
    private static SshServer embedded;

    private final SshConnector connector = new SshConnector(Passphrases.NONE, Optional.empty());

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        usual = OpenSshServer.start(Files.createDirectory(folder.resolve("usual")));
        old = OpenSshServer.start(Files.createDirectory(folder.resolve("old")), "KexAlgorithms " + WEAK);
        embedded = SshServer.setUpDefaultServer();
        embedded.setHost("127.0.0.1");
        embedded.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
        embedded.setPasswordAuthenticator((_, _, _) -> true);
        embedded.setUserAuthFactories(List.of(UserAuthPasswordFactory.INSTANCE));
        embedded.setKeyExchangeFactories(Stream.concat(
                        BuiltinDHFactories.VALUES.stream().filter(BuiltinDHFactories::isSupported),
                        Stream.of(new MlKem768X25519()))
                .map(ServerBuilder.DH2KEX)
                .toList());
        embedded.start();
    }

    @AfterAll
    static void stop() throws IOException {
        usual.close();
        old.close();
        embedded.stop(true);
    }

    private static Target target(OpenSshServer server, Map<String, ?> more, String... configuration)
            throws IOException {
        Path config = Files.write(folder.resolve("ssh_config"), List.of(configuration));
        Map<String, Object> variables = new HashMap<>(Map.of(
                "address",
                "127.0.0.1",
                "port",
                (long) server.port,
                "user",
                System.getProperty("user.name"),
                "identity_file",
                server.folder.resolve("id").toString(),
                "host_key_checking",
                "off",
                "ssh_config",
                config.toString()));
        variables.putAll(more);
        return Target.of("gpu-01", variables);
    }

    private SshTransport transport(Target target) throws ConnectionException {
        try (Connection connection = connector.connect(target)) {
            return connection.transport().orElseThrow();
        }
    }

    private ConnectionException refusal(Target target) {
        return catchThrowableOfType(
                ConnectionException.class, () -> connector.connect(target).close());
    }

    @Test
    void tellsWhatWasNegotiated() throws Exception {
        SshTransport transport = transport(target(usual, Map.of()));

        assertThat(transport)
                .hasToString("%s@127.0.0.1:%d by %s, aes128-gcm@openssh.com, host key ssh-ed25519"
                        .formatted(System.getProperty("user.name"), usual.port, transport.keyExchange()));
        // OpenSSH has the first from 9.9 on.
        assertThat(transport.keyExchange()).isIn("mlkem768x25519-sha256", "curve25519-sha256");
    }

    @Test
    void theVariableChooses() throws Exception {
        assertThat(transport(target(usual, Map.of("kex_algorithms", "^ecdh-sha2-nistp521")))
                        .keyExchange())
                .isEqualTo("ecdh-sha2-nistp521");
    }

    @Test
    void theSshConfigurationChoosesWhereTheVariableDoesNot() throws Exception {
        String config = "KexAlgorithms sntrup761x25519-sha512@openssh.com,ecdh-sha2-nistp384";

        assertThat(transport(target(usual, Map.of(), config)).keyExchange()).isEqualTo("ecdh-sha2-nistp384");
        assertThat(transport(target(usual, Map.of("kex_algorithms", "ecdh-sha2-nistp256"), config))
                        .keyExchange())
                .isEqualTo("ecdh-sha2-nistp256");
    }

    @Test
    void anSshConfigurationThatLeavesNoneIsNamed() throws Exception {
        ConnectionException refusal =
                refusal(target(usual, Map.of(), "KexAlgorithms sntrup761x25519-sha512@openssh.com"));

        assertThat(refusal)
                .hasMessageEndingWith("KexAlgorithms of the SSH configuration leaves no key exchange"
                        + " (\"sntrup761x25519-sha512@openssh.com\")");
        assertThat(refusal.hint()).contains("curve25519-sha256", "kex_algorithms");
    }

    @Test
    void aWeakOneIsUsedOnlyWhereItIsAskedFor() throws Exception {
        ConnectionException refusal = refusal(target(old, Map.of("connect_retries", "0")));

        assertThat(refusal.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(refusal).hasMessageContaining("no algorithm in common");
        assertThat(refusal.hint()).contains("\"kex_algorithms: +" + WEAK + "\"");
        assertThat(transport(target(old, Map.of("kex_algorithms", "+" + WEAK))).keyExchange())
                .isEqualTo(WEAK);
    }

    @Test
    void saysThatTheChoiceWasTooNarrow() throws Exception {
        assertThat(refusal(target(usual, Map.of("kex_algorithms", "mlkem1024nistp384-sha384", "connect_retries", "0")))
                        .hint())
                .startsWith("kex_algorithms, or KexAlgorithms in the SSH configuration, leaves none");
    }

    @Test
    void theChoiceIsNotThatOfHostsOnTheWay() throws Exception {
        String jump = System.getProperty("user.name") + "@127.0.0.1:" + usual.port;

        Map<String, Object> variables = Map.of(
                "kex_algorithms",
                WEAK,
                "proxy_jump",
                jump,
                "identity_file",
                List.of(old.folder + "/id", usual.folder + "/id"));

        assertThat(transport(target(old, variables)).keyExchange()).isEqualTo(WEAK);
    }

    @Test
    void withstandsQuantumComputersWhereTheServerDoesCheaply() throws Exception {
        assertThat(transportToServerOfAll("").keyExchange()).isEqualTo("mlkem768x25519-sha256");
    }

    /// JSch isn't asked to make one of each before it connects, so all of them have to be there.
    @ParameterizedTest
    @MethodSource("servers")
    void eachThatMayBeChosenWorks(String name) throws Exception {
        assertThat(transportToServerOfAll(name).keyExchange()).isEqualTo(name);
    }

    /// The embedded server has all but the two rarer hybrids.
    private static Stream<String> servers() {
        return Stream.concat(KeyExchanges.offered().stream(), KeyExchanges.onDemand().stream())
                .filter(name -> !name.startsWith("mlkem") || name.equals("mlkem768x25519-sha256"));
    }

    private SshTransport transportToServerOfAll(String choice) throws IOException, ConnectionException {
        return transport(target(
                usual,
                Map.of("kex_algorithms", choice, "port", Integer.toString(embedded.getPort()), "password", "any")));
    }
}
