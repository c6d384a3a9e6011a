package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.Become;
import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Task types on this machine, below a temporary folder, by a shell that a host may have.
@Timeout(60)
abstract class LocalHost {
    private final String shellCommand;

    @TempDir
    Path folder;

    @TempDir
    Path programs;

    private LocalShell connection;
    private TaskTypeHarness host;

    LocalHost(String shellCommand) {
        this.shellCommand = shellCommand;
    }

    @BeforeEach
    void connect() throws Exception {
        connection = new LocalShell(shellCommand, programs);
        host = TaskTypeHarness.on(connection, Become.NOT);
    }

    @AfterEach
    void disconnect() {
        host.close();
        connection.close();
    }

    final Path at(String name) {
        return folder.resolve(name);
    }

    final String text(String name) throws Exception {
        return Files.readString(at(name));
    }

    /// What the templates see under `facts` from now on.
    final void fact(String name, Object value) {
        host.fact(name, value);
    }

    /// A variable of the snippets' environment from now on.
    final void environment(String name, String value) {
        host.environment(name, value);
    }

    final BlockResult plan(String type, Map<String, Object> parameters) {
        return host.plan(type, parameters);
    }

    final BlockResult run(String type, Map<String, Object> parameters) {
        return host.run(type, parameters);
    }

    /// A check of its own making, see [TaskTypeHarness#check].
    final BlockResult check(String script, List<String> builtIn, Map<String, String> more) {
        return host.check(script, builtIn, more);
    }

    /// Plans, applies and plans again: the plan names just these changes, they are made, and then nothing is left to
    /// do.
    final BlockResult converges(String type, Map<String, Object> parameters, Change... changes) {
        BlockResult planned = plan(type, parameters);
        assertThat(planned.failure()).as("plan: " + planned).isEmpty();
        assertThat(planned.changes()).containsExactly(changes);
        BlockResult applied = run(type, parameters);
        assertThat(applied.status()).as("apply: " + applied).isEqualTo(Status.CHANGED);
        assertThat(applied.changes()).containsExactly(changes);
        BlockResult again = run(type, parameters);
        assertThat(again.status()).as("second run: " + again).isEqualTo(Status.OK);
        return applied;
    }

    /// What a command says on the host.
    final String said(String command) {
        return run("shell", parameters("cmd", command)).stdout();
    }

    final String failure(String type, Map<String, Object> parameters) {
        BlockResult result = run(type, parameters);
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.FAILED);
        return result.failure().map(BlockResult.Failure::message).orElse("");
    }

    static Change change(String what, String from, String to) {
        return new Change(what, from, to);
    }

    static Map<String, Object> with(Map<String, Object> parameters, String name, Object value) {
        Map<String, Object> more = new HashMap<>(parameters);
        more.put(name, value);
        return more;
    }

    static Map<String, Object> parameters(Object... namesAndValues) {
        Map<String, Object> parameters = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return parameters;
    }

    static String output(BlockResult result, String name) {
        return String.join(
                "\n",
                result.outputs().getOrDefault(name, List.of()).stream()
                        .map(values -> String.join(" ", values))
                        .toList());
    }
}
