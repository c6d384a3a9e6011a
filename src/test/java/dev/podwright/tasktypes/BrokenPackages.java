package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.Become;
import dev.podwright.connection.BlockListener;
import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Status;
import dev.podwright.connection.Connection;
import dev.podwright.lab.LabHost;
import dev.podwright.lab.LabHosts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// A Debian host whose package state a test breaks, with real apt and dpkg, and then asks `package` for one more.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
abstract class BrokenPackages {
    static final Map<String, Object> HELLO = Map.of("name", "hello");
    private static final Path RESOURCES = Path.of("src/test/resources/dev/podwright/tasktypes");

    private final Connection connection;
    private final LabHost machine;
    private final TaskTypeHarness host;

    BrokenPackages(LabHosts hosts) throws Exception {
        machine = hosts.first();
        connection = LabConnection.to(hosts);
        host = TaskTypeHarness.on(connection, Become.user("root", Optional.empty()));
    }

    @BeforeAll
    void bringPackagesAndRepositories() {
        sh("rm -rf /srv/broken; mkdir -p /srv/broken/future /srv/broken/expired-key; "
                + ": >/srv/broken/future/Packages; : >/srv/broken/expired-key/Packages");
        for (String file : List.of("lasting.asc", "expired.asc", "future/InRelease", "expired-key/InRelease")) {
            put("/srv/broken/" + file, resource("repositories/" + file));
        }
        put("/srv/broken/hold.pl", resource("hold-a-lock.pl"));
        put("/srv/broken/make", resource("make-a-package.sh"));
        assertThat(host.run("package", Map.of("update_cache", true)).failure()).isEmpty();
    }

    @AfterEach
    void mend() {
        sh("touch /srv/broken/go; rm -f /etc/apt/sources.list.d/broken*; umount /var/cache/apt/archives 2>/dev/null; "
                + "dpkg --purge --force-remove-reinstreq --force-depends broken hello netcat-traditional; "
                + "dpkg --configure -a; rm -f /srv/broken/go /srv/broken/broken.deb /srv/broken/done");
    }

    @AfterAll
    void disconnect() {
        host.close();
        connection.close();
    }

    final BlockResult run(Map<String, Object> parameters) {
        return host.run("package", parameters);
    }

    /// Installs hello, and says what the operator was told of on the way: warnings, or else progress.
    final String installing() {
        BlockResult result = run(HELLO);
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.CHANGED);
        return String.join("\n", result.warnings());
    }

    final BlockResult.Failure failure(Map<String, Object> parameters) {
        BlockResult result = run(parameters);
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.FAILED);
        return result.failure().orElseThrow();
    }

    /// Holds a lock of apt or dpkg in a process of its own until the task has said that it waits for it.
    final BlockResult runWhileHeld(String lock, Map<String, Object> parameters, List<String> progress) {
        sh("rm -f /srv/broken/held; setsid perl /srv/broken/hold.pl " + lock
                + " /srv/broken/held /srv/broken/go >/dev/null 2>&1 </dev/null & "
                + "until [ -e /srv/broken/held ]; do sleep 0.1; done");
        return host.run("package", parameters, new BlockListener() {
            @Override
            public void progress(String message) {
                progress.add(message);
                if (message.startsWith("waiting for")) {
                    Thread.startVirtualThread(() -> sh("touch /srv/broken/go"));
                }
            }
        });
    }

    static List<String> heard() {
        return new CopyOnWriteArrayList<>();
    }

    /// A package named broken, with one dependency or none and one script, which is installed as far as that goes.
    final void installBroken(String dependency, String scriptName, String script) {
        machine.exec("sh", "/srv/broken/make", dependency, scriptName, script);
        sh("dpkg --install /srv/broken/broken.deb");
    }

    final String state() {
        return machine.tryExec("dpkg-query", "-W", "-f", "${db:Status-Status}", "broken")
                .output();
    }

    final void source(String line) {
        put("/etc/apt/sources.list.d/broken.list", line + "\n");
    }

    final void put(String path, String text) {
        machine.exec("sh", "-c", "printf %s \"$1\" >\"$2\"", "sh", text, path);
    }

    final void sh(String script) {
        machine.tryExec("sh", "-c", script);
    }

    private static String resource(String name) {
        try {
            return Files.readString(RESOURCES.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
