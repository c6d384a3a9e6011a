package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The distributions that test machines can't get: a Debian container that says it is another one, whose programs
/// are put away until a stand-in package manager brings them back; and for Alpine a container of a real busybox
/// with stand-ins of what Debian's lacks.
class PodUserDistributionsTest extends PodHost {
    private static final Path STAND_INS = Path.of("src/test/resources/dev/podwright/tasktypes");
    private static final List<String> FEATURES = List.of("sudo", "tools", "mosh", "sshd");

    PodUserDistributionsTest(String shellCommand) {
        super(shellCommand);
    }

    /// @param packages who brings sudo, useradd, mosh-server and sshd there
    private void pretend(String manager, String release, List<String> packages, String more) throws Exception {
        start(named("pod"), READY);
        docker("cp", STAND_INS.resolve("package-managers") + "/.", named("pod") + ":/usr/local/bin");
        StringBuilder script =
                new StringBuilder("set -e; cd /usr/local/bin; rm -f /etc/os-release; mv /usr/bin/apt-get /opt\n");
        for (String other : List.of("dnf", "zypper", "apk", "pacman")) {
            script.append(other.equals(manager) ? "chmod 755 " + other + "\n" : "rm " + other + "\n");
        }
        script.append("printf '").append(release).append("' >/etc/os-release; chmod 755 rpm\n");
        script.append(
                "printf '#!/bin/sh\\ncd /opt/$1 2>/dev/null && mv * /usr/bin || :\\n' >on-install; chmod 755 on-install\n");
        List<List<String>> programs = List.of(
                List.of("/usr/bin/sudo", "/usr/sbin/visudo"),
                List.of("/usr/sbin/useradd"),
                List.of("/usr/bin/mosh-server"),
                List.of("/usr/sbin/sshd"));
        for (int i = 0; i < FEATURES.size(); i++) {
            script.append("mkdir -p /opt/%1$s; mv %2$s /opt/%1$s; echo %1$s 1-1 >>available\n"
                    .formatted(packages.get(i), String.join(" ", programs.get(i))));
        }
        sh(named("pod"), script + more);
    }

    private List<Change> packages(BlockResult result) {
        return result.changes().stream()
                .filter(change -> change.what().startsWith("package "))
                .toList();
    }

    private void makesAUserWith(String... packages) {
        Map<String, Object> user = parameters("container", named("pod"), "ssh", true);
        List<Change> expected = new ArrayList<>();
        for (String name : packages) {
            expected.add(change("package " + name, "absent", "present"));
        }

        BlockResult planned = plan("create_pod_user", user);
        BlockResult applied = run("create_pod_user", user);

        assertThat(packages(planned)).as(planned.toString()).isEqualTo(expected);
        assertThat(applied.status()).as(applied.toString()).isEqualTo(BlockResult.Status.CHANGED);
        assertThat(applied.changes()).isEqualTo(planned.changes());
        assertThat(run("create_pod_user", user).status()).isEqualTo(BlockResult.Status.OK);
    }

    @Test
    void onARelativeOfRhelWithAStandInDnf() throws Exception {
        pretend(
                "dnf",
                "ID=rocky\\nID_LIKE=\"rhel centos fedora\"\\nVERSION_ID=\"9.4\"\\n",
                List.of("sudo", "shadow-utils", "mosh", "openssh-server"),
                """
                echo epel-release 9-7 >>available; echo glibc-langpack-en 2.34 >>available
                printf '#!/bin/sh\\n[ ! -e /opt/glibc-langpack-en/used ] && echo ANSI_X3.4-1968 || echo UTF-8\\n' >locale
                printf '#!/bin/sh\\n[ "$1" != glibc-langpack-en ] || { mkdir -p /opt/$1; touch /opt/$1/used; }
                cd /opt/$1 2>/dev/null && [ ! -e used ] && mv * /usr/bin || :\\n' >on-install
                chmod 755 locale
                """);

        // As there, sh is bash.
        sh(named("pod"), "ln -sf bash /usr/bin/sh");
        makesAUserWith("epel-release", "sudo", "shadow-utils", "mosh", "glibc-langpack-en", "openssh-server");

        assertThat(sh(named("pod"), "grep ' install ' /usr/local/bin/calls").lines())
                .satisfiesExactly(
                        first -> assertThat(first).endsWith("install -- epel-release"),
                        then -> assertThat(then)
                                .endsWith("install -- sudo shadow-utils mosh glibc-langpack-en openssh-server"));
        assertThat(as("pod-user", named("pod"), "sudo -n id -u")).isEqualTo("0");
    }

