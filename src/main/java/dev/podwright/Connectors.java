package dev.podwright;

import dev.podwright.connection.Connector;
import dev.podwright.connection.DockerConnector;
import dev.podwright.connection.LocalConnector;
import dev.podwright.connection.SshConnector;
import dev.podwright.source.Secret;
import java.nio.file.Path;
import java.util.Optional;

/// The ways to hosts that a program has: this machine, its containers, and SSH with the keys of an agent.
final class Connectors {
    private Connectors() {}

    /// @param passphrase of encrypted keys
    static Connector of(Optional<Secret> passphrase) {
        Optional<Path> agent = Optional.ofNullable(System.getenv("SSH_AUTH_SOCK"))
                .filter(socket -> !socket.isEmpty())
                .map(Path::of);
        return new dev.podwright.connection.Connectors(
                new SshConnector(_ -> passphrase, agent), new LocalConnector(), new DockerConnector());
    }
}
