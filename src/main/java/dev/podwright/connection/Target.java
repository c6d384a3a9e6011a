package dev.podwright.connection;

import dev.podwright.inventory.KeyExchanges;
import dev.podwright.source.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How to reach a host, as the inventory and command line say it; what they leave open, the SSH configuration
/// decides.
///
/// @param name the inventory's name of it
/// @param address host name or IP, or a container's name; `name` where nothing else is said
/// @param dockerArguments go before `exec` in the command line of `docker`
public record Target(
        String name,
        Kind kind,
        String address,
        Optional<Integer> port,
        Optional<String> user,
        Optional<Secret> password,
        List<Path> identityFiles,
        Optional<Path> knownHosts,
        Optional<HostKeyChecking> hostKeyChecking,
        Optional<Path> sshConfig,
        Optional<String> proxyJump,
        Optional<KeyExchanges> keyExchanges,
        Optional<Duration> connectTimeout,
        int connectRetries,
        List<String> dockerArguments) {
    public Target {
        identityFiles = List.copyOf(identityFiles);
        dockerArguments = List.copyOf(dockerArguments);
    }

    /// Reads the connection variables of a host: `address port user connection password identity_file known_hosts
    /// host_key_checking ssh_config proxy_jump kex_algorithms connect_timeout connect_retries docker_extra_args`.
    /// Others are not looked at.
    ///
    /// @param variables evaluated values, as the inventory's trees have them
    /// @throws IllegalArgumentException where a value is not what the variable takes, with a sentence about it
    public static Target of(String hostName, Map<String, Object> variables) {
        return new TargetVariables(hostName, variables).target();
    }

    /// The same way to the host, tried once and not for longer than that.
    public Target once(Duration limit) {
        Duration shorter =
                connectTimeout.filter(given -> given.compareTo(limit) < 0).orElse(limit);
        return new Target(
                name,
                kind,
                address,
                port,
                user,
                password,
                identityFiles,
                knownHosts,
                hostKeyChecking,
                sshConfig,
                proxyJump,
                keyExchanges,
                Optional.of(shorter),
                0,
                dockerArguments);
    }

    public enum Kind {
        SSH,
        LOCAL,
        /// A container of this machine's Docker engine, or another's that `docker` here speaks to.
        DOCKER
    }

    /// The default is [#STRICT], unless the SSH configuration's `StrictHostKeyChecking` says otherwise.
    public enum HostKeyChecking {
        /// Only keys that are known.
        STRICT,
        /// Unknown hosts are added to known_hosts; a changed key is refused.
        ACCEPT_NEW,
        OFF
    }
}
