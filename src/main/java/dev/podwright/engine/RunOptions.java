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
        Restraints restraints) {
    public static final RunOptions DEFAULT = new RunOptions(
            false,
            0,
            50,
            Optional.empty(),
            List.of(),
            List.of(),
            Map.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            0,
            false,
            false,
            Optional.empty(),
            Restraints.NONE);

    public RunOptions {
        tags = List.copyOf(tags);
        skipTags = List.copyOf(skipTags);
        extraVariables = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(extraVariables));
        connection = Map.copyOf(connection);
    }
}
