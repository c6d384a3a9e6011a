package dev.podwright.container;

/// A user's Docker engine, as it was set up or found.
///
/// @param mode [DockerMode#ROOTLESS], or after a fallback the way to the system's engine
/// @param host its address, such as `unix:///run/user/1000/docker.sock`
/// @param socket the path of its socket
/// @param limitsSupported whether it can limit the memory and CPU time of containers
/// @param live whether it answers now
/// @param user whose engine it is; `root` after a fallback
/// @param reason why it fell back to the system's engine; empty where it didn't
public record RootlessDocker(
        DockerMode mode,
        String host,
        String socket,
        String version,
        String storageDriver,
        boolean limitsSupported,
        boolean live,
        String user,
        String reason) {

    /// @throws IllegalArgumentException where it isn't what a host says of an engine
    static RootlessDocker of(Answer answer) {
        return new RootlessDocker(
                answer.dockerMode("mode"),
                answer.text("host"),
                answer.text("socket"),
                answer.text("version"),
                answer.optionalText("storage_driver").orElse(""),
                answer.bool("limits_supported"),
                answer.bool("live"),
                answer.optionalText("user").orElse(""),
                answer.optionalText("reason").orElse(""));
    }
}
