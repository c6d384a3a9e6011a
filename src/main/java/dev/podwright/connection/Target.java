package dev.podwright.connection;

import dev.podwright.source.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How to reach a host, as the inventory and command line say it; what they leave open, the SSH configuration
/// decides.
///
/// @param name the inventory's name of it
/// @param address host name or IP; `name` where nothing else is said
public record Target(
        String name,
        Kind kind,
        String address,
        Optional<Integer> port,
        Optional<String> user,
        Optional<Secret> password,
        List<Path> identityFiles,
        Optional<Path> knownHosts,
        HostKeyChecking hostKeyChecking,
        Optional<Path> sshConfig,
        Optional<String> proxyJump,
        Duration connectTimeout,
        int connectRetries) {
    public Target {
        identityFiles = List.copyOf(identityFiles);
    }

    public enum Kind {
        SSH,
        LOCAL
    }

    public enum HostKeyChecking {
        /// Only keys that are known.
        STRICT,
        /// Unknown hosts are added to known_hosts; a changed key is refused.
        ACCEPT_NEW,
        OFF
    }
}
