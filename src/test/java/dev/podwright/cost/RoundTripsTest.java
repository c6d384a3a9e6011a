package dev.podwright.cost;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.OpenSshServer;
import dev.podwright.connection.Passphrases;
import dev.podwright.connection.SshConnector;
import dev.podwright.engine.Executor;
import dev.podwright.engine.HostStats;
import dev.podwright.engine.RunOptions;
import dev.podwright.engine.RunSummary;
import dev.podwright.inventory.Inventory;
import dev.podwright.playbook.Playbook;
import dev.podwright.playbook.PlaybookReader;
import dev.podwright.source.Problems;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A playbook costs a handful of round trips and not one a task: the jobs of the benchmark, all as declared.
@Timeout(120)
class RoundTripsTest {
    /// A machine that is busy with other things can only make two turns of one.
    private static final int ATTEMPTS = 3;

    /// Keys and random padding vary in length.
    private static final double SLACK = 0.05;

    @TempDir
    static Path folder;

    private static OpenSshServer server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = OpenSshServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping1", "noop20"})
    void holdsItsLimits(String job) throws Exception {
        run(job, server.port());
        int turns = Integer.MAX_VALUE;
        long bytes = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS; i++) {
            try (LockStepProxy proxy = new LockStepProxy(server.port())) {
                run(job, proxy.port());
                turns = Math.min(turns, proxy.turns());
                bytes = Math.min(bytes, proxy.bytes());
            }
        }

        Limits.hold("round_trips", job, turns, 0);
        Limits.hold("bytes_sent", job, bytes, SLACK);
    }

    private static void run(String job, int port) throws IOException {
        Path work = Files.createDirectories(folder.resolve("work"));
        Path inventory = Files.writeString(folder.resolve("inventory.yml"), """
                all:
                  vars: {address: 127.0.0.1, port: %d, identity_file: %s/id, host_key_checking: off, ssh_config: /dev/null}
                  hosts: {one: {workdir: %s}}
                """.formatted(port, folder, work));
        Problems problems = new Problems();
        Inventory hosts = Inventory.read(List.of(inventory.toString()), List.of(folder), problems);
        TaskTypeLibrary library = TaskTypeLibrary.of(List.of());
        Path playbook = Path.of("bench", "jobs", job, "podwright.yml");
        List<Playbook> playbooks =
                PlaybookReader.read(playbook, library, problems).stream().toList();
        problems.throwIfAny();
        SshConnector connector = new SshConnector(Passphrases.NONE, Optional.empty());
        try (Executor executor = Executor.of(hosts, library, RunOptions.DEFAULT, connector, _ -> {})) {
            RunSummary summary = executor.run(playbooks);
            HostStats one = requireNonNull(summary.hosts().get("one"));
            assertThat(one.failed()).isZero();
            assertThat(one.unreachable()).isZero();
        }
    }
}
