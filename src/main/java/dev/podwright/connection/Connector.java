package dev.podwright.connection;

/// Makes connections of one kind.
public interface Connector {

    /// Connects, with the target's timeout and retries.
    Connection connect(Target target) throws ConnectionException;
}
