package dev.podwright.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podwright.connection.BlockResult.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmallFactsTest {
    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash --posix", "busybox sh"})
    void gathersTheFactsOfThisMachine(String command) throws ConnectionException {
        try (LocalConnection connection = new LocalConnection();
                RemoteShell shell =
                        RemoteShell.open(new ShellStart(connection, Become.NOT, command, Duration.ofSeconds(10)))) {
            BlockResult result =
                    shell.submit(SmallFacts.block(), BlockListener.NONE).join();
            Map<String, Object> facts = SmallFacts.read(result);

            assertThat(result.stderr()).isEmpty();
            assertThat(facts).containsEntry("user", System.getProperty("user.name"));
            assertThat(facts.get("os"))
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                    .containsKeys("id", "family", "version");
            assertThat(facts).containsEntry("kernel", System.getProperty("os.version"));
            assertThat(facts).containsEntry("cpus", (long) Runtime.getRuntime().availableProcessors());
            assertThat(facts.get("memory_mib")).isInstanceOf(Long.class).isNotEqualTo(0L);
            assertThat(facts.get("sudo")).isIn("root", "passwordless", "password", "none");
            assertThat(facts).doesNotContainValue(dev.podwright.source.NullValue.NULL);
        }
    }

    @Test
    void refusesWhatIsNoFact() {
        BlockResult odd = new BlockResult(
                Status.OK,
                List.of(),
                Map.of("uid", List.of(List.of("x"))),
                List.of(),
                Optional.empty(),
                0,
                "",
                "",
                Optional.empty(),
                Optional.empty());

        assertThatThrownBy(() -> SmallFacts.read(odd)).hasMessage("the host's fact uid is no number: \"x\"");
    }
}
