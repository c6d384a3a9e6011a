package dev.podwright.engine;

import dev.podwright.source.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the operator asks of one run.
///
/// @param plan check only, change nothing
/// @param verbosity how much the operator wants to see: the number of `-v`
/// @param forks how many hosts are worked at once
/// @param limit a host pattern that narrows every play's hosts
/// @param tags only tasks with one of these; empty means all
/// @param extraVariables `-e`, above all other variables
/// @param connection overrides of connection variables for all hosts, by the variable's name (`user`, `become`,
/// `become_user`, `identity_file`, `known_hosts`, `ssh_config`, `host_key_checking`, `connection`,
///     `connect_timeout`)
/// @param password for the login, `becomePassword` for sudo, as asked for by `-k` and `-K`
/// @param taskTimeout seconds that a task without a `timeout` may take; 0 means no limit
/// @param startAtTask the name of the first task to run
/// @param notified handlers that an earlier run left to be run, by host
/// @param restraints what holds it back otherwise
public record RunOptions(
        boolean plan,
        int verbosity,
        int forks,
        Optional<String> limit,
        List<String> tags,
        List<String> skipTags,
        Map<String, Object> extraVariables,
        Map<String, Object> connection,
        Optional<Secret> password,
        Optional<Secret> becomePassword,
        long taskTimeout,
        boolean forceHandlers,
        boolean allowNoHosts,
        Optional<String> startAtTask,
        Map<String, List<Notified>> notified,
        Restraints restraints) {
    public static final RunOptions DEFAULT = new Builder().build();

    public RunOptions {
        tags = List.copyOf(tags);
        skipTags = List.copyOf(skipTags);
        extraVariables = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(extraVariables));
        connection = Map.copyOf(connection);
        notified = Map.copyOf(notified);
    }

    /// A builder that begins with what an operator gets who asks for nothing.
    public static Builder builder() {
        return new Builder();
    }

    /// Takes what the operator asks for; what isn't given stays as in [#DEFAULT].
    public static final class Builder {
        private boolean plan;
        private int verbosity;
        private int forks = 50;
        private Optional<String> limit = Optional.empty();
        private List<String> tags = List.of();
        private List<String> skipTags = List.of();
        private Map<String, Object> extraVariables = Map.of();
        private Map<String, Object> connection = Map.of();
        private Optional<Secret> password = Optional.empty();
        private Optional<Secret> becomePassword = Optional.empty();
        private long taskTimeout;
        private boolean forceHandlers;
        private boolean allowNoHosts;
        private Optional<String> startAtTask = Optional.empty();
        private Map<String, List<Notified>> notified = Map.of();
        private Restraints restraints = Restraints.NONE;

        private Builder() {}

        public Builder plan(boolean given) {
            plan = given;
            return this;
        }

        public Builder verbosity(int given) {
            verbosity = given;
            return this;
        }

        public Builder forks(int given) {
            forks = given;
            return this;
        }

        public Builder limit(Optional<String> given) {
            limit = given;
            return this;
        }

        public Builder tags(List<String> given) {
            tags = given;
            return this;
        }

        public Builder skipTags(List<String> given) {
            skipTags = given;
            return this;
        }

        public Builder extraVariables(Map<String, Object> given) {
            extraVariables = given;
            return this;
        }

        public Builder connection(Map<String, Object> given) {
            connection = given;
            return this;
        }

        public Builder password(Optional<Secret> given) {
            password = given;
            return this;
        }

        public Builder becomePassword(Optional<Secret> given) {
            becomePassword = given;
            return this;
        }

        public Builder taskTimeout(long given) {
            taskTimeout = given;
            return this;
        }

        public Builder forceHandlers(boolean given) {
            forceHandlers = given;
            return this;
        }

        public Builder allowNoHosts(boolean given) {
            allowNoHosts = given;
            return this;
        }

        public Builder startAtTask(Optional<String> given) {
            startAtTask = given;
            return this;
        }

        public Builder notified(Map<String, List<Notified>> given) {
            notified = given;
            return this;
        }

        public Builder restraints(Restraints given) {
            restraints = given;
            return this;
        }

        public RunOptions build() {
            return new RunOptions(
                    plan,
                    verbosity,
                    forks,
                    limit,
                    tags,
                    skipTags,
                    extraVariables,
                    connection,
                    password,
                    becomePassword,
                    taskTimeout,
                    forceHandlers,
                    allowNoHosts,
                    startAtTask,
                    notified,
                    restraints);
        }
    }
}
