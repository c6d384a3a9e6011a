package dev.podwright.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podwright.connection.Target.HostKeyChecking;
import dev.podwright.inventory.KeyExchanges;
import dev.podwright.source.NullValue;
import dev.podwright.source.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {
    @Test
    void leavesOpenWhatIsNotSaid() {
        Target target = Target.of("gpu-01", Map.of("port", NullValue.NULL, "other", List.of()));

        assertThat(target.address()).isEqualTo("gpu-01");
        assertThat(target.kind()).isEqualTo(Target.Kind.SSH);
        assertThat(target.port()).isEmpty();
        assertThat(target.hostKeyChecking()).isEmpty();
        assertThat(target.connectTimeout()).isEmpty();
    }

    @Test
    void readsEachVariable() {
        Target target = Target.of(
                "gpu-01",
                Map.ofEntries(
                        Map.entry("address", "192.0.2.5"),
                        Map.entry("port", 2222L),
                        Map.entry("user", "ops"),
                        Map.entry("connection", "local"),
                        Map.entry("password", new Secret("s")),
                        Map.entry("identity_file", "~/.ssh/id"),
                        Map.entry("known_hosts", "/k"),
                        Map.entry("host_key_checking", false),
                        Map.entry("ssh_config", "/c"),
                        Map.entry("proxy_jump", "bastion"),
                        Map.entry("kex_algorithms", "^curve25519-sha256"),
                        Map.entry("connect_timeout", "2.5"),
                        Map.entry("connect_retries", 0L),
                        Map.entry("docker_extra_args", "--context  far")));

        assertThat(target)
                .isEqualTo(new Target(
                        "gpu-01",
                        Target.Kind.LOCAL,
                        "192.0.2.5",
                        Optional.of(2222),
                        Optional.of("ops"),
                        Optional.of(new Secret("s")),
                        List.of(Path.of(System.getProperty("user.home"), ".ssh/id")),
                        Optional.of(Path.of("/k")),
                        Optional.of(HostKeyChecking.OFF),
                        Optional.of(Path.of("/c")),
                        Optional.of("bastion"),
                        Optional.of(new KeyExchanges("^curve25519-sha256")),
                        Optional.of(Duration.ofMillis(2500)),
                        0,
                        List.of("--context", "far")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "port              | 70000 | a number from 1 to 65535",
                "port              | ssh   | a number from 1 to 65535",
                "connection        | winrm | ssh, local or docker",
                "host_key_checking | maybe | strict, accept-new or off",
                "connect_timeout   | soon  | a number of seconds",
                "connect_timeout   | -1    | a number of seconds above 0",
                "connect_retries   | -1    | a number from 0 to 100",
            })
    void refusesWhatAVariableDoesNotTake(String name, String value, String expected) {
        assertThatThrownBy(() -> Target.of("gpu-01", Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("host gpu-01: " + name + " is \"" + value + "\", expected " + expected);
    }

    @Test
    void doesNotShowASecret() {
        assertThatThrownBy(() -> Target.of("gpu-01", Map.of("port", new Secret("hidden"))))
                .hasMessageNotContaining("hidden");
    }
}
