package dev.podwright.container;

import java.util.Locale;

/// How a container's engine was reached.
public enum DockerMode {
    /// An engine of the user's own, without root.
    ROOTLESS,
    /// The system's engine, as a user who may use it.
    ROOTFUL,
    /// The system's engine, through `sudo`.
    SUDO,
    /// An engine on another machine (`DOCKER_HOST`).
    REMOTE;

    static DockerMode parse(String word) {
        for (DockerMode mode : values()) {
            if (mode.word().equals(word)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("\"" + word + "\" is no way to reach Docker");
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
