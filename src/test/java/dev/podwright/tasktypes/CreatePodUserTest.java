package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Status;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A user in real containers of Debian, with the packages of its own repositories.
class CreatePodUserTest extends PodHost {
    private static final String KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1oCEu5ksTNhDsVlHDBYuOm7iWpO7mO5MZ5YxFbJUAr";

    CreatePodUserTest(String shellCommand) {
        super(shellCommand);
    }

    private Map<String, Object> user(Object... namesAndValues) {
        Map<String, Object> parameters = parameters("container", named("pod"));
        parameters.putAll(parameters(namesAndValues));
        return parameters;
    }

    private BlockResult make(Object... namesAndValues) {
        return run("create_pod_user", user(namesAndValues));
    }

    private String refusal(Object... namesAndValues) {
        return failed("create_pod_user", user(namesAndValues)).message();
    }

    private String in(String script) throws Exception {
        return sh(named("pod"), script);
    }

    private String prefix() {
        return "container " + named("pod");
    }

    @Test
    void makesAUserInAContainerThatHasNothingForIt() {
        BlockResult applied = installed().applied();

        assertThat(applied.changes())
                .containsExactly(
                        change("package sudo", "absent", "present"),
                        change("package mosh", "absent", "present"),
                        change("package openssh-server", "absent", "present"),
                        change("package hello", "absent", "present"),
                        change("user pod-user", "absent", "present"),
                        change("sudo of pod-user", "absent", "present"),
                        change("locale of login shells", "absent", "present"),
                        change("locale of mosh-server", "absent", "present"),
                        change("SSH host keys", "absent", "present"),
                        change("settings of the SSH server", "absent", "present"),
                        change("start-up hook of the SSH server", "absent", "present"),
                        change("SSH server", "stopped", "listening on port 22"))
                .isEqualTo(installed().planned().changes());
        assertThat(installed().root()).isEqualTo("0");
        assertThat(installed().mosh()).contains("MOSH CONNECT 6");
        assertThat(applied.warnings()).singleElement().asString().contains("made without start-up hooks");
    }

    @Test
    void givesBackWhatALaterTaskNeeds() throws Exception {
        start(named("pod"), READY, "--publish", "127.0.0.1::22");

        BlockResult result = make("uid", 1234, "ssh", true, "shell", "/bin/sh", "home", "/srv/me");

        assertThat(List.of("username", "uid", "gid", "home", "shell", "sudo", "docker", "ssh_port"))
                .extracting(name -> output(result, name))
                .containsExactly("pod-user", "1234", "1234", "/srv/me", "/bin/sh", "true", "false", "22");
        assertThat(docker("port", named("pod"), "22")).endsWith(":" + output(result, "ssh_host_port"));
        assertThat(in("su - pod-user -c 'pwd; locale charmap'")).isEqualTo("/srv/me\nUTF-8");
    }

    @Test
    void aPlanChangesNothingInTheContainer() throws Exception {
        start(named("pod"), READY);
        String before = docker("diff", named("pod"));

        BlockResult planned = plan("create_pod_user", user("ssh", true, "authorized_keys", KEY, "packages", "tree"));

        assertThat(planned.changes()).hasSizeGreaterThan(8);
        assertThat(docker("diff", named("pod"))).isEqualTo(before);
    }

