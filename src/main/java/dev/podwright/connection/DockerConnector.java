package dev.podwright.connection;

/// Containers of the Docker engine that the controller's `docker` command speaks to: the usual one, or that of
/// `DOCKER_HOST`, of Docker's context, or of the target's own arguments.
public final class DockerConnector implements Connector {
    @Override
    public Connection connect(Target target) {
        return new DockerConnection(target, new LocalProcesses());
    }
}
