package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What `setup_rootless` decides on hosts that test machines are not, by stand-ins for their files and programs.
@Timeout(60)
class RootlessDecisionsTest {
    private static final String ANNA =
            "rootless_user=anna rootless_uid=1000 rootless_home=/home/anna rootless_self=yes ";

    @TempDir
    Path folder;

    private RootlessLibraries host(String... libraries) throws Exception {
        return new RootlessLibraries(folder, libraries);
    }

    @ParameterizedTest
    @CsvSource({
        "docker.io, apt, debian, 13, dbus-user-session rootlesskit slirp4netns uidmap",
        "docker-ce, apt, ubuntu, 24.04, dbus-user-session docker-ce-rootless-extras slirp4netns uidmap",
        "docker-ce, dnf, rocky, 9.4, dbus-daemon docker-ce-rootless-extras shadow-utils slirp4netns",
        "docker-ce, dnf, rhel, 10.0, dbus-daemon docker-ce-rootless-extras passt shadow-utils",
        "moby-engine, dnf, fedora, 42, dbus-daemon shadow-utils slirp4netns",
        "docker, zypper, opensuse-leap, 15.6, dbus-1 docker-rootless-extras shadow slirp4netns",
        "docker, apk, alpine, 3.22, dbus docker-rootless-extras shadow-uidmap slirp4netns"
    })
    void namesThePackagesOfEachDistribution(String engine, String manager, String id, String version, String packages)
            throws Exception {
        String output = host("rootless_host").run("dash", """
                engine_package=%s package_manager=%s distribution_id=%s distribution_version=%s
                rootless_lacks=' dockerd-rootless.sh rootlesskit newuidmap newgidmap slirp4netns dbus-user-session'
                rootless_name_packages | tr '\\n' ' '
                """.formatted(engine, manager, id, version));

        assertThat(output).isEqualTo(packages);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash --posix", "busybox sh"})
    void theNextRangeLiesBehindAllThatAreGivenInEitherFile(String shell) throws Exception {
        RootlessLibraries host = host("subordinate_ids");
        String script = "if subids_next; then echo $subids_next_first; else echo \"$subids_problem\"; fi";
        assertThat(host.run(shell, script)).isEqualTo("100000");

        host.file("/etc/subuid", "anna:100000:65536\n# a remark\nben:nonsense:65536\n")
                .file("/etc/subgid", "anna:100000:65536\ncarl:300000:1000");
        assertThat(host.run(shell, script)).as("the next multiple of 65536").isEqualTo("327680");
        assertThat(host.run(shell, "subids_load uid anna 1000; echo $subids_count $subids_ranges"))
                .isEqualTo("65536 100000:65536");
        assertThat(host.run(shell, "subids_load gid carl 1001; echo $subids_count"))
                .isEqualTo("1000");

        host.file("/etc/login.defs", "SUB_UID_MIN 100000\nSUB_UID_MAX\t200000 # few\n");
        assertThat(host.run(shell, script)).startsWith("no 65536 subordinate ids are left below 200000");
    }

    @Test
    void rangesOfADirectoryServiceCountAndAreNotWrittenToFiles() throws Exception {
        RootlessLibraries host = host("subordinate_ids")
                .file("/etc/nsswitch.conf", "passwd: files sss\nsubid: sss\n")
                .standIn("getsubids", "echo '0: anna 2000000 65536'");
        assertThat(host.run("dash", "subids_load uid anna 1000; echo $subids_ranges"))
                .isEqualTo("2000000:65536");

        host.standIn("getsubids", "echo 'Error fetching ranges' >&2; exit 1");
        assertThat(host.run(
                        "dash",
                        "subids_load uid anna 1000; subids_can_allocate || echo \"$subids_count $subids_problem\""))
                .startsWith("0 subordinate ids come from the source named in");
    }

    @Test
    void anUbuntuThatRestrictsUserNamespacesGetsAProfileForThePathOfRootlessKit() throws Exception {
        RootlessLibraries host = host("rootless", "rootless_needs", "rootless_host")
                .file("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1\n")
                .file(
                        "/etc/apparmor.d/rootlesskit",
                        "profile rootlesskit /usr/bin/rootlesskit flags=(unconfined) {\n}\n")
                .standIn("rootlesskit", "exit 0")
                .standIn("apparmor_parser", "printf '%s ' \"$@\"");
        String path = "rootless_caller=0 rootless_path=" + folder + "/bin:/usr/bin:/bin\n";

        String output = host.run("dash", ANNA + path + """
                rootless_look_profile
                echo "$rootless_profile"
                rootless_mend_profile
                rootless_look_profile
                echo "then ${rootless_profile:-nothing}"
                """);

        assertThat(output).isEqualTo(folder + "/bin/rootlesskit\nthen nothing");
        String name = (folder + "/bin/rootlesskit").substring(1).replace('/', '.');
        assertThat(host.text("/etc/apparmor.d/" + name))
                .contains("\"" + folder + "/bin/rootlesskit\" flags=(unconfined) {", "  userns,", "abi <abi/4.0>,");
    }

    @Test
    void theDistributionsOwnProfileIsEnoughForItsOwnPath() throws Exception {
        String profile = host("rootless", "rootless_needs")
                .file("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1\n")
                .file(
                        "/etc/apparmor.d/rootlesskit",
                        "profile rootlesskit /usr/bin/rootlesskit flags=(unconfined) {\n}\n")
                .run("dash", "rootless_path=/nowhere; rootless_look_profile; echo \"[$rootless_profile]\"");

        assertThat(profile).isEqualTo("[]");
    }

    @Test
    void settingsThatForbidUserNamespacesAreChangedAndKeptEachOnce() throws Exception {
        RootlessLibraries host = host("rootless", "rootless_needs", "rootless_host")
                .file("/proc/sys/kernel/unprivileged_userns_clone", "0\n")
                .file("/proc/sys/user/max_user_namespaces", "0\n");

        String output = host.run("dash", """
                rootless_caller=0
                rootless_look_sysctls
                printf '%s' "$rootless_sysctls"
                rootless_mend_sysctls
                rootless_set_sysctl user.max_user_namespaces 50000
                rootless_look_sysctls
                echo "then [$rootless_sysctls]"
                """);

        assertThat(output).isEqualTo("""
                kernel.unprivileged_userns_clone 0 1
                user.max_user_namespaces 0 28633
                then []""");
        assertThat(host.text("/etc/sysctl.d/90-podwright-rootless.conf")).isEqualTo("""
                # For rootless Docker (setup_rootless).
                kernel.unprivileged_userns_clone = 1
                user.max_user_namespaces = 50000
                """);
        assertThat(host.text("/proc/sys/user/max_user_namespaces")).isEqualTo("50000\n");
    }

    @Test
    void controllersThatUsersDontGetAreHandedOn() throws Exception {
        RootlessLibraries host = host("rootless_service", "rootless_needs", "rootless_host")
                .file("/sys/fs/cgroup/cgroup.controllers", "cpuset cpu io memory hugetlb pids rdma\n")
                .standIn(
                        "systemctl",
                        "[ \"$1\" = daemon-reload ] && echo reloaded || echo DelegateControllers=memory pids");
        String script = "rootless_caller=0 rootless_manager=systemd " + ANNA + "\n" + """
                rootless_mend_delegation
                echo "$rootless_delegated -> $rootless_controllers"
                """;

        assertThat(host.run("dash", script)).isEqualTo("reloaded\nmemory pids -> cpu cpuset io memory pids");
        assertThat(host.text("/etc/systemd/system/user@.service.d/delegate.conf"))
                .endsWith("[Service]\nDelegate=cpu cpuset io memory pids\n");
        host.standIn("systemctl", "echo DelegateControllers=cpu cpuset io memory pids");
        assertThat(host.run("dash", script)).as("nothing is lacking").isEqualTo("->");
    }

    @Test
    void aHostThatHasOnlyPastaTellsTheScriptSo() throws Exception {
        String unit = host("rootless", "rootless_service")
                .standIn("pasta", "exit 0")
                .standIn("dockerd-rootless.sh", "exit 0")
                .run("dash", "rootless_path=" + folder + "/bin\nrootless_print_unit");

        assertThat(unit)
                .contains("ExecStart=" + folder + "/bin/dockerd-rootless.sh\n")
                .contains("Environment=\"DOCKERD_ROOTLESS_ROOTLESSKIT_NET=pasta\"\n")
                .contains("Environment=\"DOCKERD_ROOTLESS_ROOTLESSKIT_PORT_DRIVER=implicit\"\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[rootlesskit:parent] error: failed to start the child: fork/exec /proc/self/exe: operation not permitted"
                        + " | the kernel forbids user namespaces",
                "[rootlesskit:parent] error: failed to start the child: fork/exec /proc/self/exe: permission denied"
                        + " | the kernel forbids user namespaces",
                "[rootlesskit:parent] error: failed to start the child: fork/exec /proc/self/exe: no space left on device"
                        + " | user.max_user_namespaces",
                "[rootlesskit:parent] error: failed to setup UID/GID map: failed to compute uid/gid map: No subuid ranges found for"
                        + " user 1001 (\"x\") | the user has no range in /etc/subuid",
                "[rootlesskit:parent] error: failed to setup UID/GID map: newuidmap 12 [0 1001 1] failed: newuidmap: write to"
                        + " uid_map failed: Operation not permitted | setuid root",
                "[rootlesskit:parent] error: failed to setup network: open: No such device | modprobe tun",
                "[rootlesskit:parent] error: open(\"/dev/net/tun\"): Permission denied | chmod 0666 /dev/net/tun",
                "failed to start daemon: iptables failed: can't open /run/xtables.lock: Permission denied | semanage permissive -a iptables_t",
                "failed to register layer: lchown /etc/gshadow: invalid argument | too small",
                "read unix @->/run/systemd/private: read: connection reset by peer: unknown | install dbus-user-session",
                "failed to start daemon: error initializing graphdriver: driver not supported | storage driver by config"
            })
    void eachErrorOfAStartHasItsCauseAndRemedy(String text, String remedy) throws Exception {
        // The paths in the libraries are below the folder too.
        String said = text.replace("/dev/net/", folder + "/dev/net/");
        String output = host("docker", "rootless_explain")
                .with(
                        "TEXT",
                        "+ exec rootlesskit\n" + said + "\n[rootlesskit:parent] error: child exited: exit status 1")
                .run(
                        "dash",
                        ANNA
                                + "rootless_manager=systemd rootless_config=/home/anna/.config\nrootless_fail 'it does not start' \"$TEXT\" 2>/dev/null");

        assertThat(output.replace(folder.toString(), ""))
                .startsWith("FAILED it does not start: ")
                .contains(remedy);
        assertThat(output.substring(0, output.indexOf(" | ")))
                .doesNotContain("child exited")
                .contains(text.substring(text.length() - 12));
    }
}
