package dev.podwright.tasktype;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Which GPUs a container gets, as one word for templates: `auto`, `all`, `none`, `count:2`, or `ids:0,GPU-…`.
final class Gpus {
    static final List<String> WORDS = List.of("auto", "all", "none");
    private static final Pattern COUNT = Pattern.compile("\\d{1,3}");

    /// An index, or an id.
    static final String ONE = "\\d{1,3}(?::\\d{1,3})?|(?:GPU|MIG)-[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    private static final Pattern ID = Pattern.compile(ONE);

    private Gpus() {}

    /// A number alone is how many; in a list, behind `device=` and with commas numbers are indexes.
    ///
    /// @throws IllegalArgumentException where it is none of these, or names a GPU twice
    static String read(Object value) {
        return switch (value) {
            case List<?> list -> ids(list);
            case Boolean flag when !flag -> "none"; // YAML's no
            case String _, Number _ -> text(Texts.plain(value).strip());
            default -> throw must(value);
        };
    }

    private static String text(String text) {
        if (WORDS.contains(text)) {
            return text;
        }
        if (COUNT.matcher(text).matches()) {
            int count = new BigDecimal(text).intValueExact();
            return count == 0 ? "none" : "count:" + count;
        }
        String named = text.startsWith("device=") ? text.substring("device=".length()) : text;
        return ids(List.of(named.split(",", -1)));
    }

    private static String ids(List<?> items) {
        Set<String> ids = new LinkedHashSet<>();
        for (Object item : items) {
            if (!(item instanceof String || item instanceof Number)) {
                throw must(item);
            }
            String id = Texts.plain(item).strip();
            if (!ID.matcher(id).matches()) {
                throw must(item);
            }
            if (!ids.add(id)) {
                throw new IllegalArgumentException("names the GPU " + id + " twice");
            }
        }
        return ids.isEmpty() ? "none" : "ids:" + String.join(",", ids);
    }

    private static IllegalArgumentException must(Object value) {
        return new IllegalArgumentException(
                "must be auto, all, none, how many, or a list of GPUs by index or id, such as" + " [0, 1], not "
                        + Texts.shown(value));
    }
}
