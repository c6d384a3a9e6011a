package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.Become;
import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `package` with the package managers that test machines don't have: stand-ins with their commands and words.
@Timeout(60)
class PackageManagersTest {
    private static final Path STAND_INS = Path.of("src/test/resources/dev/podwright/tasktypes/package-managers");

    @TempDir
    Path programs;

    private final List<AutoCloseable> open = new ArrayList<>();

    /// A host whose PATH has only that package manager and a few plain programs.
    private TaskTypeHarness hostWith(String manager) throws Exception {
        List<String> standIns = manager.equals("apk") || manager.equals("pacman")
                ? List.of(manager, "vercmp", "sleep", "common.sh")
                : List.of(manager, "rpm", "sleep", "common.sh");
        for (String name : standIns) {
            Path copy = Files.copy(STAND_INS.resolve(name), programs.resolve(name));
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        for (String name : List.of("cat", "mktemp", "rm", "find", "head", "touch", "dash")) {
            Path program = Stream.of("/usr/bin", "/bin")
                    .map(folder -> Path.of(folder, name))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            Files.createSymbolicLink(programs.resolve(name), program);
        }
        Files.writeString(programs.resolve("available"), "curl 8.5.0-r0\ntree 2.1-r1\n");
        Files.writeString(programs.resolve("installed"), "tree 2.0-r0\n");
        LocalShell connection = LocalShell.isolated("dash", programs);
        TaskTypeHarness host = TaskTypeHarness.on(connection, Become.NOT);
        open.addAll(List.of(host, connection));
        return host;
    }

    @AfterEach
    void disconnect() throws Exception {
        for (AutoCloseable opened : open) {
            opened.close();
        }
        try (Stream<Path> files = Files.list(programs)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dnf", "zypper", "apk", "pacman"})
    void installsUpdatesAndRemoves(String manager) throws Exception {
        TaskTypeHarness host = hostWith(manager);
        Map<String, Object> present = Map.of("name", List.of("curl", "tree"));
        Map<String, Object> latest = Map.of("name", "tree", "state", "latest");
        Map<String, Object> absent = Map.of("name", List.of("curl", "nothing"), "state", "absent");

        converges(host, present, new Change("package curl", "absent", "8.5.0-r0"));
        converges(host, latest, new Change("package tree", "2.0-r0", "2.1-r1"));
        converges(host, absent, new Change("package curl", "8.5.0-r0", "absent"));
    }

    private static void converges(TaskTypeHarness host, Map<String, Object> parameters, Change change) {
        assertThat(host.plan("package", parameters).changes()).containsExactly(change);
        BlockResult result = host.run("package", parameters);
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.CHANGED);
        assertThat(host.run("package", parameters).status()).isEqualTo(Status.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dnf", "zypper", "apk", "pacman"})
    void saysThatThereIsNoSuchPackage(String manager) throws Exception {
        TaskTypeHarness host = hostWith(manager);

        BlockResult result = host.run("package", Map.of("name", "no-such"));

        assertThat(result.failure().map(BlockResult.Failure::message))
                .as(result.toString())
                .contains("there is no package \"no-such\" in the repositories of this host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dnf", "zypper", "apk", "pacman"})
    void takesNoNameForAnOption(String manager) throws Exception {
        TaskTypeHarness host = hostWith(manager);

        for (String name : List.of("--root=/tmp", "-y", "a b", "@base", "curl;id", "lib*", "curl-")) {
            assertThat(host.plan("package", Map.of("name", name)).failure().map(BlockResult.Failure::message))
                    .contains("\"" + name + "\" is not a package name");
        }
        assertThat(programs.resolve("calls")).doesNotExist();
    }
}
