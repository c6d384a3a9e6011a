package dev.podwright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LinearGateTest {

    @Test
    void letsNobodyBeginATaskBeforeTheOthersAreThere() throws Exception {
        LinearGate gate = new LinearGate(List.of("one", "two"));
        Queue<String> order = new ConcurrentLinkedQueue<>();
        Thread ahead = Thread.startVirtualThread(() -> pass(gate, "one", 2, order));
        gate.await("two", 1);
        order.add("two at 1");
        gate.await("two", 2);
        ahead.join();
        assertThat(order).containsExactly("two at 1", "one at 2");
    }

    @Test
    void waitsForNobodyWhoLeft() throws Exception {
        LinearGate gate = new LinearGate(List.of("one", "two", "three"));
        Queue<String> order = new ConcurrentLinkedQueue<>();
        Thread waiting = Thread.startVirtualThread(() -> pass(gate, "one", 5, order));
        gate.leave("two");
        gate.leave("three");
        gate.leave("three");
        waiting.join();
        assertThat(order).containsExactly("one at 5");
    }

    private static void pass(LinearGate gate, String host, int position, Queue<String> order) {
        try {
            gate.await(host, position);
            order.add(host + " at " + position);
        } catch (InterruptedException _) {
            order.add("interrupted");
        }
    }
}
