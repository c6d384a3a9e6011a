package dev.podwright.connection;

/// Connects to any target, each by the connector of its kind.
public record Connectors(Connector ssh, Connector local, Connector docker) implements Connector {

    @Override
    public Connection connect(Target target) throws ConnectionException {
        return switch (target.kind()) {
            case SSH -> ssh.connect(target);
            case LOCAL -> local.connect(target);
            case DOCKER -> docker.connect(target);
        };
    }
}
