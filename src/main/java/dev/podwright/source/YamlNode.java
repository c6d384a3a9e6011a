package dev.podwright.source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A piece of YAML that knows where it stands.
///
/// As plain values ([#toValue()]) YAML becomes: `String`, `Boolean`, `Long`, `java.math.BigDecimal`,
/// `List<Object>`, `Map<String, Object>` in the order written, and [NullValue#NULL]. These, and [Secret], are
/// all the kinds of value that variables, parameters and outputs have anywhere in Podwright.
public sealed interface YamlNode {
    Location location();

    Object toValue();

    /// What to call this kind of node in a message: `a map`, `a list`, `text`, `a number`, `true or false`,
    /// `nothing`.
    String kind();

    /// A single value: `value` is its typed form, `text` what was written, `tag` an explicit local tag such as
    /// `!vault`, else empty. A quoted scalar is always a string.
    record Scalar(Location location, String text, Object value, boolean quoted, String tag) implements YamlNode {
        @Override
        public Object toValue() {
            return value;
        }

        public boolean isNull() {
            return value == NullValue.NULL;
        }

        @Override
        public String kind() {
            return switch (value) {
                case NullValue _ -> "nothing";
                case Boolean _ -> "true or false";
                case Number _ -> "a number";
                default -> "text";
            };
        }
    }

    record Sequence(Location location, List<YamlNode> items) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public Object toValue() {
            List<Object> values = new ArrayList<>();
            items.forEach(item -> values.add(item.toValue()));
            return Collections.unmodifiableList(values);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    record Mapping(Location location, List<Entry> entries) implements YamlNode {
        public Mapping {
            entries = List.copyOf(entries);
        }

        public Optional<YamlNode> get(String key) {
            return entry(key).map(Entry::value);
        }

        public Optional<Entry> entry(String key) {
            return entries.stream().filter(entry -> entry.name().equals(key)).findFirst();
        }

        @Override
        public Object toValue() {
            Map<String, Object> values = new LinkedHashMap<>();
            entries.forEach(entry -> values.put(entry.name(), entry.value().toValue()));
            return Collections.unmodifiableMap(values);
        }

        @Override
        public String kind() {
            return "a map";
        }
    }

    /// One key of a mapping and its value. Keys are taken as written (`22` is the name `22`).
    record Entry(Scalar key, YamlNode value) {
        public String name() {
            return key.text();
        }
    }
}
