package dev.podwright.tasktypes;

import dev.podwright.connection.BlockResult.Change;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/// A stand-in Ubuntu that offers branch 580, in the states that a driver's installation finds hosts in.
abstract class UbuntuDriverHost extends DriverHost {
    static final String KERNEL = "6.8.0-45-generic";
    static final List<String> PACKAGES = List.of(
            "linux-modules-nvidia-580-server-open-generic",
            "linux-modules-nvidia-580-server-open-" + KERNEL,
            "nvidia-headless-no-dkms-580-server-open",
            "nvidia-utils-580-server");

    @BeforeEach
    final void ubuntu() throws Exception {
        apt("ID=ubuntu\nID_LIKE=debian\nVERSION_ID=\"24.04\"\nPRETTY_NAME=\"Ubuntu 24.04\"\n", KERNEL);
        offer("580", "580.95.05");
    }

    final void offer(String branch, String version) throws Exception {
        host.offers("available", ubuntuBranch(branch + "-server-open", version, KERNEL));
    }

    /// As the driver's packages leave it; whether it is loaded is another matter.
    final void installed(String version, String signer) throws Exception {
        host.write("host/module", version + " Dual_MIT/GPL " + signer + "\n");
        for (String name : PACKAGES) {
            host.offers("installed", name.replace("580", version.substring(0, 3)) + " " + version + " install");
        }
        host.program("nvidia-smi");
    }

    final void loaded(String version) throws Exception {
        host.write(
                "proc/driver/nvidia/version",
                "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  " + version + "  Release Build\n");
    }

    static List<Change> installs(String branch) {
        return PACKAGES.stream()
                .map(name -> installs(name.replace("580", branch), branch))
                .toList();
    }
}