    @Test
    void onFedoraWithAStandInDnf() throws Exception {
        pretend("dnf", "ID=fedora\\nVERSION_ID=42\\n", List.of("sudo", "shadow-utils", "mosh", "openssh-server"), "");

        makesAUserWith("sudo", "shadow-utils", "mosh", "openssh-server");
    }

    @Test
    void onAmazonLinuxSaysThatThereIsNoMosh() throws Exception {
        pretend(
                "dnf",
                "ID=amzn\\nID_LIKE=fedora\\nVERSION_ID=2023\\nPRETTY_NAME=\"Amazon Linux 2023\"\\n",
                List.of("sudo", "shadow-utils", "mosh", "openssh-server"),
                "");

        assertThat(failed("create_pod_user", parameters("container", named("pod")))
                        .message())
                .endsWith("Amazon Linux 2023 has no package of mosh");
        assertThat(sh(named("pod"), "id pod-user 2>&1 || :")).contains("no such user");
    }

    @Test
    void onOpenSuseWithAStandInZypper() throws Exception {
        pretend(
                "zypper",
                "ID=opensuse-leap\\nID_LIKE=\"suse opensuse\"\\n",
                List.of("sudo", "shadow", "mosh", "openssh"),
                """
                sed -i '/^Include/d' /etc/ssh/sshd_config
                """);

        makesAUserWith("sudo", "shadow", "mosh", "openssh");

        assertThat(sh(named("pod"), "head -n 1 /etc/ssh/sshd_config; ls /etc/ssh/sshd_config.d"))
                .isEqualTo("# BEGIN podwright");
        assertThat(run("create_pod_user", parameters("container", named("pod"), "ssh", true, "ssh_port", 2222))
                        .changes())
                .containsExactly(
                        change("settings of the SSH server", "another text in /etc/ssh/sshd_config", "as declared"));
    }

    @Test
    void onArchWithAStandInPacman() throws Exception {
        pretend("pacman", "ID=arch\\n", List.of("sudo", "shadow", "mosh", "openssh"), "");

        makesAUserWith("sudo", "shadow", "mosh", "openssh");
    }

    @Test
    void onAlpineWithStandInsAndARealBusybox() throws Exception {
        start(named("pod"), IMAGE);
        docker(
                "exec",
                named("pod"),
                "/bin/busybox",
                "mkdir",
                "-p",
                "/usr/local/bin",
                "/usr/bin",
                "/usr/sbin",
                "/etc",
                "/tmp",
                "/home");
        docker("exec", named("pod"), "/bin/busybox", "--install", "-s", "/bin");
        docker("cp", STAND_INS.resolve("package-managers") + "/.", named("pod") + ":/usr/local/bin");
        docker("cp", STAND_INS.resolve("busybox-users") + "/.", named("pod") + ":/usr/local/bin");
        sh(named("pod"), """
                cd /usr/local/bin; rm dnf rpm zypper pacman sleep; chmod 755 apk
                printf 'ID=alpine\\nVERSION_ID=3.22\\n' >/etc/os-release
                for package in sudo mosh-server bash shadow; do echo "$package 1-r0"; done >available
                echo 'root:x:0:0:root:/root:/bin/sh' >/etc/passwd; echo 'root:*:::::::' >/etc/shadow
                echo 'root:x:0:root' >/etc/group
                """);
        Map<String, Object> user =
                parameters("container", named("pod"), "groups", "video", "shell", "/bin/bash", "uid", 1500);
        // The stand-in puts bash elsewhere.
        sh(named("pod"), "ln -s /usr/bin/bash /bin/bash");

        converges(
                "create_pod_user",
                user,
                change("package sudo", "absent", "present"),
                change("package mosh-server", "absent", "present"),
                change("package bash", "absent", "present"),
                change("user pod-user", "absent", "present"),
                change("group video", "absent", "present"),
                change("pod-user in group video", "no", "yes"),
                change("sudo of pod-user", "absent", "present"),
                change("locale of login shells", "absent", "present"),
                change("locale of mosh-server", "absent", "present"));
        assertThat(sh(named("pod"), "grep pod-user /etc/passwd /etc/shadow; grep video /etc/group"))
                .contains(":1500:1500:", ":/home/pod-user:/bin/bash", "pod-user:*:", ":pod-user");
        // An account that differs is mended by usermod, which Alpine has in a package.
        assertThat(plan("create_pod_user", with(user, "shell", "/bin/sh")).changes())
                .containsExactly(
                        change("package shadow", "absent", "present"),
                        change("shell of pod-user", "/bin/bash", "/bin/sh"));
    }
}
