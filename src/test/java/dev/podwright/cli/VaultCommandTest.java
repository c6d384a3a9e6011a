package dev.podwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.report.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultCommandTest {
    @TempDir
    Path folder;

    private Path password;
    private Path other;
    private Path secrets;

    @BeforeEach
    void write() throws IOException {
        password = Files.writeString(folder.resolve("password"), "correct horse\n");
        other = Files.writeString(folder.resolve("other"), "staple");
        secrets = Files.writeString(folder.resolve("secrets.yml"), "token: hunter2\nport: 8080\n");
    }

    @Test
    void encryptsViewsAndDecryptsAFile() throws IOException {
        assertThat(vault("encrypt", secrets.toString()).exit).isEqualTo(ExitCode.OK);
        assertThat(secrets).content().startsWith("$ANSIBLE_VAULT;1.1;AES256\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                .isEqualTo("rw-------");
        assertThat(vault("view", secrets.toString()).out).isEqualTo("token: hunter2\nport: 8080\n");
        assertThat(vault("encrypt", secrets.toString()).err).contains("encrypted already");
        assertThat(vault("decrypt", secrets.toString(), "--output", "-").out).isEqualTo("token: hunter2\nport: 8080\n");
        vault("decrypt", secrets.toString());
        assertThat(secrets).hasContent("token: hunter2\nport: 8080\n");
    }

    @Test
    void rekeysAndThenTheOldPasswordIsRefused() {
        vault("encrypt", secrets.toString());
        vault("rekey", secrets.toString(), "--new-vault-id", "prod@" + other);
        assertThat(secrets).content().startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n");
        Told refused = vault("view", secrets.toString());
        assertThat(refused.exit).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(refused.err).contains("no vault password fits (it was encrypted with the id prod); tried: default");
        assertThat(tell("vault", "view", secrets.toString(), "--vault-id", "prod@" + other).out)
                .startsWith("token");
    }

    @Test
    void editsWithTheOperatorsEditor() throws IOException {
        Path editor = Files.writeString(folder.resolve("editor"), "#!/bin/sh\necho more: 1 >>\"$1\"\n");
        Files.setPosixFilePermissions(editor, PosixFilePermissions.fromString("rwx------"));
        vault("encrypt", secrets.toString());
        FakeEnvironment podwright = new FakeEnvironment().with("EDITOR", editor.toString());
        podwright.run("vault", "edit", secrets.toString(), "--vault-password-file", password.toString());
        assertThat(vault("view", secrets.toString()).out).isEqualTo("token: hunter2\nport: 8080\nmore: 1\n");
    }

    @Test
    void asksForThePasswordWhereNoneIsGiven() {
        vault("encrypt", secrets.toString());
        FakeEnvironment podwright = new FakeEnvironment().answering("correct horse");
        podwright.run("vault", "view", secrets.toString());
        assertThat(podwright.out()).startsWith("token: hunter2");
    }

    @Test
    void encryptsAValueThatComesByStandardInput() {
        FakeEnvironment podwright = new FakeEnvironment().piping("hunter2");
        podwright.run("vault", "encrypt_string", "-n", "token", "--vault-password-file", password.toString());
        assertThat(podwright.out()).startsWith("token: !vault |\n          $ANSIBLE_VAULT;1.1;AES256\n          ");
        assertThat(vault("encrypt_string", "hunter2").err).contains("where others could see it");
    }

    /// A whole file and a single value, in a playbook's variables, on a real shell.
    @Test
    void whatIsDecryptedReachesItsTaskAndIsSeenNowhere() throws IOException {
        vault("encrypt", secrets.toString());
        FakeEnvironment encrypting = new FakeEnvironment().piping("hunter3");
        encrypting.run("vault", "encrypt_string", "-n", "single", "--vault-id", "prod@" + other);
        Files.writeString(folder.resolve("play.yml"), """
                - hosts: localhost
                  vars_files: [secrets.yml]
                  vars:
                    %s
                  tasks:
                    - copy: {dest: "%s/made", content: "[=token] [=port] [=single]", mode: "0600"}
                    - debug: {msg: "token [=token], port [=port], single [=single]"}
                    - shell: "echo [=token] [=single]; false"
                      ignore_errors: true
                """.formatted(
                        encrypting.out().indent(4).strip(), folder));
        Path report = folder.resolve("events.json");
        String[] words = {
            folder.resolve("play.yml").toString(),
            "--vault-id",
            password.toString(),
            "--vault-id",
            "prod@" + other,
            "-v",
            "--report",
            "json=" + report
        };
        Told run = tell("run", words);

        assertThat(run.exit).as(run.out + run.err).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("made")).hasContent("hunter2 8080 hunter3");
        assertThat(run.out).contains("***").doesNotContain("hunter");
        assertThat(report).content().doesNotContain("hunter");
        assertThat(tell("inventory", "--list").exit).isEqualTo(ExitCode.OK);
    }

    @Test
    void saysWhatIsEncryptedWhereThePasswordIsMissing() throws IOException {
        vault("encrypt", secrets.toString());
        Path playbook = Files.writeString(folder.resolve("play.yml"), """
                - hosts: localhost
                  vars_files: [secrets.yml]
                  tasks:
                    - debug: {msg: "[=token]"}
                """);
        Told refused = tell("run", playbook.toString());
        assertThat(refused.exit).isEqualTo(ExitCode.INVALID_INPUT);
        assertThat(refused.err)
                .contains("secrets.yml: the file is encrypted: no vault password was given", "--ask-vault-pass");
    }

    private Told vault(String... words) {
        String[] all = new String[words.length + 2];
        System.arraycopy(words, 0, all, 0, words.length);
        all[words.length] = "--vault-password-file";
        all[words.length + 1] = password.toString();
        return tell("vault", all);
    }

    private Told tell(String command, String... words) {
        FakeEnvironment podwright = new FakeEnvironment()
                .with("XDG_STATE_HOME", folder.resolve("state").toString());
        String[] all = new String[words.length + 1];
        all[0] = command;
        System.arraycopy(words, 0, all, 1, words.length);
        return new Told(podwright.run(all), podwright.out(), podwright.err());
    }

    private record Told(ExitCode exit, String out, String err) {}
}
