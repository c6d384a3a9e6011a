package dev.podwright.engine;

import dev.podwright.inventory.Host;
import dev.podwright.playbook.Task;
import dev.podwright.template.ValueTemplate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is known of one host during a run: its inventory variables, and the facts and results that its tasks gave.
/// Used by the host's own thread only.
final class HostVariables {
    private final Host host;
    private final Map<String, ValueTemplate> inventory;
    private final Map<String, Object> facts = new LinkedHashMap<>();
    private final Map<String, Object> dynamic = new LinkedHashMap<>();
    private final Map<String, TaskRun> pending = new LinkedHashMap<>();
    private Map<String, Object> connection = Map.of();
    private boolean connected;

    HostVariables(Host host, Map<String, ValueTemplate> inventory) {
        this.host = host;
        this.inventory = inventory;
    }

    Host host() {
        return host;
    }

    Optional<ValueTemplate> inventory(String name) {
        return Optional.ofNullable(inventory.get(name));
    }

    Map<String, ValueTemplate> inventory() {
        return inventory;
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
        pending.remove(name);
        facts.put(name, value);
        dynamic.put(name, value);
    }

    /// A registered result or a `set_fact`.
    void set(String name, Object value) {
        pending.remove(name);
        dynamic.put(name, value);
    }

    Map<String, Object> dynamic() {
        return dynamic;
    }

    /// The values of the names that a task gives: its registered result and its facts.
    Map<String, Object> given(Task task) {
        Set<String> names = new LinkedHashSet<>(task.type().facts().keySet());
        task.register().ifPresent(names::add);
        Map<String, Object> values = new LinkedHashMap<>();
        names.stream().filter(dynamic::containsKey).forEach(name -> values.put(name, dynamic.getOrDefault(name, "")));
        return values;
    }

    /// The name will be given by a task that is under way.
    void expect(String name, TaskRun by) {
        pending.put(name, by);
    }

    /// Nothing is under way any more.
    void expectNothing() {
        pending.clear();
    }

    boolean isPending(String name) {
        return pending.containsKey(name);
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
