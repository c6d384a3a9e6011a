package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Which packages of which source make a driver on Debian and Ubuntu: planned, installed and looked at again on
/// stand-in distributions. On those of rpm: [InstallNvidiaDriverRpmTest].
class InstallNvidiaDriverTest extends DriverHost {
    private static final String UBUNTU = "ID=ubuntu\nID_LIKE=debian\nVERSION_ID=\"24.04\"\nVERSION_CODENAME=noble\n";
    private static final String DEBIAN =
            "ID=debian\nVERSION_ID=\"12\"\nVERSION_CODENAME=bookworm\nPRETTY_NAME=\"Debian 12\"\n";

    @Test
    void takesTheNewestSignedServerBranchOnUbuntu() throws Exception {
        apt(UBUNTU, "6.8.0-45-generic")
                .card("0000:01:00.0", HOPPER, "")
                .offers("available", ubuntuBranch("570-server-open", "570.158.01", "6.8.0-45-generic"))
                .offers("available", ubuntuBranch("580-server-open", "580.95.05", "6.8.0-45-generic"))
                .offers("available", ubuntuBranch("590-server-open", "590.48.01", "6.8.0-99-generic"))
                .offers("available", ubuntuBranch("595-open", "595.10", "6.8.0-45-generic"));

        BlockResult result = converges(
                Map.of(),
                installs("linux-modules-nvidia-580-server-open-generic", "580"),
                installs("linux-modules-nvidia-580-server-open-6.8.0-45-generic", "580"),
                installs("nvidia-headless-no-dkms-580-server-open", "580"),
                installs("nvidia-utils-580-server", "580"),
                LOADS);

        assertThat(output(result, "driver_version")).isEqualTo("580.95.05");
        assertThat(output(result, "flavour")).isEqualTo("open");
    }

    @Test
    void buildsByDkmsWhereUbuntuHasNoModulesForTheKernel() throws Exception {
        apt(UBUNTU, "6.8.12-custom")
                .card("0000:01:00.0", HOPPER, "")
                .offers("available", ubuntuBranch("580-server-open", "580.95.05", "6.8.0-45-generic"))
                .offers("available", "linux-headers-6.8.12-custom 1 : headers", "linux-headers-custom 1");

        converges(
                Map.of(),
                new Change("headers of kernel 6.8.12-custom", "absent", "present"),
                installs("nvidia-dkms-580-server-open", "580"),
                installs("nvidia-headless-no-dkms-580-server-open", "580"),
                installs("nvidia-utils-580-server", "580"),
                LOADS);
    }

    @Test
    void fetchesUbuntusListsFirstWhereTheyNeverWere() throws Exception {
        apt(UBUNTU, "6.8.0-45-generic")
                .card("0000:01:00.0", HOPPER, "")
                .offers("available", ubuntuBranch("580-server-open", "580.95.05", "6.8.0-45-generic"));
        host.remove("var/lib/apt/lists/here_Packages");

        converges(Map.of(), new Change("NVIDIA driver", "absent", "the newest server branch"), LOADS);

        assertThat(host.installed())
                .contains("linux-modules-nvidia-580-server-open-generic", "nvidia-utils-580-server");
    }

    @Test
    void enablesDebiansNonFreeComponents() throws Exception {
        apt(DEBIAN, "6.1.0-18-cloud-amd64")
                .card("0000:01:00.0", PASCAL, "")
                .offers("available", "linux-headers-6.1.0-18-cloud-amd64 1 : headers", "linux-headers-cloud-amd64 1")
                .offers(
                        "after-non-free",
                        "nvidia-kernel-dkms 535.247.01-1 : module 535.247.01 NVIDIA : debian-name",
                        "nvidia-smi 535.247.01-1 : smi",
                        "libcuda1 535.247.01-1");

        converges(
                Map.of(),
                new Change("apt components contrib non-free non-free-firmware", "disabled", "enabled"),
                new Change("headers of kernel 6.1.0-18-cloud-amd64", "absent", "present"),
                installs("nvidia-kernel-dkms", "535"),
                installs("nvidia-smi", "535"),
                installs("libcuda1", "535"),
                LOADS);

        assertThat(host.text("etc/apt/sources.list"))
                .isEqualTo("deb http://mirror.example/debian bookworm main contrib non-free non-free-firmware\n");
    }

    @Test
    void turnsToNvidiaWhereDebiansBranchIsTooOldForTheGpu() throws Exception {
        apt(DEBIAN, "6.1.0-18-amd64")
                .card("0000:01:00.0", BLACKWELL, "")
                .offers("available", "linux-headers-6.1.0-18-amd64 1 : headers", "linux-headers-amd64 1")
                .offers("after-cuda-debian12", "nvidia-open 610.43.02-1 : module 610.43.02 Dual_MIT/GPL : smi");

        converges(
                Map.of(),
                new Change("repository cuda-debian12", "absent", NVIDIA + "/debian12/x86_64"),
                new Change("headers of kernel 6.1.0-18-amd64", "absent", "present"),
                installs("nvidia-open", "present"),
                LOADS);

        assertThat(host.text("etc/apt/sources.list.d/cuda-debian12-x86_64.list"))
                .isEqualTo("deb [signed-by=/usr/share/keyrings/cuda-archive-keyring.gpg] " + NVIDIA
                        + "/debian12/x86_64/ /\n");
        assertThat(host.text("usr/share/keyrings/cuda-archive-keyring.gpg")).isEqualTo("key\n");
        assertThat(host.text("etc/apt/sources.list")).doesNotContain("non-free");
    }

    @Test
    void pinsABranchOfNvidiasAptRepositoryBeforeAnythingElse() throws Exception {
        apt(DEBIAN, "6.1.0-18-amd64")
                .card("0000:01:00.0", HOPPER, "")
                .write("lib/modules/6.1.0-18-amd64/build/Makefile", "")
                .offers(
                        "after-cuda-debian12",
                        "nvidia-driver-pinning-580 580-1",
                        "nvidia-open 580.95.05-1 : module 580.95.05 Dual_MIT/GPL : smi");

        converges(
                Map.of("branch", "580", "repository", "http://mirror.example/cuda/"),
                new Change("repository cuda-debian12", "absent", "http://mirror.example/cuda/debian12/x86_64"),
                installs("nvidia-driver-pinning-580", "580"),
                installs("nvidia-open", "580"),
                LOADS);

        List<String> calls = host.text("host/calls")
                .lines()
                .filter(call -> call.contains(" install -- "))
                .toList();
        assertThat(calls.get(0)).endsWith("nvidia-driver-pinning-580");
        assertThat(calls.get(1)).endsWith("nvidia-open");
    }
}
