package dev.podwright.connection;

/// The controller itself, as `localhost`.
public final class LocalConnector implements Connector {
    @Override
    public Connection connect(Target target) {
        return new LocalConnection();
    }
}
