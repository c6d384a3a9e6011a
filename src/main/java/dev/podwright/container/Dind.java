package dev.podwright.container;

/// Docker inside a container.
public enum Dind {
    NONE,
    /// The socket of the host's engine: whoever is inside is the master of that engine.
    SOCKET,
    /// An engine of its own.
    DAEMON
}
