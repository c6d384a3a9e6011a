package dev.podwright.tasktypes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.connection.BlockResult;
import dev.podwright.connection.BlockResult.Status;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuthorizedKeyTest extends PrivateHost {
    private static final String FILE = "/home/alice/.ssh/authorized_keys";
    private static final String LAPTOP =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMPmnXgZ1oDr1Qs2eOV9PhfMZuVm7zCqkgVbZU6DDlqQ alice@laptop";
    private static final String PHONE = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7 alice@phone";

    AuthorizedKeyTest(String shellCommand) {
        super(shellCommand);
    }

    @BeforeEach
    void alice() {
        said("useradd -m -s /bin/sh alice");
    }

    private static Map<String, Object> keys(String key, Object... more) {
        Map<String, Object> parameters = parameters(more);
        parameters.put("user", "alice");
        parameters.put("key", key);
        return parameters;
    }

    private void file(String content) {
        said("install -d -m 0700 -o alice -g alice /home/alice/.ssh; cat > " + FILE + " <<'END'\n" + content + "\nEND\n"
                + "chmod 600 " + FILE + "; chown alice:alice " + FILE);
    }

    private String text() {
        return said("cat " + FILE);
    }

    @Test
    void makesTheFolderAndTheFileTheUsersOwn() {
        BlockResult made = converges(
                "authorized_key",
                keys("# mine\n\n" + LAPTOP + "\n" + PHONE + "\n"),
                change("folder", "absent", "present"),
                change("key ssh-ed25519 alice@laptop", "absent", "present"),
                change("key ssh-rsa alice@phone", "absent", "present"));

        assertThat(output(made, "path")).isEqualTo(FILE);
        assertThat(text()).isEqualTo(LAPTOP + "\n" + PHONE + "\n");
        assertThat(said("stat -c '%a %U %G' /home/alice/.ssh " + FILE)).isEqualTo("700 alice alice\n600 alice alice\n");
    }

    @Test
    void leavesOtherKeysAndComments() {
        file("# phone\n" + PHONE);
        converges("authorized_key", keys(LAPTOP), change("key ssh-ed25519 alice@laptop", "absent", "present"));
        assertThat(text()).isEqualTo("# phone\n" + PHONE + "\n" + LAPTOP + "\n");
        converges(
                "authorized_key",
                keys(PHONE, "state", "absent"),
                change("key ssh-rsa alice@phone", "present", "absent"));
        assertThat(text()).isEqualTo("# phone\n" + LAPTOP + "\n");
    }

    @Test
    void removesAllOthersWhereExclusive() {
        file(PHONE + "\n" + LAPTOP + "\n" + LAPTOP);
        converges(
                "authorized_key",
                keys(LAPTOP, "exclusive", true),
                change("key ssh-rsa alice@phone", "present", "absent"),
                change("key ssh-ed25519 alice@laptop (again)", "present", "absent"));
        assertThat(text()).isEqualTo(LAPTOP + "\n");
    }

    @Test
    void holdsOptionsStrictly() {
        file(LAPTOP);
        converges(
                "authorized_key",
                keys(LAPTOP, "key_options", "restrict,command=\"echo \\\"a b\\\"\""),
                change("options of key ssh-ed25519 alice@laptop", "", "restrict,command=\"echo \\\"a b\\\"\""));
        assertThat(text()).isEqualTo("restrict,command=\"echo \\\"a b\\\"\" " + LAPTOP + "\n");
        converges(
                "authorized_key",
                keys(LAPTOP),
                change("options of key ssh-ed25519 alice@laptop", "restrict,command=\"echo \\\"a b\\\"\"", ""));
    }

    @Test
    void mendsModesAndOwners() {
        file(LAPTOP);
        said("chmod 0777 /home/alice/.ssh; chown root " + FILE + "; chmod 0644 " + FILE);
        converges(
                "authorized_key",
                keys(LAPTOP),
                change("mode of the folder", "0777", "0700"),
                change("mode", "0644", "0600"),
                change("owner", "root", "alice"));
    }

    @Test
    void writesNowhereThatALinkLeads() {
        said("ln -s /root/.ssh /home/alice/.ssh");
        assertThat(failure("authorized_key", keys(LAPTOP)))
                .isEqualTo("/home/alice/.ssh is a link, and keys aren't written to where it leads");
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(failure("authorized_key", keys("ssh-ed25519 ???")))
                .startsWith("key has a line that is no public key");
        assertThat(failure("authorized_key", keys("-----BEGIN OPENSSH PRIVATE KEY-----")))
                .isEqualTo("key is a private key");
        assertThat(failure("authorized_key", keys("\n"))).isEqualTo("key holds no key");
        assertThat(failure("authorized_key", parameters("user", "bob", "key", LAPTOP)))
                .isEqualTo("this host has no user bob");
        assertThat(plan("authorized_key", parameters("user", "bob", "key", LAPTOP))
                        .status())
                .isEqualTo(Status.DEFERRED);
        said("chmod g+w /home/alice");
        assertThat(run("authorized_key", keys(LAPTOP)).warnings())
                .singleElement()
                .asString()
                .contains("sshd may ignore these keys");
    }
}
