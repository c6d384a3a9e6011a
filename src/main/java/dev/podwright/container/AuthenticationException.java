package dev.podwright.container;

/// The host refused the login, or `sudo` the other user.
public final class AuthenticationException extends PodwrightException {
    AuthenticationException(Failed failed) {
        super(failed);
    }
}
