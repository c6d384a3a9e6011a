package dev.podwright;

import dev.podwright.connection.Connector;
import dev.podwright.container.ContainerManager;
import dev.podwright.container.GpuDetector;
import dev.podwright.container.HostAddress;
import dev.podwright.container.HostPreparation;
import dev.podwright.container.Hosts;
import dev.podwright.container.RootlessDockerSetup;
import dev.podwright.engine.CallLimits;
import dev.podwright.engine.RunListener;
import dev.podwright.engine.RunOptions;
import dev.podwright.engine.TaskCalls;
import dev.podwright.inventory.Host;
import dev.podwright.inventory.Inventory;
import dev.podwright.source.Problems;
import dev.podwright.source.Secret;
import dev.podwright.tasktype.TaskTypeLibrary;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Containers on hosts, for a program:
///
/// ```java
/// try (Podwright podwright = Podwright.open(inventory)) {
///     ContainerManager pods = podwright.containers("gpu-01");
///     ContainerInfo pod = pods.createContainer(ContainerSpec.of("debian:12").port(22, HostPort.AUTO));
/// }
/// ```
///
/// A connection to a host is made when it is first needed, kept for the calls after that, made anew where it was lost,
/// and closed when nothing has been done on it for a while. Thread-safe.
public final class Podwright implements AutoCloseable {
    private final Hosts hosts;

    private Podwright(Hosts hosts) {
        this.hosts = hosts;
    }

    /// With the hosts of an inventory, and defaults for all else.
    ///
    /// @throws dev.podwright.source.InvalidInputException where it can't be read
    public static Podwright open(Path inventory) {
        return builder().inventory(inventory).open();
    }

    public static Builder builder() {
        return new Builder();
    }

    /// The containers of a host, which is connected to by the first call.
    ///
    /// @throws dev.podwright.source.InvalidInputException where there is no such host
    public ContainerManager containers(String host) {
        return hosts.containers(host);
    }

    /// What GPUs a host has.
    public GpuDetector gpus(String host) {
        return hosts.gpus(host);
    }

    /// A Docker engine without root for a user of a host.
    public RootlessDockerSetup rootlessDocker(String host) {
        return hosts.rootlessDocker(host);
    }

    /// What a host lacks for pods.
    public HostPreparation preparation(String host) {
        return hosts.preparation(host);
    }

    /// Ends the calls under way, which fail with a [dev.podwright.container.CallEndedException], and closes
    /// all connections.
    @Override
    public void close() {
        hosts.close();
    }

    /// How host keys are checked.
    public enum HostKeyChecking {
        /// Only keys that are known. The default, unless the SSH configuration says otherwise.
        STRICT,
        /// Unknown hosts are added to known_hosts; a changed key is refused.
        ACCEPT_NEW,
        OFF
    }

    /// Takes where the hosts are and how they are reached. Not thread-safe.
    public static final class Builder {
        private final List<String> inventories = new ArrayList<>();
        private Optional<Inventory> inventory = Optional.empty();
        private final List<Host> single = new ArrayList<>();
        private final List<Path> templates = new ArrayList<>();
        private final Map<String, Object> connection = new LinkedHashMap<>();
        private final RunOptions.Builder options = RunOptions.builder();
        private Optional<RunListener> listener = Optional.empty();
        private Optional<Connector> connector = Optional.empty();
        private Optional<Secret> passphrase = Optional.empty();
        private int maxConcurrentCalls = CallLimits.DEFAULT.calls();
        private int maxCallsPerHost = CallLimits.DEFAULT.callsPerHost();
        private Duration idleTimeout = CallLimits.DEFAULT.idle();
        private Duration deadline = Duration.ofMinutes(15);

        private Builder() {}

        /// A file or folder, read as the command line's `-i` reads it; of several, later ones add to and
        /// override earlier ones.
        public Builder inventory(Path source) {
            inventories.add(source.toString());
            return this;
        }

        public Builder inventory(Inventory read) {
            inventory = Optional.of(read);
            return this;
        }

        /// One more host, in place of one of this name in the inventory.
        public Builder host(HostAddress host) {
            single.add(host.host());
            return this;
        }

        /// For logging in to hosts that have no password of their own.
        public Builder password(Secret password) {
            options.password(Optional.of(password));
            return this;
        }

        /// For `sudo` on hosts that have no password of their own for it.
        public Builder becomePassword(Secret password) {
            options.becomePassword(Optional.of(password));
            return this;
        }

        /// Opens encrypted key files.
        public Builder passphrase(Secret given) {
            passphrase = Optional.of(given);
            return this;
        }

        public Builder hostKeyChecking(HostKeyChecking mode) {
            connection.put(
                    "host_key_checking",
                    switch (mode) {
                        case STRICT -> "strict";
                        case ACCEPT_NEW -> "accept-new";
                        case OFF -> "off";
                    });
            return this;
        }

        /// The file of known host keys, in place of those that the SSH configuration names.
        public Builder knownHosts(Path file) {
            connection.put("known_hosts", file.toString());
            return this;
        }

        /// In place of `~/.ssh/config` and `/etc/ssh/ssh_config`.
        public Builder sshConfig(Path file) {
            connection.put("ssh_config", file.toString());
            return this;
        }

        /// A folder of task types that come before the built-in ones; of several, earlier ones win.
        public Builder templates(Path folder) {
            templates.add(folder);
            return this;
        }

        /// Hears of all that happens, one event after the other; those of calls at once come mixed. What it throws is
        /// logged. It must return quickly.
        public Builder listener(RunListener given) {
            listener = Optional.of(given);
            return this;
        }

        /// How many calls are under way at once; more wait for their turn. Default is 50. Those that follow
        /// a log don't count.
        public Builder maxConcurrentCalls(int number) {
            maxConcurrentCalls = positive(number);
            return this;
        }

        /// The same for one host. Default is 8.
        public Builder maxCallsPerHost(int number) {
            maxCallsPerHost = positive(number);
            return this;
        }

        public Builder connectTimeout(Duration limit) {
            connection.put("connect_timeout", Math.max(1, limit.plusMillis(999).toSeconds()));
            return this;
        }

        /// How long a connection is kept that nothing is done on. Default is 5 minutes.
        public Builder idleTimeout(Duration limit) {
            idleTimeout = limit;
            return this;
        }

        /// How long one call may take, with its wait for a turn and a connection. Default is 15 minutes.
        public Builder deadline(Duration limit) {
            deadline = limit;
            return this;
        }

        /// For tests, which count or cut connections.
        Builder connector(Connector given) {
            connector = Optional.of(given);
            return this;
        }

        private static int positive(int number) {
            if (number < 1) {
                throw new IllegalArgumentException("it must be at least 1, not " + number);
            }
            return number;
        }

        /// Reads the inventory. No connection is made yet.
        ///
        /// @throws dev.podwright.source.InvalidInputException with all that is wrong with it
        public Podwright open() {
            Problems problems = new Problems();
            Inventory read = inventory.orElseGet(() -> Inventory.read(inventories, List.of(), problems));
            problems.throwIfAny();
            TaskCalls calls = TaskCalls.of(
                    read.withHosts(single),
                    TaskTypeLibrary.of(templates),
                    options.connection(connection),
                    connector.orElseGet(() -> Connectors.of(passphrase)),
                    new CallLimits(maxConcurrentCalls, maxCallsPerHost, idleTimeout));
            return new Podwright(new Hosts(calls, deadline, listener));
        }
    }
}
