package dev.podwright.container;

/// The host's key is not known, or not the known one.
public final class HostKeyException extends PodwrightException {
    HostKeyException(Failed failed) {
        super(failed);
    }
}
