package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.Become;
import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Status;
import dev.podwright.connection.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What `package` does on a Debian host that may be changed. A subclass says which.
abstract class PackageOnHost {
    private TaskTypeHarness host;

    abstract Connection connect() throws Exception;

    /// How to be root there.
    abstract Become root();

    @BeforeEach
    void open() throws Exception {
        host = TaskTypeHarness.on(connect(), root());
        host.run("package", Map.of("name", List.of("hello"), "state", "absent"));
    }

    @AfterEach
    void close() {
        host.run("package", Map.of("name", List.of("hello"), "state", "absent"));
        host.close();
    }

    @Test
    void installsAndRemoves() {
        Map<String, Object> present = Map.of("name", List.of("hello", "base-files"), "update_cache", true);
        Map<String, Object> absent = Map.of("name", List.of("hello"), "state", "absent");

        BlockResult planned = host.plan("package", present);
        assertThat(planned.changes()).as(planned.toString()).hasSize(1);
        assertThat(planned.changes().getFirst().what()).isEqualTo("package hello");
        assertThat(planned.changes().getFirst().from()).isEqualTo("absent");
        BlockResult installed = host.run("package", present);
        assertThat(installed.status()).as(installed.toString()).isEqualTo(Status.CHANGED);
        assertThat(installed.outputs().get("versions")).hasSize(2);
        assertThat(host.run("package", present).status()).isEqualTo(Status.OK);
        assertThat(host.run("package", Map.of("name", "hello", "state", "latest"))
                        .status())
                .isEqualTo(Status.OK);

        assertThat(host.plan("package", absent).changes().getFirst().to()).isEqualTo("absent");
        assertThat(host.run("package", absent).status()).isEqualTo(Status.CHANGED);
        assertThat(host.run("package", absent).status()).isEqualTo(Status.OK);
    }

    @Test
    void holdsAPackageAndLetsItGo() {
        Map<String, Object> held = Map.of("name", "hello", "hold", true);

        BlockResult result = host.run("package", held);

        assertThat(result.status()).as(result.toString()).isEqualTo(Status.CHANGED);
        assertThat(result.changes().getLast()).isEqualTo(new BlockResult.Change("hold of package hello", "no", "yes"));
        assertThat(host.run("package", held).status()).isEqualTo(Status.OK);
        assertThat(host.run("package", Map.of("name", "hello", "hold", false)).changes())
                .containsExactly(new BlockResult.Change("hold of package hello", "yes", "no"));
    }

    @Test
    void aVirtualPackageIsThereWhenAnotherProvidesIt() {
        assertThat(host.run("package", Map.of("name", "awk")).status()).isEqualTo(Status.OK);
        assertThat(host.run("package", Map.of("name", "awk", "state", "absent")).status())
                .isEqualTo(Status.OK);
    }

    @Test
    void saysThatThereIsNoSuchPackage() {
        BlockResult result = host.run("package", Map.of("name", "no-such-package"));

        assertThat(result.failure().orElseThrow().message())
                .isEqualTo("there is no package \"no-such-package\" in the repositories of this host");
    }

    @Test
    void saysThatThereIsNoSuchVersion() {
        BlockResult result = host.run("package", Map.of("name", "hello=99"));

        assertThat(result.failure().orElseThrow().message())
                .contains("the version asked for is in none of the repositories");
    }

    @Test
    void completesAnInterruptedInstallation() {
        host.run("package", Map.of("name", "hello"));
        // Journals left in updates/ are what makes dpkg say that it was interrupted.
        host.run("shell", Map.of("cmd", "dpkg-query -s hello >/dev/null && touch /var/lib/dpkg/updates/0001"));

        BlockResult removed = host.run("package", Map.of("name", "hello", "state", "absent"));

        assertThat(removed.status()).as(removed.toString()).isEqualTo(Status.CHANGED);
        assertThat(removed.warnings()).singleElement().asString().contains("was interrupted");
    }
}
