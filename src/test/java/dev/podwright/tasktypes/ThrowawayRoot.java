package dev.podwright.tasktypes;

import dev.podwright.connection.Become;
import dev.podwright.connection.BlockResult;
import dev.podwright.connection.ConnectionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// A copy of this machine's file system, made in an instant and gone with its shell: what a task changes there is real
/// for its programs (real apt, real dpkg), and nothing of it reaches the machine, whose processes can't be seen either.
/// Needs root.
final class ThrowawayRoot implements AutoCloseable {
    private static final String ENTER = """
            set -e
            mount -t tmpfs podwright-test ROOT
            mkdir ROOT/upper ROOT/work ROOT/all
            mount -t overlay podwright-test -o lowerdir=/,upperdir=ROOT/upper,workdir=ROOT/work ROOT/all
            mount -t proc proc ROOT/all/proc
            for part in dev sys; do mount --rbind /$part ROOT/all/$part; done
            rm -f ROOT/all/run/docker.pid ROOT/all/run/docker.sock
            exec chroot ROOT/all SHELL "$@"
            """;

    private final LocalShell connection;
    private final TaskTypeHarness host;

    /// @param shell such as `dash`
    /// @param folder an empty one, for the shell's wrapper and the mounts; its `programs` come first in PATH
    /// @param path what comes behind it
    ThrowawayRoot(String shell, Path folder, String path) throws IOException, ConnectionException {
        this(shell, folder, path, "");
    }

    private ThrowawayRoot(String shell, Path folder, String path, String more) throws IOException, ConnectionException {
        Path root = Files.createDirectory(folder.resolve("root"));
        Path programs = Files.createDirectories(folder.resolve("programs"));
        String script = ENTER.replace("ROOT", root.toString()).replace("SHELL", shell);
        Path enter = Files.writeString(folder.resolve("enter"), script);
        // A shell that the task itself starts is in the copy already.
        Path start = Files.writeString(
                folder.resolve("start"),
                """
                #!/bin/dash
                if [ -n "${PODWRIGHT_THROWAWAY-}" ]; then exec SHELL "$@"; fi
                export PODWRIGHT_THROWAWAY=1
                exec /usr/bin/unshare --mount --pid MORE --fork --propagation private /bin/dash ENTER "$@"
                """.replace("SHELL", shell).replace("ENTER", enter.toString()).replace("MORE", more));
        Files.setPosixFilePermissions(start, PosixFilePermissions.fromString("rwxr-xr-x"));
        connection = LocalShell.withPath(start.toString(), programs, path);
        host = TaskTypeHarness.on(connection, Become.NOT);
    }

    /// With all programs of this machine.
    static ThrowawayRoot of(String shell, Path folder) throws IOException, ConnectionException {
        return new ThrowawayRoot(shell, folder, "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    }

    /// The same with a network of its own, in which there is nothing: for an engine, which would take away the
    /// bridge of the machine's own.
    static ThrowawayRoot withoutNetwork(String shell, Path folder) throws IOException, ConnectionException {
        return new ThrowawayRoot(
                shell, folder, "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "--net");
    }

    TaskTypeHarness host() {
        return host;
    }

    BlockResult plan(String type, Map<String, Object> parameters) {
        return host.plan(type, parameters);
    }

    BlockResult run(String type, Map<String, Object> parameters) {
        return host.run(type, parameters);
    }

    /// What a command printed there.
    String shell(String command) {
        BlockResult result = run("shell", Map.of("cmd", command));
        if (result.status() != BlockResult.Status.CHANGED) {
            throw new AssertionError(command + ": " + result);
        }
        return result.stdout();
    }

    @Override
    public void close() {
        host.close();
        connection.close();
    }
}
