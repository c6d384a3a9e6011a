package dev.podwright.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Lists and maps made from others. Where values are compared, `1` and `1.0` are two.
final class ListFunctions {
    static final Map<String, Function> ALL = Map.ofEntries(
            Map.entry("dict2items", ListFunctions::itemsOfMap),
            Map.entry("items2dict", ListFunctions::mapOfItems),
            Map.entry("flatten", ListFunctions::flatten),
            Map.entry("unique", arguments -> distinct(lists(arguments, 1).getFirst())),
            Map.entry("union", ListFunctions::union),
            Map.entry("intersect", ListFunctions::intersect),
            Map.entry("difference", ListFunctions::difference),
            Map.entry("zip", ListFunctions::zip),
            Map.entry("product", ListFunctions::product),
            Map.entry("sum", ListFunctions::sum));

    private ListFunctions() {}

    /// `dict2items(map)`: a list of `{key, value}`.
    private static Object itemsOfMap(List<Object> arguments) {
        List<Object> items = new ArrayList<>();
        CallArguments.of(arguments, 1, 1)
                .map("the map")
                .forEach((key, value) -> items.add(entry(key.toString(), value)));
        return items;
    }

    private static Map<String, Object> entry(String key, Object value) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("key", key);
        entry.put("value", value);
        return entry;
    }

    /// `items2dict(list)`: the map of a list of `{key, value}`.
    private static Object mapOfItems(List<Object> arguments) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Object item : CallArguments.of(arguments, 1, 1).list("the list")) {
            Map<?, ?> entry = item instanceof Map<?, ?> fields ? fields : Map.of();
            Object key = entry.get("key");
            Object value = entry.get("value");
            if (key == null || value == null) {
                throw new IllegalArgumentException("each item must be a map with key and value");
            }
            map.put(CallArguments.textOf(key, "the key"), value);
        }
        return map;
    }

    /// `flatten(list)`: the items of lists within lists, at any depth.
    private static Object flatten(List<Object> arguments) {
        List<Object> flat = new ArrayList<>();
        addFlat(CallArguments.of(arguments, 1, 1).list("the list"), flat);
        return flat;
    }

    private static void addFlat(List<?> list, List<Object> flat) {
        for (Object item : list) {
            if (item instanceof List<?> inner) {
                addFlat(inner, flat);
            } else {
                flat.add(item);
            }
        }
    }

    private static Object union(List<Object> arguments) {
        List<Object> all = new ArrayList<>();
        lists(arguments, 2).forEach(all::addAll);
        return distinct(all);
    }

    private static Object intersect(List<Object> arguments) {
        List<List<?>> both = lists(arguments, 2);
        return distinct(both.get(0).stream().filter(both.get(1)::contains).toList());
    }

    private static Object difference(List<Object> arguments) {
        List<List<?>> both = lists(arguments, 2);
        return distinct(
                both.get(0).stream().filter(item -> !both.get(1).contains(item)).toList());
    }

    /// `zip(a, b)`: pairs, as many as the shorter list has items.
    private static Object zip(List<Object> arguments) {
        List<List<?>> both = lists(arguments, 2);
        List<Object> pairs = new ArrayList<>();
        for (int i = 0; i < Math.min(both.get(0).size(), both.get(1).size()); i++) {
            pairs.add(List.of(both.get(0).get(i), both.get(1).get(i)));
        }
        return pairs;
    }

    /// `product(a, b)`: each item of one with each of the other, as of two loops, one within the other.
    private static Object product(List<Object> arguments) {
        List<List<?>> both = lists(arguments, 2);
        List<Object> pairs = new ArrayList<>();
        both.get(0).forEach(outer -> both.get(1).forEach(inner -> pairs.add(List.of(outer, inner))));
        return pairs;
    }

    private static Object sum(List<Object> arguments) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Object item : lists(arguments, 1).getFirst()) {
            if (!(item instanceof Number number)) {
                throw new IllegalArgumentException("adds up numbers, and was given " + Kinds.ofAny(item));
            }
            sum = sum.add(new BigDecimal(number.toString()));
        }
        return sum;
    }

    private static List<Object> distinct(List<?> list) {
        return List.copyOf(new LinkedHashSet<>(list));
    }

    private static List<List<?>> lists(List<Object> arguments, int count) {
        CallArguments given = CallArguments.of(arguments, count, count);
        List<List<?>> lists = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lists.add(given.list(count == 1 ? "the list" : "each argument"));
        }
        return lists;
    }
}
