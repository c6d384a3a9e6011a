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
/// @param anyErrorsFatal whether a failure ends the play for all hosts
/// @param timeout of each task, in seconds
/// @param notifies names of handlers, or what handlers listen to
public record Keywords(
        List<Expression> when,
        Map<String, ValueTemplate> vars,
        Map<String, ValueTemplate> environment,
        Become become,
        List<String> tags,
        Optional<ValueTemplate> ignoreErrors,
        Optional<ValueTemplate> ignoreUnreachable,
        boolean noLog,
        Optional<ValueTemplate> checkMode,
        Optional<ValueTemplate> diff,
        Optional<ValueTemplate> throttle,
        Optional<Boolean> anyErrorsFatal,
        Optional<ValueTemplate> timeout,
        Optional<Boolean> runOnce,
        Optional<ValueTemplate> delegateTo,
        List<String> notifies) {
    public static final Keywords NONE = new Keywords(
            List.of(),
            Map.of(),
            Map.of(),
            Become.NOTHING_SAID,
            List.of(),
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of());

    public Keywords {
        when = List.copyOf(when);
        vars = Collections.unmodifiableMap(new LinkedHashMap<>(vars));
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        tags = List.copyOf(tags);
        notifies = List.copyOf(notifies);
    }

    /// As whom tasks run: `become`, `become_user`, `become_method`, `become_flags`.
    public record Become(
            Optional<ValueTemplate> wanted,
            Optional<ValueTemplate> user,
            Optional<ValueTemplate> method,
            Optional<ValueTemplate> flags) {
        static final Become NOTHING_SAID =
                new Become(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        private Become around(Become inner) {
            return new Become(
                    inner.wanted.or(() -> wanted),
                    inner.user.or(() -> user),
                    inner.method.or(() -> method),
                    inner.flags.or(() -> flags));
        }
    }

    /// These keywords as they hold for something inside: conditions, variables, environment, tags and notifications
    /// add up (the inner variable wins), the rest is taken from the inner one where it says something.
    public Keywords around(Keywords inner) {
        return new Keywords(
                concat(when, inner.when),
                merge(vars, inner.vars),
                merge(environment, inner.environment),
                become.around(inner.become),
                concat(tags, inner.tags),
                inner.ignoreErrors.or(() -> ignoreErrors),
                inner.ignoreUnreachable.or(() -> ignoreUnreachable),
                noLog || inner.noLog,
                inner.checkMode.or(() -> checkMode),
                inner.diff.or(() -> diff),
                inner.throttle.or(() -> throttle),
                inner.anyErrorsFatal.or(() -> anyErrorsFatal),
                inner.timeout.or(() -> timeout),
                inner.runOnce.or(() -> runOnce),
                inner.delegateTo.or(() -> delegateTo),
                concat(notifies, inner.notifies));
    }

    /// These keywords without variables. A play's variables are a level of their own, below facts and results, so
    /// they don't count among its tasks'.
    public Keywords withoutVars() {
        return withOnlyVars(Map.of());
    }

    /// These keywords with more variables, which win.
    Keywords withVars(Map<String, ValueTemplate> more) {
        return withOnlyVars(merge(vars, more));
    }

    private Keywords withOnlyVars(Map<String, ValueTemplate> others) {
        return new Keywords(
                when,
                others,
                environment,
                become,
                tags,
                ignoreErrors,
                ignoreUnreachable,
                noLog,
                checkMode,
                diff,
                throttle,
                anyErrorsFatal,
                timeout,
                runOnce,
                delegateTo,
                notifies);
    }

    /// Whether only the first host to come to it runs it, for all.
    public boolean isRunOnce() {
        return runOnce.orElse(false);
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
