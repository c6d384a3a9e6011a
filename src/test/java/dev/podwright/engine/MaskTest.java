package dev.podwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.source.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaskTest {
    private final Mask mask = new Mask();

    @Test
    void takesOutEverySecretOfATree() {
        mask.learnAll(Map.of("list", List.of(Map.of("deep", new Secret("hidden-word")), new Secret("other"))));
        assertThat(mask.text("a hidden-word and other words")).isEqualTo("a *** and *** words");
        assertThat(mask.map(Map.of("hidden-word", List.of("other", 3L)))).isEqualTo(Map.of("***", List.of("***", 3L)));
    }

    @Test
    void leavesNoRestOfALongerSecret() {
        mask.learnAll(List.of(new Secret("pass"), new Secret("password")));
        assertThat(mask.text("password pass")).isEqualTo("*** ***");
    }

    @Test
    void knowsTheLinesOfASecretButNotTheShortOnes() {
        mask.learn(new Secret("-----BEGIN-----\nabcdef\nx\n"));
        assertThat(mask.text("abcdef x")).isEqualTo("*** x");
    }

    @Test
    void knowsWhatTheItemsOfALoopGave() {
        TaskResult one = result(Map.of("token", new Secret("tok-1")), List.of());
        mask.learn(result(Map.of(), List.of(new TaskResult.Item("x", "x", new Outcome.Ok(one)))));
        assertThat(mask.text("tok-1")).isEqualTo("***");
    }

    private static TaskResult result(Map<String, Object> outputs, List<TaskResult.Item> items) {
        return new TaskResult(List.of(), "", "", "", 0, "", "", List.of(), outputs, items, false);
    }
}
