package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Change;
import dev.podwright.connection.BlockResult.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserTest extends PrivateHost {
    private static final String HASH = "$6$salt$EYhmT.vRHtCeI2ZEQqCTbQZ2gg9zIXVHR4Zk3LMl8pGCNWqDIMnMKXSzPMaTCHXHC3";

    UserTest(String shellCommand) {
        super(shellCommand);
    }

    @Test
    void makesAndChangesAGroup() {
        converges(
                "group",
                parameters("name", "pods", "gid", 4711),
                change("state", "absent", "present"),
                change("gid", "", "4711"));
        BlockResult changed =
                converges("group", parameters("name", "pods", "gid", 4712), change("gid", "4711", "4712"));

        assertThat(output(changed, "gid")).isEqualTo("4712");
        assertThat(failure("group", parameters("name", "other", "gid", 4712)))
                .isEqualTo("the gid 4712 belongs to the group pods");
        converges("group", parameters("name", "pods", "state", "absent"), change("state", "present", "absent"));
    }

    @Test
    void makesAUserWithAllThatWasAskedFor() {
        Map<String, Object> user = parameters(
                "name",
                "alice",
                "uid",
                4800,
                "groups",
                List.of("video", "audio"),
                "shell",
                "/bin/sh",
                "home",
                "/home/far/alice",
                "comment",
                "Alice A.",
                "expires",
                1893456000,
                "password",
                HASH);
        BlockResult made = converges(
                "user",
                user,
                change("state", "absent", "present"),
                change("uid", "", "4800"),
                change("groups", "", "audio,video"),
                change("shell", "", "/bin/sh"),
                change("home", "", "/home/far/alice"),
                change("comment", "", "Alice A."),
                change("expires", "never", "2030-01-01"),
                new Change("password", "", ""));

        assertThat(output(made, "uid")).isEqualTo("4800");
        assertThat(output(made, "groups")).isEqualTo("audio\nvideo");
        assertThat(said("getent shadow alice")).startsWith("alice:" + HASH + ":");
        assertThat(said("stat -c %U /home/far/alice; ls -A /home/far/alice"))
                .startsWith("alice\n")
                .contains(".profile");
    }

    @Test
    void changesFieldByField() {
        run("user", parameters("name", "bob", "groups", List.of("video")));
        converges(
                "user",
                parameters(
                        "name",
                        "bob",
                        "groups",
                        List.of("audio"),
                        "comment",
                        "Bob",
                        "shell",
                        "/bin/bash",
                        "home",
                        "/home/robert",
                        "move_home",
                        true),
                change("groups", "video", "audio"),
                change("shell", said("getent passwd bob | cut -d: -f7").strip(), "/bin/bash"),
                change("home", "/home/bob", "/home/robert"),
                change("comment", "", "Bob"));
        converges(
                "user",
                parameters("name", "bob", "groups", List.of("video"), "append", true),
                change("groups", "audio", "audio,video"));
        converges("user", parameters("name", "bob", "groups", List.of()), change("groups", "audio,video", ""));

        assertThat(said("ls -d /home/*")).isEqualTo("/home/robert\n");
    }

    @Test
    void locksAndUnlocksAPassword() {
        run("user", parameters("name", "carl", "password", HASH));
        converges("user", parameters("name", "carl", "password_lock", true), change("password locked", "no", "yes"));
        assertThat(said("getent shadow carl")).startsWith("carl:!" + HASH + ":");
        converges("user", parameters("name", "carl", "password_lock", false), change("password locked", "yes", "no"));
        assertThat(said("getent shadow carl")).startsWith("carl:" + HASH + ":");
        assertThat(run("user", parameters("name", "carl", "password", "other", "update_password", "on_create"))
                        .status())
                .isEqualTo(Status.OK);
    }

    @Test
    void makesAMissingHome() {
        run("user", parameters("name", "dora", "create_home", false));
        converges("user", parameters("name", "dora"), change("home folder", "absent", "present"));

        assertThat(said("stat -c '%U %G' /home/dora")).isEqualTo("dora dora\n");
    }

    @Test
    void removesAUserAndTheirHome() {
        run("user", parameters("name", "eve"));
        converges(
                "user",
                parameters("name", "eve", "state", "absent", "remove", true),
                change("state", "present", "absent"),
                change("home folder", "present", "absent"));

        assertThat(said("ls /home")).isEmpty();
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(failure("user", parameters("name", "fred", "groups", List.of("nobodys"))))
                .isEqualTo("this host has no group nobodys");
        assertThat(plan("user", parameters("name", "fred", "groups", List.of("nobodys")))
                        .status())
                .isEqualTo(Status.DEFERRED);
        assertThat(failure("user", parameters("name", "fred", "uid", 0)))
                .isEqualTo("the uid 0 belongs to the user root");
        assertThat(failure("user", parameters("name", "-r"))).isEqualTo("\"-r\" can't be the name of a user");
        assertThat(failure("user", parameters("name", "root", "state", "absent")))
                .isEqualTo("the user root is root and is not removed");
        run("user", parameters("name", "gina"));
        assertThat(failure("user", parameters("name", "gina", "password_lock", false)))
                .isEqualTo("gina has no password that could be unlocked");
        assertThat(failure("group", parameters("name", "gina", "state", "absent")))
                .isEqualTo("the group gina can't be removed: it is the primary group of the user gina");
    }
}
