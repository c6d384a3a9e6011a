package dev.podwright.tasktypes;

import dev.podwright.connection.ConnectionException;
import dev.podwright.connection.ForwardingConnection;
import dev.podwright.connection.LocalConnector;
import dev.podwright.connection.RemoteProcess;
import dev.podwright.connection.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// This machine, where `sh` is a shell of one's choice.
final class LocalShell extends ForwardingConnection {
    private final String path;

    /// @param command such as `busybox sh`
    /// @param folder an empty one
    LocalShell(String command, Path folder) throws IOException, ConnectionException {
        this(command, folder, "'" + folder + "':$PATH");
    }

    /// The same, without any other program than those in the folder.
    static LocalShell isolated(String command, Path folder) throws IOException, ConnectionException {
        return new LocalShell(command, folder, "'" + folder + "'");
    }

    /// The same, with those in the folders of a path behind them.
    static LocalShell withPath(String command, Path folder, String path) throws IOException, ConnectionException {
        return new LocalShell(command, folder, "'" + folder + "':" + path);
    }

    private LocalShell(String command, Path folder, String path) throws IOException, ConnectionException {
        super(new LocalConnector().connect(target()));
        this.path = path;
        Path sh = Files.writeString(folder.resolve("sh"), "#!/bin/sh\nexec " + command + " \"$@\"\n");
        Files.setPosixFilePermissions(sh, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Target target() {
        return Target.of("localhost", Map.of("connection", "local"));
    }

    @Override
    public RemoteProcess start(String command) throws ConnectionException {
        return connection.start("PATH=" + path + "; export PATH; " + command);
    }
}
