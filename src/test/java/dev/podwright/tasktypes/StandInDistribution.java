package dev.podwright.tasktypes;

import dev.podwright.connection.Become;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A root directory that looks like a host of some distribution with GPUs: its release, its device trees, and stand-ins
/// for its package manager and the programs around kernel modules. A shell in it (by chroot) sees nothing else of this
/// machine.
final class StandInDistribution implements AutoCloseable {
    private static final Path STAND_IN =
            Path.of("src/test/resources/dev/podwright/tasktypes/gpu-distribution/stand-in");
    private static final List<String> APPLETS = List.of(
            "awk",
            "cat",
            "chmod",
            "cmp",
            "cp",
            "find",
            "grep",
            "head",
            "id",
            "install",
            "ln",
            "ls",
            "mkdir",
            "mktemp",
            "mv",
            "od",
            "readlink",
            "rm",
            "sed",
            "setsid",
            "sleep",
            "sort",
            "tail",
            "timeout",
            "touch",
            "tr");
    private static final List<String> PROGRAMS =
            List.of("curl", "dkms", "dmesg", "modinfo", "modprobe", "mokutil", "uname", "update-initramfs");

    private final Path root;
    private final LocalShell connection;
    private final TaskTypeHarness harness;

    private StandInDistribution(Path root, LocalShell connection, TaskTypeHarness harness) {
        this.root = root;
        this.connection = connection;
        this.harness = harness;
    }

    /// @param release the text of /etc/os-release
    /// @param packagePrograms such as `dnf` and `rpm`
    static StandInDistribution in(Path folder, String release, String kernel, String... packagePrograms)
            throws Exception {
        Path root = Files.createDirectories(folder.resolve("root"));
        for (String name : List.of("bin", "dev", "etc", "host", "sys", "tmp", "var/lib/dkms", "etc/modprobe.d")) {
            Files.createDirectories(root.resolve(name));
        }
        run("mknod", "-m", "666", root.resolve("dev/null").toString(), "c", "1", "3");
        shell(root);
        List<String> programs = new ArrayList<>(PROGRAMS);
        programs.addAll(List.of(packagePrograms));
        Files.copy(STAND_IN, root.resolve("bin/stand-in"));
        Files.setPosixFilePermissions(root.resolve("bin/stand-in"), PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String program : programs) {
            Files.createSymbolicLink(root.resolve("bin").resolve(program), Path.of("stand-in"));
        }
        Path outside = Files.createDirectories(folder.resolve("outside"));
        LocalShell connection = new LocalShell("chroot '" + root + "' /bin/sh", outside);
        StandInDistribution host =
                new StandInDistribution(root, connection, TaskTypeHarness.on(connection, Become.NOT));
        host.write("etc/os-release", release);
        host.write("proc/sys/kernel/osrelease", kernel + "\n");
        host.write("proc/uptime", "360.00 700.00\n");
        Files.createDirectories(root.resolve("lib/modules/" + kernel + "/kernel/drivers/gpu/drm"));
        return host;
    }

    /// dash with the libraries it needs, and busybox for the rest.
    private static void shell(Path root) throws Exception {
        Files.copy(Path.of("/bin/busybox"), root.resolve("bin/busybox"), StandardCopyOption.COPY_ATTRIBUTES);
        for (String applet : APPLETS) {
            Files.createSymbolicLink(root.resolve("bin").resolve(applet), Path.of("busybox"));
        }
        Files.copy(Path.of("/bin/dash"), root.resolve("bin/sh"), StandardCopyOption.COPY_ATTRIBUTES);
        for (String word : run("ldd", "/bin/dash").split("\\s+", -1)) {
            if (word.startsWith("/")) {
                Path library = root.resolve(word.substring(1));
                Files.createDirectories(library.getParent());
                Files.copy(Path.of(word), library);
            }
        }
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
        return said;
    }

    TaskTypeHarness harness() {
        return harness;
    }

    /// A GPU with that PCI device number, such as `2330`, held by that kernel driver (empty for none).
    StandInDistribution card(String slot, String device, String driver) throws IOException {
        return pci(slot, device, "0x030200", driver);
    }

    StandInDistribution pci(String slot, String device, String pciClass, String driver) throws IOException {
        String folder = "sys/bus/pci/devices/" + slot;
        write(folder + "/vendor", "0x10de\n");
        write(folder + "/class", pciClass + "\n");
        write(folder + "/device", "0x" + device + "\n");
        if (!driver.isEmpty()) {
            write("sys/bus/pci/drivers/" + driver + "/" + slot, "");
        }
        return this;
    }

    /// Lines of "NAME VERSION", and what else follows the name: effects (see the stand-in), separated by `:`.
    StandInDistribution offers(String file, String... packages) throws IOException {
        for (String line : packages) {
            String[] parts = line.split(" : ", -1);
            append("host/" + file, parts[0] + "\n");
            for (int i = 1; i < parts.length; i++) {
                append("host/effects", parts[0].substring(0, parts[0].indexOf(' ')) + " " + parts[i] + "\n");
            }
        }
        return this;
    }

    StandInDistribution write(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    private void append(String name, String text) throws IOException {
        Files.writeString(root.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /// One more of the stand-in's names on the path.
    void program(String name) throws IOException {
        Files.createSymbolicLink(root.resolve("bin").resolve(name), Path.of("stand-in"));
    }

    /// As if a file had been written a year ago.
    void ages(String name) throws IOException {
        Files.setLastModifiedTime(
                root.resolve(name), FileTime.from(Instant.now().minus(Duration.ofDays(365))));
    }

    void remove(String name) throws IOException {
        Files.delete(root.resolve(name));
    }

    String text(String name) throws IOException {
        Path file = root.resolve(name);
        return Files.exists(file) ? Files.readString(file) : "";
    }

    List<String> installed() throws IOException {
        return text("host/installed")
                .lines()
                .map(line -> line.split(" ", -1)[0])
                .toList();
    }

    /// Every file with its size and times, but for what the stand-ins note down.
    List<String> snapshot() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<String> lines = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                if (!file.startsWith(root.resolve("host"))) {
                    var attributes =
                            Files.readAttributes(file, "unix:size,ctime,lastModifiedTime", LinkOption.NOFOLLOW_LINKS);
                    lines.add(root.relativize(file) + " " + new TreeMap<>(attributes));
                }
            }
            return lines;
        }
    }

    /// The host starts anew: what was loaded is gone, and the installed module takes the cards unless nouveau may.
    void reboots() throws Exception {
        Files.deleteIfExists(root.resolve("proc/driver/nvidia/version"));
        Path nouveau = root.resolve("sys/bus/pci/drivers/nouveau");
        if (Files.exists(nouveau) && text("etc/modprobe.d/disable-nouveau.conf").contains("blacklist nouveau")) {
            try (Stream<Path> links = Files.list(nouveau)) {
                for (Path link : links.toList()) {
                    Files.delete(link);
                }
            }
        }
        run("chroot", root.toString(), "/bin/modprobe", "nvidia");
    }

    @Override
    public void close() {
        harness.close();
        connection.close();
    }
}
