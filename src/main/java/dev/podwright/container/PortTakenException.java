package dev.podwright.container;

/// A host port that was asked for is another's, or none of those that are given out is free.
public final class PortTakenException extends PodwrightException {
    PortTakenException(Failed failed) {
        super(failed);
    }
}
