package dev.podwright.engine;

import dev.podwright.inventory.Addition;
import dev.podwright.inventory.Group;
import dev.podwright.inventory.Host;
import dev.podwright.inventory.Inventory;
import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.template.EvaluationException;
import dev.podwright.template.ValueTemplate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// A run's inventory: the one that was read, with the hosts and groups that tasks have added since (`add_host`,
/// `group_by`). An [Inventory] itself never changes; what is added makes another one. As making it takes time that
/// grows with the inventory, additions that nothing can be wrong with wait until somebody asks. Thread-safe.
final class LiveInventory {
    private final CompiledVariables compiled = new CompiledVariables();
    private final Inventory written;
    private final Map<String, Integer> positions = new HashMap<>();
    private final List<Added> putIn = new ArrayList<>();
    private final Map<String, Declared> declared = new ConcurrentHashMap<>();
    private final List<Added> waiting = new ArrayList<>();
    private final Set<String> waitingHosts = ConcurrentHashMap.newKeySet();
    private volatile State state;

    /// The inventory after additions were put into it so many times.
    ///
    /// @param groups the names of all groups' hosts
    /// @param variables those that were added, by host
    private record State(
            int additions,
            Inventory inventory,
            Map<String, List<String>> groups,
            Map<String, Map<String, ValueTemplate>> variables) {

        static State of(int additions, Inventory inventory, Map<String, Map<String, ValueTemplate>> variables) {
            Map<String, List<String>> groups = new LinkedHashMap<>();
            for (Group group : inventory.groups()) {
                List<Host> members = inventory.members(group.name());
                groups.put(group.name(), members.stream().map(Host::name).toList());
            }
            return new State(additions, inventory, Collections.unmodifiableMap(groups), variables);
        }

        /// Those that are added now win.
        Map<String, Map<String, ValueTemplate>> variablesWith(List<Added> more) {
            Map<String, Map<String, ValueTemplate>> all = new HashMap<>(variables);
            for (Added added : more) {
                Map<String, ValueTemplate> its = new LinkedHashMap<>(all.getOrDefault(added.host(), Map.of()));
                its.putAll(added.variables());
                all.put(added.host(), its);
            }
            return all;
        }
    }

    private record Added(Addition addition, Map<String, ValueTemplate> variables) {
        String host() {
            return addition.host();
        }
    }

    /// What the inventory said of a host after so many additions.
    record Declared(int additions, Host host, Map<String, ValueTemplate> variables) {
        Declared {
            variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        }
    }

    LiveInventory(Inventory inventory) {
        this.state = State.of(0, inventory, Map.of());
        this.written = inventory;
        inventory.hosts().forEach(host -> positions.put(host.name(), positions.size()));
    }

    /// All that is known of hosts and groups now.
    Inventory inventory() {
        return current().inventory();
    }

    /// Whether a task has added something.
    boolean hasGrown() {
        return current().additions() > 0;
    }

    /// The names of all groups' hosts.
    Map<String, List<String>> groups() {
        return current().groups();
    }

    /// What the inventory says of a host now.
    ///
    /// @throws IllegalArgumentException where there is no such host
    Declared declared(String name) {
        Declared known = declared.get(name);
        State now = waitingHosts.contains(name) ? current() : state;
        return known != null && known.additions() == now.additions() ? known : declared(name, now);
    }

    private Declared declared(String name, State now) {
        Host host = now.inventory()
                .host(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no host \"" + name + "\""));
        Map<String, ValueTemplate> variables = new LinkedHashMap<>(compiled.of(now.inventory(), host, new Problems()));
        variables.putAll(now.variables().getOrDefault(name, Map.of()));
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
        if (knowsAll(addition) && variables.isEmpty()) {
            return;
        }
        Added added = new Added(addition, Map.copyOf(variables));
        if (state.inventory().takesSurely(addition)) {
            waiting.add(added);
            waitingHosts.add(addition.host());
        } else {
            putIn(List.of(added));
        }
    }

    /// With all that has waited.
    private State current() {
        return waitingHosts.isEmpty() ? state : settled();
    }

    private synchronized State settled() {
        if (!waiting.isEmpty()) {
            putIn(List.of());
        }
        return state;
    }

    /// Whoever comes first, groups have their hosts in the inventory's order.
    private void putIn(List<Added> last) {
        List<Added> more = new ArrayList<>(waiting);
        more.addAll(last);
        Problems problems = new Problems();
        List<Addition> inOrder = Stream.concat(putIn.stream(), more.stream())
                .map(Added::addition)
                .sorted(Comparator.comparingInt(addition -> positions.getOrDefault(addition.host(), Integer.MAX_VALUE)))
                .toList();
        Inventory grown = written.with(inOrder, problems);
        Optional<Problem> first = problems.sorted().stream().findFirst();
        if (first.isPresent()) {
            throw new EvaluationException(first.get());
        }
        state = State.of(state.additions() + 1, grown, state.variablesWith(more));
        putIn.addAll(more);
        waiting.clear();
        waitingHosts.clear();
    }

    private boolean knowsAll(Addition addition) {
        return state.inventory().takesSurely(addition)
                && state.inventory()
                        .host(addition.host())
                        .filter(host -> host.groups().containsAll(addition.groups()))
                        .isPresent();
    }
}
