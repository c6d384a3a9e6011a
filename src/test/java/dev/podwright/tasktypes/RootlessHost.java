package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.Become;
import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Status;
import dev.podwright.connection.Connection;
import dev.podwright.connection.ConnectionException;
import java.util.Map;
import java.util.Optional;

/// `setup_rootless` on a host, by root.
record RootlessHost(TaskTypeHarness host) implements AutoCloseable {
    /// An image `shell:1` of the host's own shell and `sleep`, in the engine at a socket.
    static final String IMAGE = """
            set -eu
            tar -C / -chf - bin/sh bin/sleep $(ldd /bin/sh /bin/sleep |
              sed -n -e 's/^.*=> *\\/\\([^ ]*\\) (.*/\\1/p' -e 's/^[[:space:]]*\\/\\([^ ]*\\) (.*/\\1/p' | sort -u) |
              docker -H "unix://$1" import - shell:1
            """;

    static RootlessHost on(Connection connection) throws ConnectionException {
        return new RootlessHost(TaskTypeHarness.on(connection, Become.user("root", Optional.empty())));
    }

    BlockResult plan(Map<String, Object> parameters) {
        return host.plan("setup_rootless", parameters);
    }

    BlockResult run(Map<String, Object> parameters) {
        return host.run("setup_rootless", parameters);
    }

    /// Plans, applies and applies again: what was planned is what is done, and then nothing is left to do.
    BlockResult converges(Map<String, Object> parameters) {
        BlockResult planned = plan(parameters);
        assertThat(planned.status()).as("plan: " + planned).isEqualTo(Status.CHANGED);
        BlockResult applied = run(parameters);
        assertThat(applied.status()).as("apply: " + applied).isEqualTo(Status.CHANGED);
        assertThat(applied.changes()).isEqualTo(planned.changes());
        BlockResult again = run(parameters);
        assertThat(again.status()).as("second run: " + again).isEqualTo(Status.OK);
        return applied;
    }

    static Change change(String what, String from, String to) {
        return new Change(what, from, to);
    }

    @Override
    public void close() {
        host.close();
    }
}
