package dev.podwright.connection;

import dev.podwright.connection.ConnectionException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A container as a host: commands run in it by `docker exec`. Whether it is there and runs shows with the first of
/// them, so no round trip is spent on asking.
///
/// @param target its address is the container's name or id
/// @param processes the `docker` commands under way
record DockerConnection(Target target, LocalProcesses processes) implements Connection {
    private static final String DOCKER = "docker";

    @Override
    public RemoteProcess start(String command) throws ConnectionException {
        List<String> words = new ArrayList<>(List.of(DOCKER));
        words.addAll(target.dockerArguments());
        words.addAll(List.of("exec", "--interactive"));
        target.user().ifPresent(user -> words.addAll(List.of("--user", user)));
        words.addAll(List.of(target.address(), "sh", "-c", command));
        if (!LocalProcesses.isOnPath(DOCKER)) {
            throw DockerRefusal.noClient(target);
        }
        try {
            return processes.start(words);
        } catch (IOException e) {
            throw new ConnectionException(
                    Kind.UNREACHABLE, target.name() + ": docker could not be started: " + e.getMessage(), "", e);
        }
    }

    @Override
    public ConnectionException noShell(int status, String said) {
        return DockerRefusal.of(target, status, said);
    }

    @Override
    public void upload(Path local, String remotePath) throws ConnectionException {
        files().upload(local, remotePath);
    }

    @Override
    public void remove(String remotePath) throws ConnectionException {
        files().remove(remotePath);
    }

    private CommandFiles files() {
        return new CommandFiles(this, target.name());
    }

    @Override
    public boolean isOpen() {
        return processes.isOpen();
    }

    @Override
    public void close() {
        processes.close();
    }
}
