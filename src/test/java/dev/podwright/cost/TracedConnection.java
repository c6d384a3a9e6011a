package dev.podwright.cost;

import dev.podwright.connection.Connection;
import dev.podwright.connection.ConnectionException;
import dev.podwright.connection.ForwardingConnection;
import dev.podwright.connection.RemoteProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Another connection, whose shells run under strace, so that the processes they start can be counted.
final class TracedConnection extends ForwardingConnection {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Pattern FORK = Pattern.compile("\\b(?:clone3?|v?fork)\\b.*= [1-9][0-9]*$");

    private final Path log;
    private final List<RemoteProcess> started = new ArrayList<>();

    /// @param log is written anew
    TracedConnection(Connection connection, Path log) {
        super(connection);
        this.log = log;
    }

    /// Why processes can't be traced here; empty where they can.
    static String obstacle() throws IOException, InterruptedException {
        if (!Files.isExecutable(Path.of("/usr/bin/strace"))) {
            return "there is no /usr/bin/strace on this machine";
        }
        Process trial = new ProcessBuilder("strace", "-o", "/dev/null", "true").start();
        return trial.waitFor() == 0 ? "" : "this machine lets nobody trace processes";
    }

    @Override
    public RemoteProcess start(String command) throws ConnectionException {
        String traced = "exec strace -f -qq -e trace=clone,clone3,fork,vfork -e signal=none -o '" + log + "' sh -c '"
                + command.replace("'", "'\\''") + "'";
        RemoteProcess process = connection.start(traced);
        started.add(process);
        return process;
    }

    /// How many processes the shells have forked, once they have come to their end.
    long forks() throws IOException, InterruptedException {
        for (RemoteProcess process : started) {
            process.stdin().close();
            process.waitFor(LIMIT);
        }
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> FORK.matcher(line).find()).count();
        }
    }
}
