package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// A host whose GPUs, kernel and NVIDIA tools are made for the test: device trees, and stand-ins for programs.
abstract class GpuHost extends LocalHost {
    static final String OPEN_MODULE =
            "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.159.04  Release Build\n";
    private static final Path FIXTURES = Path.of("src/test/resources/nvidia-smi");

    GpuHost(String shellCommand) {
        super(shellCommand);
    }

    final void card(String slot, String pciClass, String driver) throws IOException {
        Path device = Files.createDirectories(at("sys/bus/pci/devices/" + slot));
        Files.writeString(device.resolve("vendor"), "0x10de\n");
        Files.writeString(device.resolve("class"), pciClass + "\n");
        Files.writeString(device.resolve("device"), "0x2330\n");
        if (!driver.isEmpty()) {
            Path holder = Files.createDirectories(at("sys/bus/pci/drivers/" + driver));
            Files.createSymbolicLink(device.resolve("driver"), holder);
            Files.createSymbolicLink(holder.resolve(slot), device);
        }
    }

    final void proc(String name, String text) throws IOException {
        write("proc/" + name, text);
    }

    final void write(String name, String text) throws IOException {
        Path file = at(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /// What a real nvidia-smi printed on a host with an H100.
    final void standInNvidiaSmi() throws IOException {
        for (String file : new String[] {"nvidia-smi", "query-noheader.csv", "smi.txt", "bad.txt"}) {
            Files.copy(FIXTURES.resolve(file), programs.resolve(file));
        }
        executable("nvidia-smi");
    }

    /// The stand-in says this and ends with this status, whatever it is asked.
    final void nvidiaSmiFails(int status, String words) throws IOException {
        Files.writeString(programs.resolve("failure"), status + "\n" + words + "\n");
    }

    /// A program that prints a text.
    final void standIn(String program, String text) {
        try {
            Files.writeString(programs.resolve(program + ".txt"), text);
            Files.writeString(programs.resolve(program), "#!/bin/sh\ncat '" + programs.resolve(program) + ".txt'\n");
            executable(program);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    final void program(String name, String script) throws IOException {
        Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script + "\n");
        executable(name);
    }

    private void executable(String name) throws IOException {
        Files.setPosixFilePermissions(programs.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    final BlockResult detect() {
        BlockResult result = run(
                "detect_gpu",
                parameters(
                        "sysfs",
                        at("sys").toString(),
                        "procfs",
                        at("proc").toString(),
                        "modules",
                        at("modules").toString()));
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.OK);
        return result;
    }

    final String problem() {
        return output(detect(), "problem");
    }
}
