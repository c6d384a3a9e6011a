package dev.podwright.engine;

import dev.podwright.source.Problem;
import dev.podwright.source.Secret;
import dev.podwright.source.Vault;
import dev.podwright.template.EvaluationException;
import dev.podwright.template.Lookups;
import dev.podwright.template.PendingValueException;
import dev.podwright.template.ReservedNames;
import dev.podwright.template.Scope;
import dev.podwright.template.ValueTemplate;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The names that hold for one task on one host, highest level first: reserved names, `-e`, block and task `vars`,
/// facts and registered results, `vars_files`, play `vars`, the inventory. Variables are evaluated when they are
/// asked for, once for each task. Used by one thread only.
final class Variables implements Scope {
    private final PlayVariables play;
    private final HostVariables host;
    private final Map<String, ValueTemplate> task;
    private final Map<String, Object> locals;
    private final Map<String, Object> evaluated = new HashMap<>();
    private final Set<String> evaluating;
    private final String prefix;

    /// @param task variables of the task and its blocks, inner ones having won already
    /// @param locals the loop's item, the failure that a `rescue` handles, the result that `changed_when` judges
    Variables(PlayVariables play, HostVariables host, Map<String, ValueTemplate> task, Map<String, Object> locals) {
        this(play, host, task, locals, new LinkedHashSet<>(), "");
    }

    /// @param evaluating the variables whose values are being computed, each with its prefix
    private Variables(
            PlayVariables play,
            HostVariables host,
            Map<String, ValueTemplate> task,
            Map<String, Object> locals,
            Set<String> evaluating,
            String prefix) {
        this.play = play;
        this.host = host;
        this.task = task;
        this.locals = locals;
        this.evaluating = evaluating;
        this.prefix = prefix;
    }

    /// What holds for a host wherever it is asked.
    ///
    /// @param evaluating the variables of any host whose values are being computed and need this one's
    static Variables ofHost(PlayVariables play, HostVariables host, Set<String> evaluating) {
        String prefix = "hostvars['" + host.host().name() + "'].";
        return new Variables(play, host, Map.of(), Map.of(), evaluating, prefix);
    }

    Variables with(Map<String, Object> moreLocals) {
        Map<String, Object> both = new LinkedHashMap<>(locals);
        both.putAll(moreLocals);
        return new Variables(play, host, task, both);
    }

    @Override
    public Optional<Object> get(String name) {
        Object done = evaluated.get(name);
        if (done != null) {
            return Optional.of(done);
        }
        Optional<Object> value = find(name);
        value.ifPresent(found -> evaluated.put(name, found));
        return value;
    }

    private Optional<Object> find(String name) {
        Optional<Object> fixed = reserved(name)
                .or(() -> Optional.ofNullable(play.extra().get(name)))
                .or(() -> Optional.ofNullable(locals.get(name)));
        if (fixed.isPresent()) {
            return fixed;
        }
        if (task.containsKey(name)) {
            return Optional.of(evaluate(name, task.get(name)));
        }
        if (host.isPending(name)) {
            throw new PendingValueException(name);
        }
        return Optional.ofNullable(host.dynamic().get(name)).or(() -> declared(name));
    }

    private Optional<Object> declared(String name) {
        return Optional.ofNullable(play.files().get(name))
                .or(() -> Optional.ofNullable(play.vars().get(name)))
                .or(() -> host.inventory(name))
                .map(template -> evaluate(name, template));
    }

    private Object evaluate(String name, @Nullable ValueTemplate template) {
        if (template == null) {
            return "";
        }
        String known = prefix + name;
        if (!evaluating.add(known)) {
            throw new EvaluationException(new Problem(
                    template.location(),
                    "variable \"" + known + "\" refers to itself: " + String.join(" → ", evaluating) + " → " + known,
                    "give one of them another name"));
        }
        try {
            Object value = template.evaluate(this);
            if (template.holdsSecrets()) {
                play.mask().learnAll(value);
            }
            return value;
        } finally {
            evaluating.remove(known);
        }
    }

