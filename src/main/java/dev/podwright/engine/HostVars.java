package dev.podwright.engine;

import dev.podwright.inventory.Host;
import dev.podwright.source.Suggestions;
import dev.podwright.template.Explaining;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// `hostvars`: for each host its variables of the inventory, its facts and what its tasks have registered so far; not
/// those of plays and tasks. Nothing is computed but what is asked for.
///
/// What the host's own tasks have under way is waited for. What another host's tasks have under
/// way is not: they may wait for this host in turn.
final class HostVars extends AbstractMap<String, Object> implements Explaining {
    /// What holds for all hosts, and would only be long, or a secret of the operator's, where all variables are shown.
    private static final Set<String> UNLISTED = Set.of("hostvars", "env", "play", "run");

    private static final String MAY_COME =
            "give it a default (x!\"none\"), or let a play before this one set it: hosts don't wait for each other in a play";

    private static final List<String> CONNECTION = List.of("address", "port", "connection", "user");

    private final PlayVariables play;
    private final HostVariables own;
    private final Set<String> evaluating;

    /// @param own of the host that asks
    /// @param evaluating the variables whose values need another host's
    HostVars(PlayVariables play, HostVariables own, Set<String> evaluating) {
        this.play = play.withoutVars();
        this.own = own;
        this.evaluating = evaluating;
    }

    @Override
    public @Nullable Object get(Object key) {
        return containsKey(key) ? of(key.toString()) : null;
    }

    private OfHost of(String name) {
        boolean isOwn = name.equals(own.host().name());
        HostVariables host = isOwn ? own : play.hosts().variables().apply(name).asOthersSee();
        return new OfHost(play, host, evaluating);
    }

    @Override
    public boolean containsKey(Object key) {
        return key instanceof String name
                && play.hosts().inventory().inventory().host(name).isPresent();
    }

    @Override
    public Set<String> keySet() {
        return Lazily.set(play.hosts().inventory().inventory().hosts().stream()
                .map(Host::name)
                .toList());
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return Lazily.set(keySet().stream()
                .map(name -> Map.<String, Object>entry(name, of(name)))
                .toList());
    }

    @Override
    public String whyMissing(String name) {
        return Suggestions.didYouMean(name, keySet(), "podwright inventory --list shows the hosts");
    }

    /// What is known of one host.
    private static final class OfHost extends AbstractMap<String, Object> implements Explaining {
        private final Variables variables;
        private final HostVariables host;

        OfHost(PlayVariables play, HostVariables host, Set<String> evaluating) {
            this.host = host;
            this.variables = Variables.ofHost(play, host, evaluating);
        }

        @Override
        public @Nullable Object get(Object key) {
            return key instanceof String name ? value(name).orElse(null) : null;
        }

        private Optional<Object> value(String name) {
            return host.isConnected() ? variables.get(name) : valueUnconnected(name);
        }

        /// How it is reached is what the inventory says, as long as nobody has.
        private Optional<Object> valueUnconnected(String name) {
            return switch (name) {
                case "facts" -> Optional.empty();
                case "host" -> {
                    host.connection(declaredConnection());
                    yield variables.get(name);
                }
                default -> variables.get(name);
            };
        }

        private Map<String, Object> declaredConnection() {
            Map<String, Object> values = new HashMap<>();
            CONNECTION.forEach(name -> host.inventory(name)
                    .map(template -> template.evaluate(variables))
                    .ifPresent(value -> values.put(name, value)));
            return values;
        }

        @Override
        public boolean containsKey(Object key) {
            return key instanceof String name && value(name).isPresent();
        }

        @Override
        public Set<String> keySet() {
            return Lazily.set(names().filter(this::containsKey).toList());
        }

        private Stream<String> names() {
            return variables.names().stream().filter(name -> !UNLISTED.contains(name));
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            Stream<Entry<String, Object>> all =
                    names().flatMap(name -> value(name).map(value -> Map.entry(name, value)).stream());
            return Lazily.set(all.toList());
        }

        @Override
        public String whyMissing(String name) {
            List<String> others = variables.names().stream()
                    .filter(known -> !known.equals(name))
                    .toList();
            String known = Suggestions.didYouMean(name, others, "");
            if (host.isConnected() || !known.isEmpty()) {
                return known.isEmpty() ? MAY_COME : known;
            }
            String its = host.host().name();
            return "%s hasn't been connected to yet in this run, so that its facts and results aren't known: let a play before this one go to it"
                    .formatted(its);
        }
    }

    /// Sets of what is listed already.
    private static final class Lazily {
        private Lazily() {}

        static <T> Set<T> set(List<T> items) {
            return new AbstractSet<>() {
                @Override
                public Iterator<T> iterator() {
                    return items.iterator();
                }

                @Override
                public int size() {
                    return items.size();
                }
            };
        }
    }
}
