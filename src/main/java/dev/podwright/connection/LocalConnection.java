package dev.podwright.connection;

import dev.podwright.connection.ConnectionException.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Processes of this machine. Each gets a session of its own by `setsid`, where there is one, so that ending its
/// group doesn't end the controller.
final class LocalConnection implements Connection {
    private final Set<LocalProcess> processes = ConcurrentHashMap.newKeySet();
    private volatile boolean open = true;

    @Override
    public RemoteProcess start(String command) throws ConnectionException {
        List<String> words = new ArrayList<>(List.of("sh", "-c", command));
        if (isOnPath("setsid")) {
            words.addFirst("setsid");
        }
        try {
            LocalProcess process = new LocalProcess(new ProcessBuilder(words).start(), processes::remove);
            processes.add(process);
            return process;
        } catch (IOException e) {
            throw new ConnectionException(Kind.UNREACHABLE, "no sh could be started: " + e.getMessage(), "", e);
        }
    }

    @Override
    public void upload(Path local, String remotePath) throws ConnectionException {
        Path target = Path.of(remotePath);
        try {
            Files.createFile(
                    target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(target, Files.readAllBytes(local));
        } catch (IOException e) {
            throw new ConnectionException(Kind.LOST, local + " couldn't be copied to " + remotePath + ": " + e, "", e);
        }
    }

    @Override
    public void remove(String remotePath) throws ConnectionException {
        try {
            Files.deleteIfExists(Path.of(remotePath));
        } catch (IOException e) {
            throw new ConnectionException(Kind.LOST, remotePath + " couldn't be removed: " + e, "", e);
        }
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        processes.forEach(LocalProcess::close);
    }

    private static boolean isOnPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
