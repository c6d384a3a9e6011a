package dev.podwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DiffTest {
    @TempDir
    Path folder;

    @Test
    void aTaskSaysWhetherItsChangesAreShownAsADiff() {
        LocalRun run = new LocalRun(folder);
        run.run("""
                - hosts: one
                  diff: "[=play.hosts?size == 1]"
                  tasks:
                    - {name: As the play says, command: "true"}
                    - {name: As it says itself, command: "true", diff: false}
                - hosts: one
                  tasks:
                    - {name: As the operator wants, command: "true"}
                """);
        List<String> said = run.events().stream()
                .filter(RunEvent.TaskFinished.class::isInstance)
                .map(RunEvent.TaskFinished.class::cast)
                .map(event ->
                        event.name() + ": " + event.diff().map(String::valueOf).orElse("nothing"))
                .toList();
        assertThat(said)
                .containsExactly(
                        "As the play says: true", "As it says itself: false", "As the operator wants: nothing");
    }
}
