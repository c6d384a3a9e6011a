package dev.podwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podwright.report.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `ansible-vault` encrypts is read here, and what is encrypted here is read there.
class RealVaultTest {
    private static final String TEXT = "token: hünter2 🚀\nlines: |\n  one\n  two\n";

    @TempDir
    private Path folder;

    private RealAnsible ansible;
    private String password;
    private String prod;

    @BeforeEach
    void prepare() throws IOException {
        ansible = RealAnsible.required(folder);
        password = write("password", "correct horse\n");
        prod = write("prod-client.sh", """
                #!/bin/sh
                # A client: it is told which id is asked for.
                [ "$1 $2" = "--vault-id prod" ] && echo staple
                """);
        Files.setPosixFilePermissions(Path.of(prod), PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void readsWhatAnsibleHasEncrypted() throws Exception {
        String plain = write("plain.yml", TEXT);
        String labelled = write("labelled.yml", TEXT);
        ansible.vault("encrypt", "--vault-password-file", password, plain);
        ansible.vault("encrypt", "--vault-id", "prod@" + prod, labelled);
        assertThat(Path.of(plain)).content().startsWith("$ANSIBLE_VAULT;1.1;");
        assertThat(Path.of(labelled)).content().startsWith("$ANSIBLE_VAULT;1.2;AES256;prod\n");

        assertThat(ours("view", plain, "--vault-password-file", password)).isEqualTo(TEXT);
        assertThat(ours("view", labelled, "--vault-id", "prod@" + prod)).isEqualTo(TEXT);
        assertThat(ours("view", labelled, "--vault-id", "dev@" + password, "--vault-id", "prod@" + prod))
                .isEqualTo(TEXT);
    }

    @Test
    void ansibleReadsWhatIsEncryptedHere() throws Exception {
        String plain = write("plain.yml", TEXT);
        String labelled = write("labelled.yml", TEXT);
        String rekeyed = write("rekeyed.yml", TEXT);
        ours("encrypt", plain, "--vault-password-file", password);
        ours("encrypt", labelled, "--vault-id", "prod@" + prod);
        ansible.vault("encrypt", "--vault-password-file", password, rekeyed);
        ours("rekey", rekeyed, "--vault-password-file", password, "--new-vault-id", "prod@" + prod);

        assertThat(theirs("view", "--vault-password-file", password, plain)).isEqualTo(TEXT);
        assertThat(theirs("view", "--vault-id", "prod@" + prod, labelled)).isEqualTo(TEXT);
        assertThat(theirs("view", "--vault-id", "dev@" + password, "--vault-id", "prod@" + prod, rekeyed))
                .isEqualTo(TEXT);
    }

    @Test
    void takesWholeFilesAndSingleValuesOfSeveralIdsInOneRun() throws Exception {
        String single =
                ansible.vault("encrypt_string", "--vault-id", "prod@" + prod, "--name", "single", "from-ansible");
        String whole = write("whole.yml", "whole: from-a-file\n");
        ansible.vault("encrypt", "--vault-password-file", password, whole);
        write("play.yml", """
                - hosts: localhost
                  vars_files: [whole.yml, single.yml]
                  tasks:
                    - copy: {content: "[=whole] [=single]", dest: "%s/made"}
                """.formatted(folder));
        write("single.yml", single);

        FakeEnvironment podwright = new FakeEnvironment()
                .with("ANSIBLE_VAULT_PASSWORD_FILE", "/nowhere")
                .with("XDG_STATE_HOME", folder.toString());
        ExitCode exit = podwright.run(
                "run", folder.resolve("play.yml").toString(), "--vault-id", "prod@" + prod, "--vault-id", password);

        assertThat(exit).as(podwright.out() + podwright.err()).isEqualTo(ExitCode.OK);
        assertThat(folder.resolve("made")).hasContent("from-a-file from-ansible");
        assertThat(podwright.out()).doesNotContain("from-a");
    }

    @Test
    void takesThePasswordFromWhereAnsibleDoes() throws Exception {
        String file = write("plain.yml", TEXT);
        ansible.vault("encrypt", "--vault-password-file", password, file);

        FakeEnvironment byVariable = new FakeEnvironment().with("ANSIBLE_VAULT_PASSWORD_FILE", password);
        byVariable.run("vault", "view", file);
        FakeEnvironment byPrompt = new FakeEnvironment().answering("correct horse");
        byPrompt.run("vault", "view", file, "--vault-id", "any@prompt");
        FakeEnvironment byFlag = new FakeEnvironment().answering("correct horse");
        byFlag.run("vault", "view", file, "-J");

        assertThat(Stream.of(byVariable, byPrompt, byFlag).map(FakeEnvironment::out))
                .containsOnly(TEXT);
        assertThat(byPrompt.asked()).containsExactly("Vault password (any)");
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static String ours(String... words) {
        FakeEnvironment podwright = new FakeEnvironment();
        ExitCode exit = podwright.run(
                Stream.concat(Stream.of("vault"), Stream.of(words)).toArray(String[]::new));
        assertThat(exit).as(podwright.err()).isEqualTo(ExitCode.OK);
        return podwright.out();
    }

    private String theirs(String... words) throws IOException, InterruptedException {
        return ansible.vault(words);
    }
}
