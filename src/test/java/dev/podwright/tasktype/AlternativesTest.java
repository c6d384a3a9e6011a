package dev.podwright.tasktype;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.source.Location;
import dev.podwright.source.NullValue;
import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlternativesTest {
    private final Problems problems = new Problems();

    @Test
    void needsOneAndTakesNoMore() {
        assertThat(fit("command", Map.of("cmd", "uptime"))).containsKey("cmd");
        assertThat(problems.isEmpty()).isTrue();

        fit("command", Map.of("chdir", "/tmp"));
        fit("command", Map.of("cmd", "uptime", "argv", List.of("uptime")));
        assertThat(problems.sorted())
                .extracting(Problem::message)
                .containsExactlyInAnyOrder("command needs cmd or argv", "command takes only one of cmd and argv");
    }

    @Test
    void aParameterThatTurnsOutToBeNullIsNotGiven() {
        assertThat(fit("command", Map.of("cmd", "uptime", "argv", NullValue.NULL)))
                .containsOnlyKeys("cmd");
        assertThat(problems.isEmpty()).isTrue();

        fit("command", Map.of("cmd", NullValue.NULL));
        assertThat(problems.sorted()).extracting(Problem::message).containsExactly("command needs cmd or argv");
    }

    @Test
    void someMayAllBeMissing() {
        fit("wait_for", Map.of("delay", 1L));
        assertThat(problems.isEmpty()).isTrue();

        fit("wait_for", Map.of("port", 80L, "path", "/tmp/x", "url", "http://127.0.0.1/"));
        assertThat(problems.sorted())
                .extracting(Problem::message)
                .containsOnly("wait_for takes only one of port, path and url")
                .hasSize(2);
    }

    @Test
    void aDefaultIsNotGiven() {
        assertThat(fit("debug", Map.of("var", "host"))).containsEntry("msg", "Hello world!");
        assertThat(problems.isEmpty()).isTrue();
    }

    private Map<String, Object> fit(String name, Map<String, Object> given) {
        TaskType type = TaskTypeLibrary.of(List.of()).find(name, problems).orElseThrow();
        return Arguments.of(type, given, Location::named, Location.named("task"), problems);
    }
}
