package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.lab.NeedsLab;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/// With a stand-in for modprobe and a list of modules that it writes, in the place of the kernel's. Not by busybox,
/// whose shell would use its own modprobe.
@NeedsLab
@ParameterizedClass
@ValueSource(strings = {"dash", "bash --posix"})
class KernelModuleTest extends LocalHost {
    private static final Path MODULES = Path.of("/lib/modules");

    private final boolean hadModules = Files.exists(MODULES);

    KernelModuleTest(String shellCommand) {
        super(PrivateHost.inNamespace(shellCommand));
    }

    @BeforeEach
    void standInModprobe() throws Exception {
        Path modprobe = Files.writeString(programs.resolve("modprobe"), """
                #!/bin/sh
                case "$1" in
                  -D) [ "$3" = dummy_one ] || [ "$3" = unsigned ] ;;
                  -r) : > /proc/modules ;;
                  *)
                    if [ "$2" = unsigned ]; then
                      echo "modprobe: ERROR: could not insert 'unsigned': Key was rejected by service" >&2
                      exit 1
                    fi
                    echo "$2 16384 0 - Live 0x0" > /proc/modules ;;
                esac
                """);
        Files.setPosixFilePermissions(modprobe, PosixFilePermissions.fromString("rwxr-xr-x"));
        said("mount -t tmpfs proc /proc; : > /proc/modules");
        said("mkdir -p /lib/modules; mount -t tmpfs modules /lib/modules; mkdir /lib/modules/$(uname -r);"
                + " echo kernel/drivers/built-in.ko > /lib/modules/$(uname -r)/modules.builtin");
    }

    @AfterEach
    void takeTheFolderAway() throws Exception {
        if (!hadModules) {
            Files.deleteIfExists(MODULES);
        }
    }

    @Test
    void loadsAndUnloads() {
        converges("kernel_module", parameters("name", "dummy_one"), change("state", "absent", "loaded"));
        converges(
                "kernel_module",
                parameters("name", "dummy-one", "state", "absent"),
                change("state", "loaded", "absent"));
    }

    @Test
    void keepsItForEachBoot() {
        converges(
                "kernel_module",
                parameters("name", "dummy_one", "persistent", "present", "params", "a=1 b=2"),
                change("state", "absent", "loaded"),
                change("at boot", "not loaded", "loaded"),
                change("params at boot", "", "a=1 b=2"));
        assertThat(said("cat /etc/modules-load.d/dummy_one.conf /etc/modprobe.d/dummy_one.conf"))
                .isEqualTo("dummy_one\noptions dummy_one a=1 b=2\n");
        said("printf 'other\\n' >> /etc/modules-load.d/dummy_one.conf");
        converges(
                "kernel_module",
                parameters("name", "dummy-one", "persistent", "absent"),
                change("at boot", "loaded", "not loaded"));
        assertThat(said("cat /etc/modules-load.d/dummy_one.conf")).isEqualTo("other\n");
    }

    @Test
    void countsABuiltInModuleAsLoaded() {
        assertThat(output(run("kernel_module", parameters("name", "built_in")), "builtin"))
                .isEqualTo("true");
        assertThat(failure("kernel_module", parameters("name", "built_in", "state", "absent")))
                .isEqualTo("the module built_in is built into the kernel and can't be unloaded");
    }

    @Test
    void saysWhyAModuleCantBeLoaded() throws Exception {
        assertThat(failure("kernel_module", parameters("name", "nothing")))
                .startsWith("the kernel ")
                .endsWith(" has no module nothing");
        assertThat(failure("kernel_module", parameters("name", "unsigned")))
                .isEqualTo("the module unsigned isn't signed by a key that this machine trusts (Secure Boot)");
        said("echo dummy_one 16384 2 other,more, Live 0x0 > /proc/modules");
        assertThat(failure("kernel_module", parameters("name", "dummy_one", "state", "absent")))
                .isEqualTo("the module dummy_one is in use (2 times, by other,more) and can't be unloaded");
        said("umount /lib/modules");
        assertThat(failure("kernel_module", parameters("name", "unsigned")))
                .matches(
                        "the module unsigned isn't loaded, and a container.*|there are no modules for the running kernel .*");
    }
}
