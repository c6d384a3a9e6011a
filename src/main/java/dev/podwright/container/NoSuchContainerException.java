package dev.podwright.container;

/// There is no container of that name or id.
public final class NoSuchContainerException extends PodwrightException {
    NoSuchContainerException(Failed failed) {
        super(failed);
    }
}
