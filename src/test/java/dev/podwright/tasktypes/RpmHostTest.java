package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Status;
import dev.podwright.lab.NeedsLab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `repository` and `install_nvidia_toolkit` with the package managers that test machines don't have: stand-ins with
/// their commands and words, in a throwaway copy of this machine that has no apt.
@NeedsLab
@Timeout(120)
class RpmHostTest {
    private static final Path STAND_INS = Path.of("src/test/resources/dev/podwright/tasktypes/package-managers");

    @TempDir
    Path folder;

    private ThrowawayRoot machine;

    private void open(String manager, String... more) throws Exception {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        for (String name : List.of(manager, "rpm", "common.sh")) {
            Path copy = Files.copy(STAND_INS.resolve(name), programs.resolve(name));
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.writeString(programs.resolve("available"), "nvidia-container-toolkit 1.18.0-1\n");
        for (String name : more) {
            Files.createFile(programs.resolve(name));
        }
        machine = ThrowawayRoot.of("dash", folder);
        machine.shell("rm /usr/bin/apt-get; mkdir -p /etc/yum.repos.d /etc/zypp/repos.d; rm -rf /etc/docker");
    }

    @AfterEach
    void close() {
        machine.close();
    }

    private BlockResult changed(String type, Map<String, Object> parameters) {
        BlockResult planned = machine.plan(type, parameters);
        assertThat(planned.failure()).as(planned.toString()).isEmpty();
        BlockResult applied = machine.run(type, parameters);
        assertThat(applied.status()).as(applied.toString()).isEqualTo(Status.CHANGED);
        assertThat(applied.changes()).isEqualTo(planned.changes());
        assertThat(machine.run(type, parameters).status()).isEqualTo(Status.OK);
        return applied;
    }

    private String calls() {
        return machine.shell("cat " + folder.resolve("programs/calls"));
    }

    @ParameterizedTest
    @CsvSource({
        "dnf, /etc/yum.repos.d, dnf -q -y --disablerepo=* --enablerepo=site makecache",
        "zypper, /etc/zypp/repos.d, zypper -n --gpg-auto-import-keys refresh site"
    })
    void keepsARepositoryAsDeclared(String manager, String place, String refreshed) throws Exception {
        open(manager);
        Map<String, Object> site = LocalHost.parameters(
                "name",
                "site",
                "description",
                "The site's own",
                "uris",
                List.of("https://one.example.org/rpm", "https://two.example.org/rpm"),
                "key",
                "https://one.example.org/key");

        assertThat(changed("repository", site).changes())
                .containsExactly(
                        new Change("repository site", "absent", place + "/site.repo"),
                        new Change("site section", "absent", "[site]"),
                        new Change("site name", "absent", "The site's own"),
                        new Change("site baseurl", "absent", "https://one.example.org/rpm https://two.example.org/rpm"),
                        new Change("site enabled", "absent", "1"),
                        new Change("site gpgcheck", "absent", "1"),
                        new Change("site gpgkey", "absent", "https://one.example.org/key"));
        assertThat(calls()).contains(refreshed);

        machine.shell(
                "sed -i -e 's/^enabled=1/# off for now\\nenabled = 0/' -e '$a proxy=_none_' " + place + "/site.repo");
        assertThat(changed("repository", LocalHost.with(site, "priority", 10L)).changes())
                .containsExactly(
                        new Change("site enabled", "0", "1"),
                        new Change("site priority", "absent", "10"),
                        new Change("site proxy", "_none_", "absent"));
        assertThat(changed("repository", Map.of("name", "site", "state", "absent"))
                        .changes())
                .containsExactly(new Change(place + "/site.repo", "present", "absent"));
    }

    @Test
    void oneThatCantBeReadLeavesNothingBehind() throws Exception {
        open("dnf", "unreachable");

        BlockResult result = machine.run("repository", Map.of("name", "site", "uris", "https://one.example.org/rpm"));

        assertThat(result.failure().orElseThrow().message())
                .isEqualTo(
                        "fetch the package lists of site failed: a package repository can't be reached from this host");
        assertThat(machine.shell("ls /etc/yum.repos.d")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"dnf, /etc/yum.repos.d", "zypper, /etc/zypp/repos.d"})
    void installsTheToolkit(String manager, String place) throws Exception {
        open(manager);
        machine.shell("touch " + place + "/nvidia-docker.repo");

        BlockResult result = changed("install_nvidia_toolkit", Map.of("users", List.of()));

        assertThat(result.changes())
                .contains(
                        new Change(place + "/nvidia-docker.repo", "present", "absent"),
                        new Change(
                                "nvidia-container-toolkit baseurl",
                                "absent",
                                "https://nvidia.github.io/libnvidia-container/stable/rpm/$basearch"),
                        new Change("nvidia-container-toolkit repo_gpgcheck", "absent", "1"),
                        new Change("package nvidia-container-toolkit", "absent", "installed"),
                        new Change(
                                "/etc/docker/daemon.json runtimes.nvidia.path", "absent", "nvidia-container-runtime"));
        assertThat(result.warnings()).first().asString().contains("can't be described for containers (CDI)");
        assertThat(machine.shell("cat " + place + "/nvidia-container-toolkit.repo"))
                .contains("\ngpgkey=https://nvidia.github.io/libnvidia-container/gpgkey\n")
                .contains("\ngpgcheck=0\n");
    }
}
