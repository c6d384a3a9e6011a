package dev.podwright.connection;

import dev.podwright.connection.ConnectionException.Kind;
import java.util.List;
import java.util.Locale;

/// What it means that `docker exec` gave no shell, and what to do. Texts as in the sources of docker/cli, moby and
/// runc.
final class DockerRefusal {
    /// @param what a sentence about the container, in which `%s` is its name
    private record Known(List<String> texts, String what, String hint) {}

    private static final List<Known> KNOWN = List.of(
            new Known(
                    List.of("permission denied while trying to connect", "connect: permission denied"),
                    "you may not speak to the Docker engine",
                    "Add yourself to the group docker (as good as root) and log in anew, or name an engine of your own "
                            + "by DOCKER_HOST (rootless Docker: unix://$XDG_RUNTIME_DIR/docker.sock)."),
            new Known(
                    List.of("cannot connect to the docker daemon", "error during connect", "failed to connect to the"),
                    "the Docker engine doesn't answer",
                    "Is it running (systemctl status docker)? DOCKER_HOST, docker context and docker_extra_args name "
                            + "another."),
            new Known(
                    List.of("no such container"),
                    "there is no container %s",
                    "docker ps --all lists them; ansible_host is the container's name where the host has another."),
            new Known(List.of("is paused"), "the container %s is paused", "Let it go on: docker unpause %s"),
            new Known(List.of("is restarting"), "the container %s keeps restarting", "See why: docker logs %s"),
            new Known(
                    List.of("is not running"),
                    "the container %s is not running",
                    "Start it (docker start %s), and see why it ended: docker logs %s"),
            new Known(
                    List.of("unable to find user", "no matching entries in passwd"),
                    "there is no such user in the container %s",
                    "Correct the user (-u, ansible_user), or leave it out for the image's own."),
            new Known(
                    List.of("\"sh\": executable file not found", "exec: \"sh\"", "executable file `sh` not found"),
                    "there is no sh in the container %s",
                    "Task types need a shell: use an image that has one, or work from outside: container_exec."));

    private DockerRefusal() {}

    static ConnectionException of(Target target, int status, String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        return KNOWN.stream()
                .filter(known -> known.texts.stream().anyMatch(lower::contains))
                .findFirst()
                .map(known -> refusal(target, known, said))
                .orElseGet(() -> new ConnectionException(
                        Kind.UNREACHABLE,
                        "%s: docker exec gave no shell in the container %s (exit status %d)%s"
                                .formatted(target.name(), target.address(), status, ShellStart.quote(said)),
                        "Try the same by hand: docker exec --interactive " + target.address() + " sh"));
    }

    private static ConnectionException refusal(Target target, Known known, String said) {
        return new ConnectionException(
                Kind.UNREACHABLE,
                target.name() + ": " + known.what.replace("%s", target.address()) + ShellStart.quote(said),
                known.hint.replace("%s", target.address()));
    }

    static ConnectionException noClient(Target target) {
        return new ConnectionException(
                Kind.UNREACHABLE,
                target.name() + ": there is no docker command on this machine, by which containers are reached",
                "Install Docker's client here (docker-cli); for containers of another machine connect to that by ssh.");
    }
}
