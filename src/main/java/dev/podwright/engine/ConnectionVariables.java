package dev.podwright.engine;

import dev.podwright.connection.ConnectionException;
import dev.podwright.connection.Target;
import dev.podwright.source.NullValue;
import dev.podwright.source.Secret;
import dev.podwright.template.EvaluationException;
import dev.podwright.template.ValueTemplate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Settles how a host is connected to in a play: the command line's defaults, the play's keywords, the inventory's
/// variables, and above them what the command line sets for the whole run. Only the inventory's variables count: a
/// play's `vars: {port: 8080}` speaks of something else.
final class ConnectionVariables {
    private static final List<String> NAMES = List.of(
            "address",
            "port",
            "user",
            "connection",
            "password",
            "identity_file",
            "known_hosts",
            "host_key_checking",
            "ssh_config",
            "proxy_jump",
            "kex_algorithms",
            "connect_timeout",
            "connect_retries",
            "docker_extra_args",
            "become",
            "become_user",
            "become_password",
            "become_method",
            "become_flags");

    /// As in Ansible `-u`, `-b` and their like are defaults below the inventory; these set a run.
    private static final Set<String> SET_BY_COMMAND_LINE =
            Set.of("known_hosts", "host_key_checking", "ssh_config", "kex_algorithms");

    private static final Set<String> SECRETS = Set.of("password", "become_password");

    private final RunOptions options;

    ConnectionVariables(RunOptions options) {
        this.options = options;
    }

    /// @throws ConnectionException where a variable doesn't fit
    HostRun.ConnectionSettings settle(HostVariables inventory, Map<String, ValueTemplate> play, Variables variables)
            throws ConnectionException {
        String host = inventory.host().name();
        try {
            Map<String, Object> values = values(inventory, play, variables);
            List<Secret> secrets = new ArrayList<>();
            options.password().ifPresent(secrets::add);
            SECRETS.forEach(name -> secret(values, name).ifPresent(secrets::add));
            Optional<Secret> becomePassword = secret(values, "become_password").or(options::becomePassword);
            becomePassword.ifPresent(secrets::add);
            return new HostRun.ConnectionSettings(Target.of(host, values), values, becomePassword, secrets);
        } catch (EvaluationException e) {
            throw misfit(
                    host,
                    e.problem().location() + ": " + e.problem().message(),
                    e.problem().hint());
        } catch (IllegalArgumentException e) {
            throw misfit(
                    host,
                    String.valueOf(e.getMessage()),
                    "podwright inventory " + host + " --explain shows the host's variables");
        }
    }

    private static ConnectionException misfit(String host, String message, String hint) {
        return new ConnectionException(ConnectionException.Kind.UNREACHABLE, host + ": " + message, hint);
    }

    private Map<String, Object> values(HostVariables inventory, Map<String, ValueTemplate> play, Variables variables) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String name : NAMES) {
            value(name, inventory, play, variables)
                    .filter(value -> value != NullValue.NULL)
                    .ifPresent(value -> values.put(name, value));
        }
        options.password().ifPresent(password -> values.putIfAbsent("password", password));
        SECRETS.forEach(name -> secret(values, name).ifPresent(secret -> values.put(name, secret)));
        return values;
    }

    private Optional<Object> value(
            String name, HostVariables inventory, Map<String, ValueTemplate> play, Variables variables) {
        Optional<Object> commandLine = Optional.ofNullable(options.connection().get(name));
        if (commandLine.isPresent() && SET_BY_COMMAND_LINE.contains(name)) {
            return commandLine;
        }
        return inventory
                .inventory(name)
                .or(() -> Optional.ofNullable(play.get(name)))
                .map(template -> template.evaluate(variables))
                .or(() -> commandLine);
    }

    private static Optional<Secret> secret(Map<String, Object> values, String name) {
        return Optional.ofNullable(values.get(name))
                .map(value -> value instanceof Secret secret ? secret : new Secret(value.toString()));
    }
}
