package dev.podwright.container;

/// How a container is removed.
public enum Remove {
    /// It is killed rather than asked to end.
    FORCE,
    /// The volumes go too that were made for it alone.
    VOLUMES
}