    @Test
    void findsNamesAndMendsWhatDrifted() throws Exception {
        start(named("pod"), READY);
        Map<String, Object> user = user(
                "uid",
                1234,
                "shell",
                "/bin/bash",
                "home",
                "/home/pod-user",
                "groups",
                List.of("video", "gpu"),
                "ssh",
                true,
                "authorized_keys",
                List.of(KEY + " one", "restrict " + KEY.replace("J1o", "J2o") + " two"),
                "password",
                "pass:word 'x'");
        assertThat(run("create_pod_user", user).status()).isEqualTo(Status.CHANGED);
        assertThat(run("create_pod_user", user).status()).isEqualTo(Status.OK);

        in("""
                usermod -u 2222 -s /bin/sh -c 'Someone Else' pod-user && gpasswd -d pod-user gpu
                usermod -a -G audio pod-user && echo pod-user:other | chpasswd
                chmod 770 /home/pod-user && cd /home/pod-user/.ssh && chmod 755 . && chmod 644 authorized_keys
                sed -i -e '/ one$/d' -e 's/^restrict //' authorized_keys && echo '# kept' >>authorized_keys
                cd /etc && echo '#' >>sudoers.d/pod-user && rm podwright/startup.d/50-sshd profile.d/podwright-locale.sh
                chmod 700 /usr/local/bin/mosh-server && echo 'Port 22' >ssh/sshd_config.d/00-podwright.conf
                kill "$(cat /run/sshd.pid)"
                """);
        converges(
                "create_pod_user",
                user,
                change("uid of pod-user", "2222", "1234"),
                change("shell of pod-user", "/bin/sh", "/bin/bash"),
                change("mode of /home/pod-user", "770", "not writable for others"),
                change("pod-user in group gpu", "no", "yes"),
                change("sudo of pod-user", "another text in /etc/sudoers.d/pod-user", "as declared"),
                change("mode of /home/pod-user/.ssh", "755", "700"),
                change("authorized key two", "with other options", "as declared"),
                change("authorized key one", "absent", "present"),
                change("mode of /home/pod-user/.ssh/authorized_keys", "644", "600"),
                change("locale of login shells", "absent", "present"),
                change("mode of /usr/local/bin/mosh-server", "700", "755"),
                change(
                        "settings of the SSH server",
                        "another text in /etc/ssh/sshd_config.d/00-podwright.conf",
                        "as declared"),
                change("start-up hook of the SSH server", "absent", "present"),
                change("SSH server", "stopped", "listening on port 22"),
                change("password of pod-user", "another", "as declared"));
        assertThat(
                        in(
                                "id -Gn pod-user; grep -o 'Someone Else' /etc/passwd; tail -n 2 /home/pod-user/.ssh/authorized_keys"))
                .contains("audio", "Someone Else", "# kept");
    }

    @Test
    void mendsAHomeAndAccountThatAreBroken() throws Exception {
        start(named("pod"), READY);
        Map<String, Object> user =
                user("authorized_keys", KEY, "exclusive_keys", true, "home", "/home/pod-user", "mosh", false);
        assertThat(run("create_pod_user", user).status()).isEqualTo(Status.CHANGED);

        in("""
                passwd -l pod-user && chown -R daemon /home/pod-user && chmod 440 /home/pod-user/.ssh/authorized_keys
                echo 'ssh-rsa AAAAB3NzaC1yc2E= stranger' >>/home/pod-user/.ssh/authorized_keys
                sed -i '/includedir/d' /etc/sudoers && chmod 644 /etc/sudoers.d/pod-user
                """);
        converges(
                "create_pod_user",
                user,
                change("owner of /home/pod-user", "daemon", "pod-user"),
                change("mode of /etc/sudoers.d/pod-user", "644", "440"),
                change("sudo's folder /etc/sudoers.d", "not read", "read"),
                change("owner of /home/pod-user/.ssh", "daemon", "pod-user"),
                change("authorized key stranger", "present", "absent"),
                change("owner of /home/pod-user/.ssh/authorized_keys", "daemon", "pod-user"),
                change("mode of /home/pod-user/.ssh/authorized_keys", "440", "600"),
                change("account pod-user", "locked", "without password"));
        assertThat(as("pod-user", named("pod"), "sudo -n id -u")).isEqualTo("0");

        in("rm -rf /home/pod-user");
        converges(
                "create_pod_user",
                user,
                change("/home/pod-user", "absent", "directory"),
                change("authorized key …" + KEY.substring(KEY.length() - 8), "absent", "present"));
        converges(
                "create_pod_user",
                with(with(user, "home", "/srv/pods/one"), "sudo", false),
                change("home of pod-user", "/home/pod-user", "/srv/pods/one"),
                change("sudo of pod-user", "without password", "none"));
        assertThat(in("cat /srv/pods/one/.ssh/authorized_keys; ls /home; ls /etc/sudoers.d"))
                .isEqualTo(KEY + "\nREADME");
    }

    @Test
    void generatesAPasswordOnce() throws Exception {
        start(named("pod"), READY);

        BlockResult planned = plan("create_pod_user", user("generate_password", true));
        BlockResult made = make("generate_password", true);
        BlockResult again = make("generate_password", true);

        assertThat(planned.changes()).contains(new Change("password of pod-user", "none", "generated"));
        assertThat(planned.outputs()).doesNotContainKey("password");
        assertThat(output(made, "password")).hasSize(24).doesNotContainAnyWhitespaces();
        assertThat(again.status()).isEqualTo(Status.OK);
        assertThat(again.outputs()).doesNotContainKey("password");
        // What is known from outside fits: the password declared is the one that was generated.
        assertThat(make("password", output(made, "password")).status()).isEqualTo(Status.OK);
        assertThat(make("password", "another").changes())
                .containsExactly(change("password of pod-user", "another", "as declared"));
    }

