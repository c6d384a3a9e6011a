package dev.podwright.connection;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Processes of this machine that end with a connection. Each gets a session of its own by `setsid`, where there is
/// one, so that ending its group doesn't end the controller, and a Ctrl-C meant for the controller doesn't reach it.
final class LocalProcesses {
    private final Set<LocalProcess> processes = ConcurrentHashMap.newKeySet();
    private volatile boolean open = true;

    RemoteProcess start(List<String> command) throws IOException {
        List<String> words = new ArrayList<>(command);
        if (isOnPath("setsid")) {
            words.addFirst("setsid");
        }
        LocalProcess process = new LocalProcess(new ProcessBuilder(words).start(), processes::remove);
        processes.add(process);
        return process;
    }

    boolean isOpen() {
        return open;
    }

    void close() {
        open = false;
        processes.forEach(LocalProcess::close);
    }

    static boolean isOnPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
