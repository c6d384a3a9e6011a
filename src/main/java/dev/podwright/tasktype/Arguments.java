package dev.podwright.tasktype;

import dev.podwright.source.Location;
import dev.podwright.source.NullValue;
import dev.podwright.source.Problems;
import dev.podwright.source.Suggestions;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Fits what a playbook gives to a task type's parameters. The engine calls [#of] with all values; whoever has
/// only some of them yet (the reader of a playbook) checks the names and converts one by one.
public final class Arguments {
    private Arguments() {}

    /// The variables a task's snippets see: every given value converted, and the defaults of the others. A
    /// parameter given as null counts as not given. One that is optional, has no default and isn't given is
    /// not in the map. Other names are passed on as they are where the task type accepts any.
    ///
    /// @param given parameter name to value, of the kinds that [dev.podwright.source.YamlNode] lists
    /// @param placeOf the place of a given parameter, for problems
    /// @param task the place of the task, for what is missing
    /// @return in the order of the manifest; incomplete where problems were added
    public static Map<String, Object> of(
            TaskType type,
            Map<String, Object> given,
            Function<String, Location> placeOf,
            Location task,
            Problems problems) {
        List<String> names = given.keySet().stream()
                .filter(name -> given.get(name) != NullValue.NULL
                        || type.parameter(name).isEmpty())
                .toList();
        checkNames(type, names, placeOf, task, problems);
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter parameter : type.parameters()) {
            String name = parameter.name();
            Optional<Object> value = names.contains(name)
                    ? convert(type, parameter, given.getOrDefault(name, NullValue.NULL), placeOf.apply(name), problems)
                    : parameter.defaultValue();
            value.ifPresent(converted -> values.put(name, converted));
        }
        if (type.acceptsAny()) {
            given.forEach(values::putIfAbsent);
        }
        return Collections.unmodifiableMap(values);
    }

    /// Adds a problem for every name that isn't a parameter, and for every required parameter that isn't among
    /// them, and where parameters exclude each other.
    public static void checkNames(
            TaskType type,
            Collection<String> given,
            Function<String, Location> placeOf,
            Location task,
            Problems problems) {
        List<String> known = type.parameters().stream().map(Parameter::name).toList();
        for (String name : given) {
            if (!known.contains(name) && !type.acceptsAny()) {
                String all = known.isEmpty() ? "it takes none" : "it takes " + String.join(", ", known);
                problems.add(
                        placeOf.apply(name),
                        "%s has no parameter \"%s\"".formatted(type.name(), name),
                        Suggestions.didYouMean(name, known, all));
            }
        }
        for (Parameter parameter : type.parameters()) {
            if (parameter.required() && !given.contains(parameter.name())) {
                problems.add(
                        task, "%s needs \"%s\"".formatted(type.name(), parameter.name()), firstSentence(parameter));
            }
        }
        type.alternatives().forEach(alternatives -> {
            alternatives.refuseNone(type.name(), given, task, problems);
            alternatives.refuseSeveral(type.name(), given, placeOf, problems);
        });
    }

    /// The converted value, or empty where it doesn't fit (then a problem was added).
    public static Optional<Object> convert(
            TaskType type, Parameter parameter, Object value, Location place, Problems problems) {
        try {
            return Optional.of(parameter.convert(value));
        } catch (IllegalArgumentException e) {
            problems.add(place, "%s's \"%s\" %s".formatted(type.name(), parameter.name(), e.getMessage()));
            return Optional.empty();
        }
    }

    private static String firstSentence(Parameter parameter) {
        return parameter.doc().strip().lines().findFirst().orElse("");
    }
}
