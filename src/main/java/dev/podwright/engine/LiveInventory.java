package dev.podwright.engine;

import dev.podwright.inventory.Addition;
import dev.podwright.inventory.Group;
import dev.podwright.inventory.Host;
import dev.podwright.inventory.Inventory;
import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.template.EvaluationException;
import dev.podwright.template.ValueTemplate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A run's inventory: the one that was read, with the hosts and groups that tasks have added since (`add_host`,
/// `group_by`). An [Inventory] itself never changes; each addition makes another one. Thread-safe.
final class LiveInventory {
    private final CompiledVariables compiled = new CompiledVariables();
    private final Map<String, Declared> declared = new ConcurrentHashMap<>();
    private final Map<String, Map<String, ValueTemplate>> addedVariables = new ConcurrentHashMap<>();
    private volatile State state;

    /// The inventory after so many additions.
    ///
    /// @param groups the names of all groups' hosts
    private record State(int additions, Inventory inventory, Map<String, List<String>> groups) {
        static State of(int additions, Inventory inventory) {
            Map<String, List<String>> groups = new LinkedHashMap<>();
            for (Group group : inventory.groups()) {
                List<Host> members = inventory.members(group.name());
                groups.put(group.name(), members.stream().map(Host::name).toList());
            }
            return new State(additions, inventory, Collections.unmodifiableMap(groups));
        }
    }

    /// What the inventory said of a host after so many additions.
    record Declared(int additions, Host host, Map<String, ValueTemplate> variables) {
        Declared {
            variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        }
    }

    LiveInventory(Inventory inventory) {
        this.state = State.of(0, inventory);
    }

    /// All that is known of hosts and groups now.
    Inventory inventory() {
        return state.inventory();
    }

    /// Whether a task has added something.
    boolean hasGrown() {
        return state.additions() > 0;
    }

    /// The names of all groups' hosts.
    Map<String, List<String>> groups() {
        return state.groups();
    }

    /// What the inventory says of a host now.
    ///
    /// @throws IllegalArgumentException where there is no such host
    Declared declared(String name) {
        State now = state;
        Declared known = declared.get(name);
        return known != null && known.additions() == now.additions() ? known : declared(name, now);
    }

    private Declared declared(String name, State now) {
        Host host = now.inventory()
                .host(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no host \"" + name + "\""));
        Map<String, ValueTemplate> variables = new LinkedHashMap<>(compiled.of(now.inventory(), host, new Problems()));
        variables.putAll(addedVariables.getOrDefault(name, Map.of()));
        Declared found = new Declared(now.additions(), host, variables);
        declared.put(name, found);
        return found;
    }

    /// Finds what is wrong with a host's variables.
    void check(Host host, Problems problems) {
        compiled.of(inventory(), host, problems);
    }

    /// Adds to the inventory; what is there already stays as it is.
    ///
    /// @param variables of the host, above those that it has
    /// @throws EvaluationException where the files of variables that come with a group or host have problems
    synchronized void add(Addition addition, Map<String, ValueTemplate> variables) {
        if (!isNew(addition) && variables.isEmpty()) {
            return;
        }
        Problems problems = new Problems();
        Inventory more = inventory().with(List.of(addition), problems);
        Optional<Problem> first = problems.sorted().stream().findFirst();
        if (first.isPresent()) {
            throw new EvaluationException(first.get());
        }
        Map<String, ValueTemplate> all = new LinkedHashMap<>(addedVariables.getOrDefault(addition.host(), Map.of()));
        all.putAll(variables);
        addedVariables.put(addition.host(), all);
        state = State.of(state.additions() + 1, more);
    }

    private boolean isNew(Addition addition) {
        Optional<Host> host = inventory().host(addition.host());
        return host.isEmpty()
                || !host.get().groups().containsAll(addition.groups())
                || !addition.groups().stream().allMatch(group -> isIn(group, addition.parents()));
    }

    private boolean isIn(String group, List<String> parents) {
        return parents.stream()
                .allMatch(parent -> parent.equals("all")
                        || inventory()
                                .group(parent)
                                .filter(found -> found.children().contains(group))
                                .isPresent());
    }
}