    @Test
    void refusesUsersThatAreNotForThis() throws Exception {
        start(named("pod"), READY);
        in("useradd -m -u 1500 ubuntu");

        assertThat(refusal("username", "root")).isEqualTo(prefix() + ": root is root there (uid 0)");
        assertThat(refusal("username", "www-data"))
                .isEqualTo(prefix() + ": www-data is a system user of the image (uid 33)");
        assertThat(refusal("uid", 1500)).isEqualTo(prefix() + ": the uid 1500 belongs to the user ubuntu there");
        assertThat(refusal("username", "a.b")).contains("\"a.b\" is not a user's name");
        assertThat(refusal("username", "-x")).contains("\"-x\" is not a user's name");
        assertThat(refusal("home", "/etc")).contains("/etc can't be a user's home");
        assertThat(refusal("groups", "a b")).contains("\"a b\" is not a group's name");
        assertThat(refusal("authorized_keys", "hello")).contains("\"hello\" is not a public key");
        assertThat(refusal("shell", "/bin/nosuch")).contains("it has no shell /bin/nosuch");
        assertThat(refusal("docker", "true")).contains("there is no Docker socket in it");
        assertThat(refusal("packages", "--force")).contains("\"--force\" is not a package name");
        assertThat(in("ls /home /etc/sudoers.d")).doesNotContain("pod-user");
        // The user that the image has already is taken as it is.
        assertThat(make("username", "ubuntu", "uid", 1500).changes().getFirst().what())
                .isEqualTo("sudo of ubuntu");
    }

    @Test
    void saysWhichContainersCanNotHaveUsers() throws Exception {
        assertThat(plan("create_pod_user", user()).status()).isEqualTo(Status.DEFERRED);
        assertThat(refusal()).isEqualTo(prefix() + " is not running, it is absent");

        start(named("pod"), READY, "--read-only");
        assertThat(refusal())
                .isEqualTo(prefix() + " has a read-only root file system, so nothing can be changed in it");
        docker("pause", named("pod"));
        assertThat(refusal()).isEqualTo(prefix() + " is paused");
        docker("unpause", named("pod"));
        docker("stop", named("pod"));
        assertThat(refusal()).isEqualTo(prefix() + " is not running, it is exited");
        assertThat(plan("create_pod_user", user()).status()).isEqualTo(Status.DEFERRED);

        start(named("web"), IMAGE);
        docker("exec", named("web"), "/bin/busybox", "rm", "/bin/sh");
        assertThat(failed("create_pod_user", with(user(), "container", named("web")))
                        .message())
                .endsWith("has no shell that could be run (sh), so nothing can be done inside it");
    }

    @Test
    void saysThatPackagesCanNotBeHad() throws Exception {
        start(named("pod"), READY, "--network", "none");
        in("dpkg --purge --force-all mosh");

        BlockResult.Failure failure = failed("create_pod_user", user());

        assertThat(failure.message()).startsWith(prefix() + ": ").contains("install mosh failed");
        assertThat(failure.hint()).endsWith("or use an image that has these packages already");
    }

    @Test
    void givesTheSocketOfAnEngineInsideToTheGroupDocker() throws Exception {
        start(named("pod"), READY);
        in("""
                rm -f /var/run/docker.sock
                perl -e 'use Socket; socket(S, PF_UNIX, SOCK_STREAM, 0) && bind(S, pack_sockaddr_un("/var/run/docker.sock")) or die'
                chmod 660 /var/run/docker.sock
                """);

        converges(
                "create_pod_user",
                user("mosh", false, "sudo", false, "docker", "true"),
                change("user pod-user", "absent", "present"),
                change("group docker", "absent", "present"),
                change("pod-user in group docker", "no", "yes"),
                change("group of /var/run/docker.sock", "root", "docker"));
        as("pod-user", named("pod"), "test -w /var/run/docker.sock");
    }

    @Test
    void letsTheUserAtTheSocketOfAnEngine() throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(at("docker.sock"));
        try (ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.bind(address);
            new ProcessBuilder("sh", "-c", "chgrp 4711 docker.sock; chmod 660 docker.sock")
                    .directory(folder.toFile())
                    .start()
                    .waitFor();
            start(named("pod"), READY, "--volume", at("docker.sock") + ":/var/run/docker.sock");

            BlockResult made = make("mosh", false);

            assertThat(made.changes())
                    .contains(
                            change("group docker", "absent", "present, gid 4711"),
                            change("pod-user in group docker", "no", "yes"));
            assertThat(made.warnings()).singleElement().asString().contains("no docker command");
            assertThat(output(made, "docker")).isEqualTo("true");
            as("pod-user", named("pod"), "test -w /var/run/docker.sock");
            assertThat(make("mosh", false, "docker", "false").changes())
                    .containsExactly(change("pod-user in group docker", "yes", "no"));
        }
    }
}
