package dev.podwright.engine;

import dev.podwright.inventory.Host;
import dev.podwright.playbook.Task;
import dev.podwright.template.PendingValueException;
import dev.podwright.template.ValueTemplate;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// What is known of one host during a run: its inventory variables, and the facts and results that its tasks gave.
/// Used by the host's own thread only, but for what other hosts ask: its facts, results and connection.
final class HostVariables {
    private final Supplier<LiveInventory.Declared> declared;
    private final Map<String, Object> facts;
    private final Map<String, Object> dynamic;
    private final Map<String, TaskRun> pending = new LinkedHashMap<>();
    private final Set<String> unknown;
    private volatile Map<String, Object> connection = Map.of();
    private volatile boolean connected;

    /// @param declared what the inventory says of the host now
    HostVariables(Supplier<LiveInventory.Declared> declared) {
        this(
                declared,
                Collections.synchronizedMap(new LinkedHashMap<>()),
                Collections.synchronizedMap(new LinkedHashMap<>()),
                ConcurrentHashMap.newKeySet());
    }

    /// Of no host in particular.
    static HostVariables ofNobody() {
        LiveInventory.Declared nobody =
                new LiveInventory.Declared(0, new Host("localhost", List.of(), List.of()), Map.of());
        return new HostVariables(() -> nobody);
    }

    private HostVariables(
            Supplier<LiveInventory.Declared> declared,
            Map<String, Object> facts,
            Map<String, Object> dynamic,
            Set<String> unknown) {
        this.declared = declared;
        this.facts = facts;
        this.dynamic = dynamic;
        this.unknown = unknown;
    }

    /// The same for the threads of other hosts: nothing that is under way is awaited.
    HostVariables asOthersSee() {
        HostVariables seen = new HostVariables(declared, facts, dynamic, unknown);
        seen.connection = connection;
        seen.connected = connected;
        return seen;
    }

    Host host() {
        return declared.get().host();
    }

    Optional<ValueTemplate> inventory(String name) {
        return Optional.ofNullable(inventory().get(name));
    }

    Map<String, ValueTemplate> inventory() {
        return declared.get().variables();
    }

    Map<String, Object> facts() {
        return facts;
    }

    /// Facts gathered at connect: seen under `facts` only, so that they can't hide a variable of the operator.
    void gathered(Map<String, Object> values) {
        facts.putAll(values);
        connected = true;
    }

    /// Whether facts were gathered: before that, a fact that isn't there may yet come.
    boolean isConnected() {
        return connected;
    }

    /// Facts that a task gave: seen under `facts` and by their own name.
    void fact(String name, Object value) {
        unknown.remove(name);
        facts.put(name, value);
        dynamic.put(name, value);
    }

    /// A fact that only an apply would have given, whatever it was before.
    void unknownFact(String name) {
        unknown.add(name);
    }

    /// A registered result.
    void set(String name, Object value) {
        unknown.remove(name);
        dynamic.put(name, value);
    }

    Map<String, Object> dynamic() {
        return dynamic;
    }

    /// What a task gave to a host.
    ///
    /// @param unknown facts that only an apply would have given
    record Given(Map<String, Object> facts, Map<String, Object> registered, Set<String> unknown) {
        static final Given NOTHING = new Given(Map.of(), Map.of(), Set.of());
    }

    Given given(Task task) {
        Set<String> names = ControllerActions.factNames(task);
        Map<String, Object> its = new LinkedHashMap<>(dynamic);
        its.keySet().retainAll(names);
        Map<String, Object> registered = new LinkedHashMap<>(dynamic);
        registered.keySet().retainAll(task.register().stream().toList());
        Set<String> open = new HashSet<>(unknown);
        open.retainAll(names);
        return new Given(its, registered, open);
    }

    /// Takes over what a task gave to another host.
    void adopt(Given given) {
        given.facts().forEach(this::fact);
        given.registered().forEach(this::set);
        unknown.addAll(given.unknown());
    }

    /// The name will be given by a task that is under way.
    void expect(String name, TaskRun by) {
        pending.put(name, by);
    }

    /// Nothing is under way any more.
    void expectNothing() {
        pending.clear();
    }

    /// Whether a task under way will give the name, or in a plan only an apply would.
    boolean isPending(String name) {
        return pending.containsKey(name) || unknown.contains(name);
    }

    /// Whether only an apply would give the fact, as far as tasks under way don't.
    boolean isUnknown(String name) {
        if (pending.containsKey(name)) {
            throw new PendingValueException(name);
        }
        return unknown.contains(name);
    }

    /// Whether any name is pending.
    boolean isAnyPending() {
        return !pending.isEmpty() || !unknown.isEmpty();
    }

    /// A task under way has ended; the names it should have given are no longer awaited.
    void arrived(TaskRun task) {
        pending.values().removeIf(by -> by == task);
    }

    void connection(Map<String, Object> values) {
        connection = values;
    }

    /// The connection's evaluated variables (`address`, `port`, `user`, …).
    Map<String, Object> connection() {
        return connection;
    }
}
