package dev.podwright.container;

import java.util.Locale;

/// What state a container is in, in Docker's words.
public enum ContainerStatus {
    CREATED,
    RUNNING,
    PAUSED,
    RESTARTING,
    REMOVING,
    EXITED,
    DEAD,
    /// There is no such container.
    ABSENT;

    /// @throws IllegalArgumentException where Docker has no such word
    static ContainerStatus parse(String word) {
        for (ContainerStatus status : values()) {
            if (status.word().equals(word)) {
                return status;
            }
        }
        throw new IllegalArgumentException("\"" + word + "\" is no state of a container");
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
