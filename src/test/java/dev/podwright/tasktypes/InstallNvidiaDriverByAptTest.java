package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Status;
import dev.podwright.lab.NeedsLab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A driver from NVIDIA's repository with real apt and dpkg, in a throwaway copy of this machine: the packages are
/// stand-ins from a signed repository on its file system, and so are the GPU and the kernel module.
@NeedsLab
@Timeout(120)
class InstallNvidiaDriverByAptTest {
    private static final String KERNEL = "6.1.0-18-amd64";

    @TempDir
    static Path shared;

    private static String repository;

    @TempDir
    Path folder;

    private ThrowawayRoot machine;

    /// As NVIDIA has it: a folder a distribution, and the key in a package of its own.
    @BeforeAll
    static void standInForNvidiasRepository() throws Exception {
        AptRepository packages = AptRepository.in(
                shared.resolve("repos/debian12/x86_64"),
                "nvidia-driver-pinning-580=580-1",
                "nvidia-open=580.95.05-1",
                "nvidia-kernel-open-dkms=580.95.05-1");
        Path keys = Files.createDirectories(shared.resolve("keyring/usr/share/keyrings"));
        run(
                "gpg",
                "--dearmor",
                "--output",
                keys.resolve("cuda-archive-keyring.gpg").toString(),
                packages.folder() + "/key.asc");
        Path control = Files.createDirectories(shared.resolve("keyring/DEBIAN")).resolve("control");
        Files.writeString(control, """
                Package: cuda-keyring
                Version: 1.1-1
                Architecture: all
                Maintainer: Test <test@example.org>
                Description: stand-in made by a test
                """);
        run(
                "dpkg-deb",
                "--build",
                shared.resolve("keyring").toString(),
                packages.folder() + "/cuda-keyring_1.1-1_all.deb");
        run("chmod", "-R", "a+rX", shared.toString());
        repository = "file://" + shared.resolve("repos");
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    @BeforeEach
    void aDebianHostWithAGpu() throws Exception {
        machine = ThrowawayRoot.of("dash", folder);
        machine.shell("printf 'ID=debian\\nVERSION_ID=\"12\"\\nVERSION_CODENAME=bookworm\\n' >/etc/os-release");
        write("sys/bus/pci/devices/0000:01:00.0/vendor", "0x10de\n");
        write("sys/bus/pci/devices/0000:01:00.0/class", "0x030200\n");
        write("sys/bus/pci/devices/0000:01:00.0/device", "0x2330\n");
        write("proc/sys/kernel/osrelease", KERNEL + "\n");
        write("modules/" + KERNEL + "/build/Makefile", "");
        program(
                "modinfo",
                "if dpkg -s nvidia-open >/dev/null 2>&1; then printf 'version: 580.95.05\\nlicense: Dual MIT/GPL\\n'; else exit 1; fi");
        program(
                "modprobe",
                "mkdir -p " + folder
                        + "/proc/driver/nvidia && echo 'NVRM version: NVIDIA UNIX Open Kernel Module for x86_64"
                        + "  580.95.05  Release' >" + folder + "/proc/driver/nvidia/version");
        program(
                "nvidia-smi",
                "if [ ! -e " + folder + "/proc/driver/nvidia/version ]; then exit 9; fi\n"
                        + "echo '0, GPU-1, NVIDIA stand-in, 81559, 580.95.05, 9.0, Disabled, 00000000:01:00.0'");
    }

    @AfterEach
    void close() {
        machine.close();
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void program(String name, String script) throws IOException {
        write("programs/" + name, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(folder.resolve("programs/" + name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Map<String, Object> parameters(Object... more) {
        Map<String, Object> parameters = LocalHost.parameters(
                "sysfs", folder.resolve("sys").toString(),
                "procfs", folder.resolve("proc").toString(),
                "modules", folder.resolve("modules").toString(),
                "repository", repository,
                "branch", "580");
        parameters.putAll(LocalHost.parameters(more));
        return parameters;
    }

    @Test
    void addsTheRepositoryPinsTheBranchInstallsAndHolds() {
        BlockResult planned = machine.plan("install_nvidia_driver", parameters("hold", true));
        assertThat(planned.changes())
                .containsExactly(
                        new Change("repository cuda-debian12", "absent", repository + "/debian12/x86_64"),
                        new Change("package nvidia-driver-pinning-580", "absent", "580"),
                        new Change("package nvidia-open", "absent", "580"),
                        new Change("kernel module nvidia", "not loaded", "loaded"),
                        new Change("hold of the driver's packages", "none", "all"));

        BlockResult applied = machine.run("install_nvidia_driver", parameters("hold", true));
        assertThat(applied.status()).as(applied.toString()).isEqualTo(Status.CHANGED);
        assertThat(applied.changes()).isEqualTo(planned.changes());
        assertThat(machine.shell("apt-mark showhold")).contains("nvidia-open", "nvidia-driver-pinning-580");
        assertThat(machine.run("install_nvidia_driver", parameters("hold", true))
                        .status())
                .isEqualTo(Status.OK);

        BlockResult released = machine.run("install_nvidia_driver", parameters("hold", false));
        assertThat(released.changes()).containsExactly(new Change("hold of the driver's packages", "all", "none"));
        assertThat(machine.shell("apt-mark showhold; echo done")).isEqualTo("done\n");
    }

    /// Not even apt's caches, which its tools write by themselves.
    @Test
    void writesNothingInAPlan() {
        machine.shell("rm -rf /var/cache/apt/*.bin; sleep 1; touch /before");
        Map<String, Object> distribution = parameters("source", "distribution");
        distribution.remove("branch");

        assertThat(machine.plan("install_nvidia_driver", distribution).changes())
                .isNotEmpty();
        machine.shell("printf 'ID=ubuntu\\nVERSION_ID=\"24.04\"\\nPRETTY_NAME=Ubuntu\\n' >/etc/os-release");
        BlockResult ubuntu = machine.plan("install_nvidia_driver", parameters());

        assertThat(ubuntu.failure().orElseThrow().message())
                .startsWith("Ubuntu has no 580 open NVIDIA driver of its own for this kernel");
        assertThat(
                        machine.shell(
                                "find /var/lib/apt /var/cache/apt /var/lib/dpkg /etc -cnewer /before -type f ! -name os-release"))
                .isEmpty();
    }

    @Test
    void enablesDebiansOwnComponentsInPlaceAndSaysWhichPackageIsMissing() throws Exception {
        Files.delete(folder.resolve("modules/" + KERNEL + "/build/Makefile"));
        machine.shell(
                "rm -f /etc/apt/sources.list /etc/apt/sources.list.d/*; printf '%s\\n' 'Types: deb'"
                        + " 'URIs: file:///nowhere/debian' 'Suites: bookworm' 'Components: main' 'Signed-By: /etc/hosts' '' 'Types: deb'"
                        + " 'URIs: file:///nowhere/other' 'Suites: bookworm' 'Components: main' >/etc/apt/sources.list.d/debian.sources");
        Map<String, Object> parameters = parameters("source", "distribution");
        parameters.remove("branch");

        BlockResult result = machine.run("install_nvidia_driver", parameters);

        assertThat(result.changes())
                .startsWith(new Change("apt components contrib non-free non-free-firmware", "disabled", "enabled"));
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.FAILED);
        assertThat(machine.shell("cat /etc/apt/sources.list.d/debian.sources")).isEqualTo("""
                Types: deb
                URIs: file:///nowhere/debian
                Suites: bookworm
                Components: main contrib non-free non-free-firmware
                Signed-By: /etc/hosts

                Types: deb
                URIs: file:///nowhere/other
                Suites: bookworm
                Components: main
                """);
    }
}
