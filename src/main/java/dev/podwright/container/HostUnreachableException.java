package dev.podwright.container;

/// The host can't be reached, or was lost on the way: how far the task came is then unknown, and what the
/// host has is what an inspection says.
public final class HostUnreachableException extends PodwrightException {
    HostUnreachableException(Failed failed) {
        super(failed);
    }
}
