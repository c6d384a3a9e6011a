package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.Become;
import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Status;
import dev.podwright.connection.Connection;
import dev.podwright.lab.LabHost;
import dev.podwright.lab.LabHosts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A lab host with a real engine, a mirror of stand-in packages on its file system, and a GPU that a stand-in of
/// nvidia-smi replays.
final class ToolkitHost implements AutoCloseable {
    static final String CONFIG = "/etc/docker/daemon.json";
    static final List<String> PACKAGES = List.of(
            "nvidia-container-toolkit",
            "nvidia-container-toolkit-base",
            "libnvidia-container-tools",
            "libnvidia-container1");

    private final LabHost machine;
    private final Connection connection;
    private final TaskTypeHarness host;

    ToolkitHost(LabHosts hosts, Path folder) throws Exception {
        machine = hosts.first();
        connection = LabConnection.to(hosts);
        host = TaskTypeHarness.on(connection, Become.user("root", Optional.empty()));
        prepare(folder);
    }

    private void prepare(Path folder) throws Exception {
        List<String> packages = new ArrayList<>();
        for (String version : List.of("1.17.0-1", "1.18.0-1")) {
            PACKAGES.forEach(name -> packages.add(name + "=" + version));
        }
        AptRepository mirror =
                AptRepository.in(folder.resolve("mirror/stable/deb/amd64"), packages.toArray(String[]::new));
        Files.writeString(folder.resolve("mirror/gpgkey"), mirror.key());
        Files.writeString(
                folder.resolve("mirror/other.asc"),
                Files.readString(mirror.folder().resolve("other.asc")));
        upload(folder.resolve("mirror"), "/srv/podwright-toolkit");
        upload(Path.of("src/test/resources/nvidia-smi"), "/srv/podwright-smi");
        upload(Path.of("src/test/resources/dev/podwright/tasktypes/apt-repository/host"), "/srv/podwright-gpu");
        assertThat(host.run("install_docker", Map.of()).failure()).isEmpty();
        assertThat(host.run("package", Map.of("name", "busybox-static")).failure())
                .isEmpty();
        shell("""
                printf '#!/bin/sh\\nexec /srv/podwright-smi/nvidia-smi "$@"\\n' >/usr/local/bin/nvidia-smi
                chmod 0755 /usr/local/bin/nvidia-smi /srv/podwright-smi/nvidia-smi
                echo stand-in >/usr/lib/libcuda.so.580.159.04
                cd "$(mktemp -d)"
                mkdir bin
                cp /bin/busybox bin/
                for name in sleep cat echo; do ln -s busybox bin/$name; done
                tar -c . | docker import - podwright-toolkit:1
                """);
    }

    private void upload(Path folder, String to) throws Exception {
        Path archive = Files.createTempFile("podwright", ".tar");
        Process tar = new ProcessBuilder(
                        "tar", "-C", folder.toString(), "--exclude=work", "-cf", archive.toString(), ".")
                .start();
        assertThat(tar.waitFor()).isZero();
        connection.upload(archive, "/tmp/podwright-upload.tar");
        Files.delete(archive);
        shell("mkdir -p " + to + "; tar -C " + to
                + " -xf /tmp/podwright-upload.tar; rm /tmp/podwright-upload.tar; chmod -R a+rX " + to);
    }

    /// No toolkit, no containers, and an engine with this configuration, or none.
    void clean(String config) {
        shell("""
                docker rm -f toolkit-web toolkit-job >/dev/null 2>&1 || :
                dpkg --purge %s >/dev/null 2>&1 || :
                rm -rf /etc/docker/daemon.json* /etc/cdi /var/run/cdi /etc/nvidia-container-runtime
                rm -f /etc/apt/sources.list.d/*nvidia* /usr/share/keyrings/*nvidia*
                printf '%%s' '%s' >/tmp/podwright-config
                [ ! -s /tmp/podwright-config ] || cp /tmp/podwright-config /etc/docker/daemon.json
                systemctl reset-failed docker
                systemctl restart docker
                """.formatted(String.join(" ", PACKAGES), config));
    }

    String shell(String script) {
        return machine.exec("sh", "-c", script);
    }

    LabHost machine() {
        return machine;
    }

    static Map<String, Object> toolkit(Object... namesAndValues) {
        Map<String, Object> parameters = LocalHost.parameters(
                "repository",
                "file:///srv/podwright-toolkit",
                "sysfs",
                "/srv/podwright-gpu/sys",
                "procfs",
                "/srv/podwright-gpu/proc");
        parameters.putAll(LocalHost.parameters(namesAndValues));
        return parameters;
    }

    BlockResult changed(Map<String, Object> parameters) {
        BlockResult result = host.run("install_nvidia_toolkit", parameters);
        assertThat(result.status()).as(result.toString()).isEqualTo(Status.CHANGED);
        BlockResult again = host.run("install_nvidia_toolkit", parameters);
        assertThat(again.status()).as(again.toString()).isEqualTo(Status.OK);
        return result;
    }

    BlockResult run(String type, Map<String, Object> parameters) {
        return host.run(type, parameters);
    }

    BlockResult plan(Map<String, Object> parameters) {
        return host.plan("install_nvidia_toolkit", parameters);
    }

    @Override
    public void close() {
        clean("");
        shell("docker rmi -f podwright-toolkit:1;"
                + " rm -rf /srv/podwright-* /usr/local/bin/nvidia-smi /usr/lib/libcuda.so.580.159.04");
        host.close();
        connection.close();
    }
}
