package dev.podwright.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One lab: a folder with its keys and inventory, and the hosts that `lab/up` started for it.
record LabRun(Path directory, boolean ends) implements AutoCloseable {

    /// The first host of an image may have to wait for the image to be made.
    private static final Duration START_LIMIT = Duration.ofMinutes(10);

    /// A lab that is taken down when closed, and before it is used if an interrupted run left it.
    static LabRun ending(Path directory) {
        LabRun run = new LabRun(directory.toAbsolutePath(), true);
        run.close();
        return run;
    }

    /// A lab that stays up.
    static LabRun staying(Path directory) {
        return new LabRun(directory.toAbsolutePath(), false);
    }

    /// As many hosts as asked for. Those that are missing are started.
    LabHosts hosts(Lab lab) {
        List<LabHost> hosts = new ArrayList<>();
        for (String image : lab.image()) {
            script("up", Integer.toString(lab.hosts()), "--image", image);
            table().stream()
                    .filter(columns -> columns[3].equals(image))
                    .limit(lab.hosts())
                    .map(columns -> new LabHost(columns[0], Integer.parseInt(columns[2]), this))
                    .forEach(hosts::add);
        }
        return new LabHosts(
                hosts, directory.resolve("inventory.yml"), directory.resolve("key"), directory.resolve("known_hosts"));
    }

    /// Runs a script of `lab/` on this lab; its error output becomes the test's failure.
    CommandResult script(String name, String... arguments) {
        return command(name, arguments).orThrow();
    }

    CommandResult command(String name, String... arguments) {
        return CommandResult.of(
                START_LIMIT,
                Map.of("PODWRIGHT_LAB_DIR", directory.toString()),
                Path.of("lab", name).toString(),
                arguments);
    }

    /// One line a host: name, container, port, image.
    private List<String[]> table() {
        try {
            return Files.readAllLines(directory.resolve("hosts")).stream()
                    .map(line -> line.split(" ", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (ends) {
            script("down");
        }
    }
}
