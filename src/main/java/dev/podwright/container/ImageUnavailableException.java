package dev.podwright.container;

/// The image is not on the host and can't be had: there is none of that name, the registry refuses it or
/// doesn't answer.
public final class ImageUnavailableException extends PodwrightException {
    ImageUnavailableException(Failed failed) {
        super(failed);
    }
}
