package dev.podwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventBusTest {
    private final List<RunEvent> heard = new ArrayList<>();
    private final List<RuntimeException> defects = new ArrayList<>();

    @Test
    void endsWithTheRun() {
        EventBus bus = new EventBus(heard::add, defects);
        RunEvent output = new RunEvent.TaskOutput(Instant.now(), "one", 1, true, "Terminated\n");
        RunEvent finished =
                new RunEvent.RunFinished(Instant.now(), "r", Map.of(), List.of(), true, Duration.ofSeconds(1));
        bus.send(output);
        bus.send(finished);
        bus.send(output);
        assertThat(heard).containsExactly(output, finished);
    }

    @Test
    void keepsWhatAListenerThrowsForTheEnd() {
        EventBus bus = new EventBus(
                _ -> {
                    throw new IllegalStateException("a bug");
                },
                defects);
        bus.send(new RunEvent.PlayFinished(Instant.now(), 1));
        assertThat(defects).extracting(RuntimeException::getMessage).containsExactly("a bug");
    }
}
