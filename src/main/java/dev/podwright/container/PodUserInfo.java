package dev.podwright.container;

import dev.podwright.source.Secret;
import java.util.List;
import java.util.Optional;

/// A user in a container as the host tells of it.
///
/// @param sudo whether it has the passwordless rule that Podwright makes
/// @param docker whether it may use the Docker engine whose socket is in the container
/// @param sshPort the SSH server's port inside the container, where one was asked for
/// @param sshHostPort the host's port that leads there, where it is published
/// @param moshPorts published UDP ports from 60000 to 61000, the same inside and outside
/// @param password the one that was generated, in the call that did
public record PodUserInfo(
        String containerId,
        String username,
        int uid,
        int gid,
        String home,
        String shell,
        boolean sudo,
        boolean docker,
        Optional<Integer> sshPort,
        Optional<Integer> sshHostPort,
        List<Integer> moshPorts,
        Optional<Secret> password) {
    public PodUserInfo {
        moshPorts = List.copyOf(moshPorts);
    }

    /// @throws IllegalArgumentException where it isn't what a host says of a user
    static PodUserInfo of(Answer answer) {
        return new PodUserInfo(
                answer.id("container_id"),
                answer.text("username"),
                answer.number("uid"),
                answer.number("gid"),
                answer.text("home"),
                answer.text("shell"),
                answer.bool("sudo"),
                answer.bool("docker"),
                answer.optionalNumber("ssh_port").map(HostPort::require),
                answer.optionalNumber("ssh_host_port").map(HostPort::require),
                answer.texts("mosh_ports").stream()
                        .map(port -> ContainerPort.parse(port).number())
                        .toList(),
                Optional.ofNullable(answer.outputs().get("password"))
                        .filter(Secret.class::isInstance)
                        .map(Secret.class::cast));
    }
}
