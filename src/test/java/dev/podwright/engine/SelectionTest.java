package dev.podwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.inventory.Host;
import dev.podwright.playbook.Play;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which tasks and hosts take part, and in which order.
class SelectionTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,      -,        -,       true
            -,      -,        a,       true
            a,      -,        a,       true
            a,      -,        b,       false
            a,      -,        -,       false
            a,      -,        always,  true
            -,      -,        never,   false
            all,    -,        never,   false
            never,  -,        never,   true
            a,      -,        never a, true
            tagged, -,        a,       true
            tagged, -,        -,       false
            untagged, -,      -,       true
            untagged, -,      a,       false
            all,    a,        a,       false
            -,      all,      a,       false
            -,      all,      always,  true
            -,      always,   always,  false
            -,      tagged,   a,       false
            -,      tagged,   always,  false
            -,      untagged, -,       false
            a,      a,        a,       false
            """)
    void selectsByTagsAsAnsibleDoes(String wanted, String skipped, String tags, boolean selected) {
        assertThat(new Tags(words(wanted), words(skipped)).select(words(tags))).isEqualTo(selected);
    }

    private static List<String> words(String text) {
        return text == null ? List.of() : List.of(text.split(" "));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            '',      '[[1, 2, 3, 4, 5]]'
            2,       '[[1, 2], [3, 4], [5]]'
            1 3,     '[[1], [2, 3, 4], [5]]'
            50%,     '[[1, 2], [3, 4], [5]]'
            1%,      '[[1], [2], [3], [4], [5]]'
            0,       '[[1, 2, 3, 4, 5]]'
            1 100%,  '[[1], [2, 3, 4, 5]]'
            """)
    void makesBatches(String serial, String batches) {
        List<String> sizes = serial.isEmpty() ? List.of() : List.of(serial.split(" "));
        assertThat(Batches.of(List.of(1, 2, 3, 4, 5), sizes)).hasToString(batches);
    }

    @Test
    void makesNoBatchOfNoHosts() {
        assertThat(Batches.of(List.of(), List.of("1"))).isEmpty();
    }

    @Test
    void ordersHosts() {
        List<Host> hosts = List.of(host("b"), host("a"), host("c"));
        assertThat(names(hosts, Play.Order.INVENTORY)).containsExactly("b", "a", "c");
        assertThat(names(hosts, Play.Order.REVERSE_INVENTORY)).containsExactly("c", "a", "b");
        assertThat(names(hosts, Play.Order.SORTED)).containsExactly("a", "b", "c");
        assertThat(names(hosts, Play.Order.REVERSE_SORTED)).containsExactly("c", "b", "a");
        assertThat(names(hosts, Play.Order.SHUFFLE)).containsExactlyInAnyOrder("a", "b", "c");
    }

    private static Host host(String name) {
        return new Host(name, List.of(), List.of());
    }

    private static List<String> names(List<Host> hosts, Play.Order order) {
        return HostOrder.of(hosts, order).stream().map(Host::name).toList();
    }
}
