package dev.podwright.acceptance;

import dev.podwright.Podwright;
import dev.podwright.container.HostAddress;
import dev.podwright.lab.LabHost;
import dev.podwright.lab.LabHosts;
import java.nio.file.Path;

/// A program's way to the hosts of a lab: strict host keys, and none of this machine's SSH configuration.
final class LabPodwright {
    private LabPodwright() {}

    static Podwright.Builder as(String user, LabHosts hosts) {
        Podwright.Builder builder = Podwright.builder()
                .sshConfig(Path.of("/dev/null"))
                .knownHosts(hosts.knownHosts())
                .hostKeyChecking(Podwright.HostKeyChecking.STRICT);
        for (LabHost host : hosts) {
            builder.host(HostAddress.of(host.name())
                    .address("127.0.0.1")
                    .port(host.port())
                    .user(user)
                    .identityFile(hosts.identity()));
        }
        return builder;
    }
}