    private Optional<Object> reserved(String name) {
        return switch (name) {
            case "host" -> Optional.of(hostMap());
            case "facts" -> Optional.of(new FactsView(host));
            case "play" -> Optional.of(play.playMap());
            case "run" -> Optional.of(play.runMap());
            case "env" -> Optional.of(System.getenv());
            default -> ReservedNames.isAnsibles(name) ? Optional.of(ansibles(name)) : Optional.empty();
        };
    }

    private Object ansibles(String name) {
        String its = host.host().name();
        PlayHosts hosts = play.hosts();
        return switch (name) {
            case "inventory_hostname" -> its;
            case "inventory_hostname_short" -> its.replaceFirst("\\..*", "");
            case "inventory_file" -> inventoryFile().map(Path::toString).orElse("");
            case "inventory_dir" ->
                inventoryFile().map(file -> String.valueOf(file.getParent())).orElse("");
            case "groups" -> hosts.inventory().groups();
            case "group_names" ->
                host.host().groups().stream()
                        .filter(group -> !group.equals("all"))
                        .sorted()
                        .toList();
            case "hostvars" -> new HostVars(play, host, evaluating);
            case "play_hosts", "ansible_play_batch" -> hosts.presentInBatch();
            case "ansible_play_hosts" -> hosts.present();
            case "ansible_play_hosts_all" -> hosts.all();
            case "ansible_play_name" -> play.playMap().getOrDefault("name", "");
            case "ansible_check_mode" -> play.runMap().getOrDefault("plan", false);
            case "playbook_dir" -> play.folder().toAbsolutePath().normalize().toString();
            default -> throw new IllegalStateException("no value for the reserved name " + name);
        };
    }

    /// The inventory that names the host, where it is a file.
    private Optional<Path> inventoryFile() {
        return play.hosts().inventory().inventory().fileOf(host.host());
    }

    @Override
    public Lookups lookups() {
        return new ControllerLookups(play.folder(), play.vault(), this::learn);
    }

    private Map<String, Object> hostMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", host.host().name());
        map.put("groups", host.host().groups());
        map.put("address", host.connection().getOrDefault("address", host.host().name()));
        map.put("port", host.connection().getOrDefault("port", 22L));
        map.put("connection", host.connection().getOrDefault("connection", "ssh"));
        map.put("user", host.connection().getOrDefault("user", host.facts().getOrDefault("user", "")));
        return map;
    }

    @Override
    public boolean isUnknown(String fact) {
        return host.isUnknown(fact);
    }

    @Override
    public Vault vault() {
        return play.vault();
    }

    @Override
    public void learn(Secret part) {
        play.mask().learn(part);
    }

    @Override
    public Collection<String> names() {
        Set<String> names = new TreeSet<>(ReservedNames.names());
        names.addAll(play.extra().keySet());
        names.addAll(locals.keySet());
        names.addAll(task.keySet());
        names.addAll(host.dynamic().keySet());
        names.addAll(play.files().keySet());
        names.addAll(play.vars().keySet());
        names.addAll(host.inventory().keySet());
        return names;
    }

    /// The facts as a map in which those that a task under way will give are pending.
    private static final class FactsView extends AbstractMap<String, Object> {
        private final HostVariables host;

        FactsView(HostVariables host) {
            this.host = host;
        }

        @Override
        public @Nullable Object get(Object key) {
            boolean toCome = !host.isConnected() && !host.facts().containsKey(key);
            if (toCome || isPending(key)) {
                throw new PendingValueException("facts." + key);
            }
            return host.facts().get(key);
        }

        @Override
        public boolean containsKey(Object key) {
            return !host.isConnected() || host.facts().containsKey(key) || isPending(key);
        }

        private boolean isPending(Object key) {
            return key instanceof String name && host.isPending(name);
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            if (host.isAnyPending()) {
                throw new PendingValueException("facts");
            }
            return host.facts().entrySet();
        }
    }
}
