package dev.podwright.engine;

import java.util.ArrayList;
import java.util.List;

/// Splits a play's hosts by `serial`: each entry a number or a percentage of all hosts, the last one repeated.
final class Batches {
    private Batches() {}

    static <T> List<List<T>> of(List<T> all, List<String> serial) {
        if (all.isEmpty()) {
            return List.of();
        }
        List<List<T>> batches = new ArrayList<>();
        int from = 0;
        for (int i = 0; from < all.size(); i++) {
            int size = serial.isEmpty() ? all.size() : size(serial.get(Math.min(i, serial.size() - 1)), all.size());
            int to = Math.min(all.size(), from + size);
            batches.add(all.subList(from, to));
            from = to;
        }
        return batches;
    }

    /// At least one host, as in Ansible; 0 and 100% mean all.
    private static int size(String serial, int hosts) {
        if (serial.endsWith("%")) {
            int percent =
                    Integer.parseInt(serial.substring(0, serial.length() - 1).strip());
            return Math.max(1, hosts * percent / 100);
        }
        int number = Integer.parseInt(serial.strip());
        return number <= 0 ? hosts : number;
    }
}
