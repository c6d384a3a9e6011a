package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.podwright.connection.BlockResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// `run_container` with `dind` in the machine's own engine.
class DockerInsideRootfulTest extends DockerHost {
    DockerInsideRootfulTest(String shellCommand) {
        super(shellCommand);
    }

    @Test
    void givesAPodTheSocketOfTheSystemsEngine() throws Exception {
        Map<String, Object> pod = container("dind", "socket", "user", "1000");

        assertThat(plan("run_container", pod).warnings())
                .containsExactly("dind: socket: who is in container " + named("web")
                        + " can use the host's Docker engine, and so become root on the host");
        converges("run_container", pod, change("container " + named("web"), "absent", "running"));

        Object group = Files.getAttribute(Path.of("/var/run/docker.sock"), "unix:gid");
        assertThat(docker("exec", named("web"), "id", "-G").split(" ")).contains(group.toString());
        assertThat(docker("exec", named("web"), "sh", "-c", "test -w /var/run/docker.sock && echo \"$DOCKER_HOST\""))
                .isEqualTo("unix:///var/run/docker.sock");

        converges(
                "run_container",
                with(pod, "dind", "none"),
                change("dind", "socket", "none"),
                change("container " + named("web"), "running", "replaced"));
    }

    /// Where this machine is a container itself, or a sandbox, as in CI.
    @Test
    void saysWhatToDoWhereTheHostMayNotGivePrivileges() throws Exception {
        assumeFalse(mayGiveAllPrivileges(), "this machine may start privileged containers");

        BlockResult.Failure failure = failed("run_container", container("dind", "daemon"));

        assertThat(failure.message()).contains("unable to apply caps").endsWith("(it has been removed again)");
        assertThat(failure.hint()).contains("setup_rootless");
        assertThat(docker("volume", "ls", "--quiet", "--filter", "name=" + named("web")))
                .isEmpty();
    }

    /// The kernel's number of CAP_SYS_RESOURCE is 24.
    private static boolean mayGiveAllPrivileges() throws Exception {
        String bounding = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("CapBnd:"))
                .findFirst()
                .orElseThrow();
        return (Long.parseUnsignedLong(bounding.substring(7).strip(), 16) >> 24 & 1) == 1;
    }

    /// A docker command in front of the real one, that knows of a runtime which isn't there, and makes containers
    /// without it. It writes down how it was to make them.
    private void standInSysbox() throws Exception {
        Path docker = Files.writeString(programs.resolve("docker"), """
                #!/bin/sh
                case $1:$* in
                  info:*.Runtimes*) echo 'runc sysbox-runc '; exit ;;
                  create:*)
                    printf '<%%s>\\n' "$@" >'%s'
                    for word do
                      shift
                      [ "$word" = --runtime=sysbox-runc ] || set -- "$@" "$word"
                    done
                    ;;
                esac
                PATH=${PATH#*:}
                exec docker "$@"
                """.formatted(at("created")));
        Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// An image like `docker:dind`, whose entrypoint says what it was to run and whose engine always answers.
    private String standInDockerDind() throws Exception {
        String tag = named("dind").replace("podwright-test-", "podwright-test/") + ":1";
        docker("rm", "--force", named("made-from"));
        docker("create", "--name", named("made-from"), IMAGE);
        docker("export", "--output", at("image.tar").toString(), named("made-from"));
        Path bin = Files.createDirectories(at("root/usr/local/bin"));
        program(bin.resolve("dockerd-entrypoint.sh"), "echo \"$@\"; exec sleep 500");
        program(bin.resolve("dockerd"), "exec sleep 500");
        program(bin.resolve("docker"), "echo 29.0.0 overlay2");
        assertThat(new ProcessBuilder(
                                "tar",
                                "-C",
                                at("root").toString(),
                                "-rf",
                                at("image.tar").toString(),
                                "usr")
                        .start()
                        .waitFor())
                .isZero();
        docker(
                "import",
                "--change",
                "ENTRYPOINT [\"dockerd-entrypoint.sh\"]",
                "--change",
                "ENV PATH=/usr/local/bin:/bin",
                at("image.tar").toString(),
                tag);
        return tag;
    }

    private static void program(Path file, String text) throws Exception {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void leavesTheEngineToAnImageThatStartsItAndKeepsItOffTheNetwork() throws Exception {
        standInSysbox();
        String image = standInDockerDind();
        try {
            Map<String, Object> pod = container("image", image, "dind", "daemon", "command", List.of("--debug"));

            // Sysbox gives no GPUs.
            assertThat(plan("run_container", pod).warnings()).isEmpty();
            assertThat(plan("run_container", with(pod, "gpus", "all")).warnings())
                    .anyMatch(warning -> warning.contains("is privileged"));
            BlockResult made = converges(
                    "run_container",
                    pod,
                    change("container " + named("web"), "absent", "running"),
                    change("volume " + named("web") + "-docker", "absent", "created"),
                    change("docker inside", "absent", "running"));

            assertThat(docker("logs", named("web"))).isEqualTo("dockerd --host=unix:///var/run/docker.sock --debug");
            assertThat(output(made, "dind_version")).isEqualTo("29.0.0");
            assertThat(Files.readString(at("created")))
                    .contains(
                            "<--runtime=sysbox-runc>",
                            "<--volume=" + named("web") + "-docker:/var/lib/docker>",
                            "<--init>")
                    .doesNotContain("--privileged");
        } finally {
            converges(
                    "remove_container",
                    parameters("name", named("web"), "timeout", 0L, "volumes", true),
                    change("container " + named("web"), "running", "absent"),
                    change("volume " + named("web") + "-docker", "present", "absent"));
            docker("image", "rm", "--force", image);
        }
    }
}
