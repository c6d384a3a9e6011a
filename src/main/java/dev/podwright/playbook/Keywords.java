package dev.podwright.playbook;

import dev.podwright.template.Expression;
import dev.podwright.template.ValueTemplate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a play, a block and a task can all say about how tasks run; an inner one overrides or adds to an outer one.
///
/// @param when conditions that must all hold, outer ones first
/// @param vars lazily evaluated variables
/// @param environment of the remote processes
public record Keywords(
        List<Expression> when,
        Map<String, ValueTemplate> vars,
        Map<String, ValueTemplate> environment,
        Optional<ValueTemplate> become,
        Optional<ValueTemplate> becomeUser,
        List<String> tags,
        Optional<ValueTemplate> ignoreErrors,
        Optional<ValueTemplate> ignoreUnreachable,
        boolean noLog,
        Optional<ValueTemplate> checkMode,
        Optional<ValueTemplate> diff,
        Optional<ValueTemplate> throttle) {
    public static final Keywords NONE = new Keywords(
            List.of(),
            Map.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public Keywords {
        when = List.copyOf(when);
        vars = Collections.unmodifiableMap(new LinkedHashMap<>(vars));
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        tags = List.copyOf(tags);
    }

    /// These keywords as they hold for something inside: conditions, variables, environment and tags add up (the
    /// inner variable wins), the rest is taken from the inner one where it says something.
    public Keywords around(Keywords inner) {
        return new Keywords(
                concat(when, inner.when),
                merge(vars, inner.vars),
                merge(environment, inner.environment),
                inner.become.or(() -> become),
                inner.becomeUser.or(() -> becomeUser),
                concat(tags, inner.tags),
                inner.ignoreErrors.or(() -> ignoreErrors),
                inner.ignoreUnreachable.or(() -> ignoreUnreachable),
                noLog || inner.noLog,
                inner.checkMode.or(() -> checkMode),
                inner.diff.or(() -> diff),
                inner.throttle.or(() -> throttle));
    }

    /// These keywords without variables. A play's variables are a level of their own, below facts and results, so
    /// they don't count among its tasks'.
    public Keywords withoutVars() {
        return new Keywords(
                when,
                Map.of(),
                environment,
                become,
                becomeUser,
                tags,
                ignoreErrors,
                ignoreUnreachable,
                noLog,
                checkMode,
                diff,
                throttle);
    }

    /// These keywords with more variables, which win.
    Keywords withVars(Map<String, ValueTemplate> more) {
        return new Keywords(
                when,
                merge(vars, more),
                environment,
                become,
                becomeUser,
                tags,
                ignoreErrors,
                ignoreUnreachable,
                noLog,
                checkMode,
                diff,
                throttle);
    }

    private static <T> List<T> concat(List<T> outer, List<T> inner) {
        return Stream.concat(outer.stream(), inner.stream()).distinct().toList();
    }

    private static <T> Map<String, T> merge(Map<String, T> outer, Map<String, T> inner) {
        Map<String, T> both = new LinkedHashMap<>(outer);
        both.putAll(inner);
        return both;
    }
}
