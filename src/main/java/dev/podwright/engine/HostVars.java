package dev.podwright.engine;

import dev.podwright.inventory.Host;
import dev.podwright.source.Suggestions;
import dev.podwright.template.Explaining;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collection;
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
/// What another host's tasks have under way is not waited for: they may wait for this host in turn.
final class HostVars extends AbstractMap<String, Object> implements Explaining {
    private final PlayVariables play;

    HostVars(PlayVariables play) {
        this.play = play.withoutVars();
    }

    @Override
    public @Nullable Object get(Object key) {
        return containsKey(key) ? new OfHost(play, key.toString()) : null;
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
                .map(name -> Map.<String, Object>entry(name, new OfHost(play, name)))
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

        OfHost(PlayVariables play, String name) {
            this.host = play.hosts().variables().apply(name).asOthersSee();
            this.variables = new Variables(play, host, Map.of(), Map.of());
        }

        @Override
        public @Nullable Object get(Object key) {
            return key instanceof String name ? value(name).orElse(null) : null;
        }

        private Optional<Object> value(String name) {
            boolean unknownFacts = name.equals("facts") && !host.isConnected();
            return unknownFacts ? Optional.empty() : variables.get(name);
        }

        @Override
        public boolean containsKey(Object key) {
            return key instanceof String name && value(name).isPresent();
        }

        @Override
        public Set<String> keySet() {
            Collection<String> names = variables.names();
            return Lazily.set(names.stream().filter(this::containsKey).toList());
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            Stream<Entry<String, Object>> all = variables.names().stream()
                    .filter(name -> !name.equals("hostvars"))
                    .flatMap(name -> value(name).map(value -> Map.entry(name, value)).stream());
            return Lazily.set(all.toList());
        }

        @Override
        public String whyMissing(String name) {
            String known = Suggestions.didYouMean(name, variables.names(), "");
            if (host.isConnected() || !known.isEmpty()) {
                return known.isEmpty() ? "give it a default (x!\"none\") or test it first (x??)" : known;
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
