package dev.podwright.tasktypes;

import dev.podwright.connection.Connection;
import dev.podwright.connection.ConnectionException;
import dev.podwright.connection.Passphrases;
import dev.podwright.connection.SshConnector;
import dev.podwright.connection.Target;
import dev.podwright.lab.LabHost;
import dev.podwright.lab.LabHosts;
import java.util.Map;
import java.util.Optional;

/// The way to a lab host that an operator takes: SSH with a key, strict host keys, a user with sudo.
final class LabConnection {
    private LabConnection() {}

    static Connection to(LabHosts hosts) throws ConnectionException {
        LabHost host = hosts.first();
        Target target = Target.of(
                host.name(),
                Map.of(
                        "address",
                        "127.0.0.1",
                        "port",
                        (long) host.port(),
                        "user",
                        "operator",
                        "identity_file",
                        hosts.identity().toString(),
                        "known_hosts",
                        hosts.knownHosts().toString()));
        return new SshConnector(Passphrases.NONE, Optional.empty()).connect(target);
    }
}
