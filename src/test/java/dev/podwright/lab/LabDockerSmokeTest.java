package dev.podwright.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A host of the lab can become a container host with nothing but its own distribution's packages.
@Lab(fresh = true)
class LabDockerSmokeTest {

    @Test
    void installsDockerAndRunsAContainer(LabHost host) {
        host.exec("apt-get", "update", "-qq");
        host.exec(
                "apt-get",
                "install",
                "-qq",
                "-y",
                "--no-install-recommends",
                "docker.io",
                "docker-cli",
                "busybox-static");
        host.exec("sh", "-c", """
                set -eu
                cd "$(mktemp -d)"
                mkdir bin
                cp /bin/busybox bin/
                tar -c bin | docker import - hello:1
                """);

        assertThat(host.exec("docker", "run", "--rm", "--network", "none", "hello:1", "/bin/busybox", "echo", "hello"))
                .isEqualTo("hello\n");
        assertThat(host.exec("docker", "info", "-f", "{{.Driver}}")).isEqualTo("overlay2\n");
    }
}
