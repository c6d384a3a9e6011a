package dev.podwright.container;

/// The host lacks what the task needs: Docker, a GPU with its driver and toolkit, a right. [HostPreparation] may help.
public final class MissingRequirementException extends PodwrightException {
    MissingRequirementException(Failed failed) {
        super(failed);
    }
}
