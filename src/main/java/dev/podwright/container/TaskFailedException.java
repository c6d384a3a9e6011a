package dev.podwright.container;

/// The task failed for a reason that has no exception of its own.
public final class TaskFailedException extends PodwrightException {
    TaskFailedException(Failed failed) {
        super(failed);
    }
}
