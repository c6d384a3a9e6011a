package dev.podwright.engine;

import dev.podwright.playbook.Play;
import dev.podwright.playbook.Task;
import dev.podwright.template.ValueTemplate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which names of hosts and groups the tasks of plays may bring into the inventory.
///
/// @param names those that stand there literally
/// @param any whether some are computed, and may become anything
record InventoryGrowth(Set<String> names, boolean any) {
    static final InventoryGrowth NONE = new InventoryGrowth(Set.of(), false);

    private static final List<String> NAMING = List.of("name", "groups", "key", "parents");

    InventoryGrowth {
        names = Set.copyOf(names);
    }

    static InventoryGrowth of(Play play) {
        Set<String> names = new HashSet<>();
        boolean any = false;
        for (Task task : TaskNumbers.inOrder(play)) {
            for (String parameter : grows(task) ? NAMING : List.<String>of()) {
                Optional<ValueTemplate> value =
                        Optional.ofNullable(task.arguments().get(parameter));
                value.filter(ValueTemplate::isConstant)
                        .ifPresent(constant -> add(names, constant.node().toValue()));
                any |= value.filter(computed -> !computed.isConstant()).isPresent();
            }
        }
        return new InventoryGrowth(names, any);
    }

    private static boolean grows(Task task) {
        String type = task.type().name();
        return type.equals(InventoryActions.ADD_HOST) || type.equals(InventoryActions.GROUP_BY);
    }

    private static void add(Set<String> names, Object value) {
        switch (value) {
            case List<?> list -> list.forEach(item -> add(names, item));
            default -> names.addAll(List.of(value.toString().split("\\s*,\\s*")));
        }
    }

    InventoryGrowth and(InventoryGrowth more) {
        Set<String> all = new HashSet<>(names);
        all.addAll(more.names);
        return new InventoryGrowth(all, any || more.any);
    }

    boolean isNone() {
        return !any && names.isEmpty();
    }

    /// Whether a pattern may name hosts that aren't there yet.
    boolean mayMeet(String pattern) {
        return any || names.stream().anyMatch(pattern::contains) || (!isNone() && pattern.matches(".*[*?~].*"));
    }
}
