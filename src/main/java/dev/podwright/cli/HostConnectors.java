package dev.podwright.cli;

import dev.podwright.connection.Connector;
import dev.podwright.connection.Connectors;
import dev.podwright.connection.DockerConnector;
import dev.podwright.connection.LocalConnector;
import dev.podwright.connection.Passphrases;
import dev.podwright.connection.SshConnector;
import dev.podwright.source.Secret;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// The ways to hosts that a command has: this machine, its containers, and SSH with the operator's agent and encrypted
/// keys.
final class HostConnectors {
    private HostConnectors() {}

    static Connector of(Environment environment) {
        Optional<Path> agent = Optional.of(environment.variable("SSH_AUTH_SOCK"))
                .filter(socket -> !socket.isEmpty())
                .map(Path::of);
        SshConnector ssh = new SshConnector(asking(environment), agent);
        return new Connectors(preparingTheEnd(ssh), new LocalConnector(), new DockerConnector());
    }

    /// Sockets make the end of a process slow, unless it's prepared.
    private static Connector preparingTheEnd(Connector ssh) {
        AtomicBoolean prepared = new AtomicBoolean();
        return target -> {
            if (!prepared.getAndSet(true)) {
                ProcessExit.prepare();
            }
            return ssh.connect(target);
        };
    }

    /// Asks for each key once, however many hosts it opens.
    private static Passphrases asking(Environment environment) {
        Map<Path, Optional<Secret>> known = new ConcurrentHashMap<>();
        return key -> known.computeIfAbsent(key, _ -> environment.askPassword().apply("Passphrase of " + key));
    }
}
