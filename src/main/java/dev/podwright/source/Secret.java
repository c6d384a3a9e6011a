package dev.podwright.source;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A value that must not be seen: prints as `***`, and whoever needs the text asks for it by name.
public record Secret(String reveal) {
    public static final String MASK = "***";

    /// A value of any kind ([YamlNode] lists them) in which every text has become a secret. Numbers stay what they
    /// are: to hide each 1 in what is shown would hide nothing.
    public static Object conceal(Object value) {
        return switch (value) {
            case String text -> new Secret(text);
            case List<?> list -> list.stream().map(Secret::conceal).toList();
            case Map<?, ?> map -> {
                Map<String, Object> all = new LinkedHashMap<>();
                map.forEach((key, item) -> all.put(key.toString(), conceal(item)));
                yield Collections.unmodifiableMap(all);
            }
            default -> value;
        };
    }

    @Override
    public String toString() {
        return MASK;
    }
}
